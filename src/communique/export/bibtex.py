"""BibTeX: the reports as sources, for LaTeX, Zotero and JabRef."""

from __future__ import annotations

from pathlib import Path

from communique.export.bibliography import Citation, citations
from communique.export.files import made_folder, whole_text
from communique.export.written import Tally, Written
from communique.ledger import Filters, Ledger

# What TeX takes for a command, and how one writes it so that it is printed.
_TEX = str.maketrans({
    "\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "&": r"\&", "%": r"\%", "$": r"\$",
    "#": r"\#", "_": r"\_", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}",
})  # fmt: skip
_IN_URL = str.maketrans({"{": "%7B", "}": "%7D", "\\": "%5C", " ": "%20", '"': "%22"})


def export_bibtex(
    ledger: Ledger, folder: Path, chosen: Filters | None = None
) -> tuple[Written, ...]:
    """Write every report as an ``@article`` of its outlet.

    Args:
        ledger: what to write.
        folder: made if it is not there; takes ``sources.bib``.
        chosen: the events to write, with what belongs to them; everything if None.

    Returns:
        The counts of documents; none is left out.

    Raises:
        LedgerError: if the ledger cannot be read, or the folder not written.
    """
    tally = Tally("documents", "sources.bib")
    with made_folder(folder), whole_text(folder / "sources.bib") as out:
        for source in citations(ledger, chosen):
            out.write(_entry(source))
            tally.keep()
    return (tally.written(),)


def _entry(source: Citation) -> str:
    fields = {
        # Braces keep upper case in titles, and a newsroom from being taken for a first name.
        "author": _kept(source.byline),
        "title": _kept(source.title),
        "journal": _text(source.outlet),
        "year": str(source.year) if source.year else None,
        "month": str(source.month) if source.month else None,
        "day": str(source.day.day) if source.day else None,
        "date": str(source.day) if source.day else None,
        "url": source.url.translate(_IN_URL) if source.url else None,
        "urldate": source.retrieved,
        "langid": source.language,
        "note": f"Credits {_text(source.agency)}" if source.agency else None,
    }
    lines = [f"  {name} = {{{value}}},\n" for name, value in fields.items() if value]
    return f"@article{{{source.key},\n{''.join(lines)}}}\n\n"


def _text(words: str | None) -> str | None:
    return words.translate(_TEX) if words else None


def _kept(words: str | None) -> str | None:
    return f"{{{_text(words)}}}" if words else None
