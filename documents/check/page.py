"""R01–R08: paper, margins, font, page numbers."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from documents.check.anatomy import Anatomy
from documents.check.findings import Finding, judged, quoted
from documents.check.paragraphs import Reading, Section

A4 = (11906, 16838)
FONT = "Times New Roman"
_TOLERANCE = 6  # twips; the decree's own file is that far off
_PAPER_TOLERANCE = 20
_BLACK = ("auto", "000000")


def check_page(anatomy: Anatomy) -> Iterator[Finding]:
    reading = anatomy.reading
    sections = reading.sections
    upright = [section for section in sections if not section.landscape]
    yield judged("R01", (_paper(section) for section in sections))
    yield judged("R02", [f"orient=landscape {_shown(sections[0])}" if _turned(sections[0]) else ""])
    yield judged(
        "R03", (_margin(s, side, 1134, 1417) for s in upright for side in ("top", "bottom"))
    )
    yield judged("R04", (_margin(section, "left", 1701, 1985) for section in upright))
    yield judged("R05", (_margin(section, "right", 850, 1134) for section in upright))
    yield judged("R06", _letters(reading))
    yield judged("R07", _page_numbers(sections[0]))
    yield judged("R08", _annex_numbers(anatomy), applies=bool(anatomy.annexes))


def _paper(section: Section) -> str:
    size = sorted((section.width, section.height))
    fits = all(abs(is_ - a4) <= _PAPER_TOLERANCE for is_, a4 in zip(size, A4, strict=True))
    return "" if fits else _shown(section)


def _turned(section: Section) -> bool:
    return section.landscape or section.width > section.height


def _shown(section: Section) -> str:
    return f"w={section.width} h={section.height}"


def _margin(section: Section, side: str, low: int, high: int) -> str:
    margin = section.margins[side]
    return "" if low - _TOLERANCE <= margin <= high + _TOLERANCE else f"{side}={margin}"


def _letters(reading: Reading) -> Iterator[str]:
    for style, font in reading.style_fonts:
        if font != FONT:
            yield f"{style}: {font}"
    for paragraph in reading.paragraphs:
        for run in paragraph.runs:
            if not run.text.strip():
                continue
            if set(run.fonts) != {FONT}:
                yield quoted(paragraph, f"fonts={sorted(set(run.fonts))}")
            if run.colour not in _BLACK:
                yield quoted(paragraph, f"color={run.colour}")
            if not unicodedata.is_normalized("NFC", run.text):
                yield quoted(paragraph, "NFC")


def _page_numbers(section: Section) -> Iterator[str]:
    fields = section.page_fields
    if fields.get("default") != 1:
        yield f"PAGE={fields.get('default', 0)}"
    numbered = [each for each in section.headers.get("default", ()) if each.text.strip()]
    for paragraph in numbered:
        if paragraph.align != "center":
            yield f"jc={paragraph.align}"
        if not paragraph.sized(13, 14):
            yield f"size={paragraph.shown[0].half_points / 2}"
        if paragraph.bold or paragraph.italic:
            yield f"bold={paragraph.bold} italic={paragraph.italic}"
    if not section.title_page:
        yield "titlePg"
    first = section.headers.get("first", ())
    if fields.get("first") or any(each.text.strip() for each in first):
        yield "first header"


def _annex_numbers(anatomy: Anatomy) -> Iterator[str]:
    seen: set[int] = set()
    for annex in anatomy.annexes:
        if annex.section in seen:
            yield quoted(annex, "section")
        seen.add(annex.section)
        if anatomy.reading.sections[annex.section].start != 1:
            yield quoted(annex, "pgNumType")
