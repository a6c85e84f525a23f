"""Feed broken reports to every reader and to cleaning, and keep those that break the program.

    python tools/fuzz.py --seconds 600 --findings build/fuzz

Each input is a valid report of some form (``tools/report_samples.py``) that was changed; inside
packed forms the contents are changed too. It must end as sources or as reasons, without an
exception, in bounded time. What does not is kept in the folder of findings, one file for each place
in the code, with the traceback beside it; make a test of it.

With atheris, changes are led by what they reach in our code. It is needed for development alone
(``pip install atheris``) and is not among the dependencies; without it changes are blind.
"""

from __future__ import annotations

import argparse
import hashlib
import random
import signal
import subprocess
import sys
import time
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

from fuzz_mutations import changed

LONGEST_INPUT_S = 10
_LONGEST_INPUT_BYTES = 100_000
_NAME_END = b"\x00"


class TooSlowError(Exception):
    """An input took longer than any input may."""


@contextmanager
def time_limit(seconds: float) -> Iterator[None]:
    """Raise TooSlowError when the body takes more CPU time; C code is stopped on its return."""

    def stop(number: int, frame: FrameType | None) -> None:
        raise TooSlowError(f"longer than {seconds:g} s")

    before = signal.signal(signal.SIGPROF, stop)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


def check(name: str, data: bytes) -> None:
    """Read bytes as the file of that name and clean what they give.

    Raises:
        AssertionError: if they give neither a source nor a reason, or what cannot be stored.
        TooSlowError: if they take too long.
    """
    import io  # noqa: PLC0415  # atheris watches what is imported after it

    from communique.clean import clean  # noqa: PLC0415
    from communique.read import read_sources  # noqa: PLC0415
    from communique.read.inputs import Input  # noqa: PLC0415
    from communique.records import to_json  # noqa: PLC0415

    reasons: list[tuple[str, str]] = []

    def given(address: str) -> Input:
        return Input(uri=name, name=name, stream=io.BytesIO(data))

    with time_limit(LONGEST_INPUT_S):
        found = 0
        for source in read_sources(
            ["http://fuzz"], lambda *told: reasons.append(told), fetch=given
        ):
            found += 1
            assert to_json(clean(source)).encode("utf-8")
        assert found or reasons, "neither a source nor a reason"
        assert "".join(uri + why for uri, why in reasons).encode("utf-8") is not None


def keep_if_broken(name: str, data: bytes, findings: Path) -> None:
    """Check an input and keep it if it breaks the program in a place that is not known yet."""
    try:
        check(name, data)
    except Exception as error:  # noqa: BLE001  # any exception at all is what we look for
        last = traceback.extract_tb(error.__traceback__)[-1]
        where = f"{type(error).__name__}-{Path(last.filename).stem}-{last.lineno}"
        path = findings / f"{where}-{name}"
        if not any(findings.glob(f"{where}-*")):
            path.write_bytes(data)
            path.with_name(path.name + ".traceback").write_text(traceback.format_exc(), "utf-8")
            sys.stderr.write(f"found {path}\n")


def packed_input(name: str, data: bytes) -> bytes:
    """Return an input as atheris holds it: the name, a zero, the bytes."""
    return name.encode() + _NAME_END + data


def unpacked_input(held: bytes) -> tuple[str, bytes]:
    """Return name and bytes of an input that atheris holds."""
    name, _, data = held.partition(_NAME_END)
    return name.decode("ascii", "replace")[:40].replace("/", "_") or "none", data


def fuzz_blindly(seeds: dict[str, bytes], seconds: float, findings: Path, seed: int) -> None:
    """Change the samples at random for so many seconds."""
    chance = random.Random(seed)
    end = time.monotonic() + seconds
    tried = 0
    while time.monotonic() < end:
        name = chance.choice(sorted(seeds))
        keep_if_broken(name, changed(seeds[name], chance), findings)
        tried += 1
    sys.stderr.write(f"tried {tried} inputs\n")


def fuzz_with_atheris(seeds: dict[str, bytes], seconds: float, findings: Path) -> None:
    """Change the samples, led by coverage; a child that dies is started again."""
    corpus = findings / "corpus"
    corpus.mkdir(exist_ok=True)
    for name, data in seeds.items():
        (corpus / hashlib.sha256(packed_input(name, data)).hexdigest()[:16]).write_bytes(
            packed_input(name, data)
        )
    end = time.monotonic() + seconds
    while (left := int(end - time.monotonic())) > 0:
        done = subprocess.run(
            [sys.executable, __file__, "--child", "--seconds", str(left), "--findings", findings],
            check=False,
        )
        if done.returncode:
            sys.stderr.write(f"the fuzzer died with {done.returncode}; see {findings}\n")


def watched(seconds: int, findings: Path) -> None:
    """Fuzz in this process, under atheris."""
    import atheris  # type: ignore[import-untyped,import-not-found,unused-ignore]  # noqa: PLC0415

    with atheris.instrument_imports(include=["communique.read", "communique.clean"]):
        import communique.clean  # noqa: PLC0415
        import communique.read  # noqa: F401, PLC0415

    def look(held: bytes) -> None:
        keep_if_broken(*unpacked_input(held), findings)

    def mutate(held: bytes, most: int, seed: int) -> bytes:
        name, data = unpacked_input(held)
        new = changed(data, random.Random(seed), atheris.Mutate)
        return packed_input(name, new)[:most]

    options = {
        "max_total_time": seconds,
        "timeout": 2 * LONGEST_INPUT_S,
        "rss_limit_mb": 2000,
        "max_len": _LONGEST_INPUT_BYTES,
        "artifact_prefix": f"{findings}/",
        "verbosity": 0,
        "print_final_stats": 1,
    }
    arguments = [sys.argv[0], *(f"-{k}={v}" for k, v in options.items()), str(findings / "corpus")]
    atheris.Setup(arguments, look, custom_mutator=mutate)
    atheris.Fuzz()


def main() -> None:
    """Read the command line and fuzz."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--seconds", type=int, default=60)
    parser.add_argument("--findings", type=Path, default=Path("build/fuzz"))
    parser.add_argument("--form", help="only samples with this in their name, such as .pdf")
    parser.add_argument("--blind", action="store_true", help="without atheris")
    parser.add_argument("--seed", type=int, default=0, help="of chance, when blind")
    parser.add_argument("--child", action="store_true", help=argparse.SUPPRESS)
    asked = parser.parse_args()
    asked.findings.mkdir(parents=True, exist_ok=True)
    if asked.child:
        watched(asked.seconds, asked.findings)
        return
    from report_samples import samples  # noqa: PLC0415  # a child has no need of it

    seeds = {name: data for name, data in samples().items() if (asked.form or "") in name}
    if asked.blind or not _has_atheris():
        fuzz_blindly(seeds, asked.seconds, asked.findings, asked.seed)
    else:
        fuzz_with_atheris(seeds, asked.seconds, asked.findings)


def _has_atheris() -> bool:
    from importlib.util import find_spec  # noqa: PLC0415

    return find_spec("atheris") is not None


if __name__ == "__main__":
    main()
