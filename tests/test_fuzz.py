"""However a report is broken, it ends as sources or reasons, in bounded time; see tools/fuzz.py."""

from __future__ import annotations

import gzip
import random
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fuzz import TooSlowError, check, keep_if_broken, time_limit
from fuzz_mutations import changed
from report_samples import samples, tarred, warc_record, zipped

SAMPLES = samples()
PACKERS = {
    "": lambda name, data: data,
    ".gz": lambda name, data: gzip.compress(data),
    ".zip": lambda name, data: zipped({name: data, "beside.txt": SAMPLES["report.txt"]}),
    ".tar": lambda name, data: tarred({name: data, "beside.txt": SAMPLES["report.txt"]}),
    ".warc": lambda name, data: warc_record(1, page=data),
}


@st.composite
def broken(draw: st.DrawFn, data: bytes) -> bytes:
    """Bytes with some flipped, cut out and put in."""
    for _ in range(draw(st.integers(1, 4))):
        at = draw(st.integers(0, len(data)))
        how = draw(st.sampled_from(["flip", "cut out", "cut off", "put in", "put over"]))
        if how == "flip":
            mask = draw(st.integers(1, 255))
            data = data[:at] + bytes(byte ^ mask for byte in data[at : at + 1]) + data[at + 1 :]
        elif how == "cut out":
            data = data[:at] + data[at + draw(st.integers(1, 200)) :]
        elif how == "cut off":
            data = data[:at]
        else:
            new = draw(st.binary(max_size=20))
            data = data[:at] + new + data[at + (len(new) if how == "put over" else 0) :]
    return data


@pytest.mark.parametrize("name", SAMPLES)
def test_a_whole_sample_is_read(name: str) -> None:
    check(name, SAMPLES[name])


@pytest.mark.parametrize("name", SAMPLES)
@given(data=st.data())
@settings(deadline=None, max_examples=8, suppress_health_check=list(HealthCheck))
def test_a_broken_sample_gives_sources_or_a_reason(name: str, data: st.DataObject) -> None:
    check(name, data.draw(broken(SAMPLES[name])))


@given(
    name=st.sampled_from(sorted(SAMPLES)),
    packing=st.sampled_from(sorted(PACKERS)),
    data=st.data(),
)
@settings(deadline=None, max_examples=60, suppress_health_check=list(HealthCheck))
def test_what_is_broken_before_it_is_packed_gives_sources_or_a_reason(
    name: str, packing: str, data: st.DataObject
) -> None:
    inside = data.draw(broken(SAMPLES[name]))

    check(f"sample{packing}", PACKERS[packing](name, inside))


@given(st.randoms(use_true_random=False), st.sampled_from(sorted(SAMPLES)))
@settings(deadline=None, max_examples=30)
def test_what_the_fuzzer_changes_gives_sources_or_a_reason(
    chance: random.Random, name: str
) -> None:
    check(name, changed(SAMPLES[name], chance))


@pytest.mark.parametrize("name", ["a.txt", "a.html", "a.csv", "a.pdf", "a.zip", "a.jsonl", "a"])
@given(data=st.binary(max_size=200))
@settings(deadline=None, max_examples=10)
def test_any_bytes_give_sources_or_a_reason(name: str, data: bytes) -> None:
    check(name, data)


def test_the_fuzzer_stops_what_takes_too_long() -> None:
    with pytest.raises(TooSlowError), time_limit(0.05):
        while True:
            pass


def test_the_fuzzer_keeps_what_breaks_the_program_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import fuzz

    def breaks(name: str, data: bytes) -> None:
        raise ValueError("broken")

    monkeypatch.setattr(fuzz, "check", breaks)
    for _ in range(2):
        keep_if_broken("a.txt", b"x", tmp_path)

    assert len(list(tmp_path.iterdir())) == 2
