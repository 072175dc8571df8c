"""R24, R36–R38: what a report may have and ours has not."""

from __future__ import annotations

import re
from collections.abc import Iterator

from documents.check.anatomy import Anatomy
from documents.check.findings import Finding, centred, is_upper, judged, quoted, set_as
from documents.check.paragraphs import Paragraph

_CHAPTER = re.compile(r"^(?:Phần|Chương) \S+$")
_ROMAN = re.compile(r"^(?:Phần|Chương) [IVXLC]+$")
_ADDRESS = re.compile(r"^(?:Địa chỉ|Điện thoại|ĐT|Email|Thư điện tử|Website)\s*:", re.IGNORECASE)
_URGENT = ("HỎA TỐC", "HỎA TỐC HẸN GIỜ", "THƯỢNG KHẨN", "KHẨN")


def check_seldom(anatomy: Anatomy) -> Iterator[Finding]:
    flow = [each for each in anatomy.reading.paragraphs if each.cell is None]
    chapters = [each for each in flow if _CHAPTER.match(each.text.strip())]
    faults = (fault for each in chapters for fault in _chapter(anatomy, each))
    yield judged("R24", faults, applies=bool(chapters))
    drafters = anatomy.drafters
    yield judged("R36", map(_drafter, drafters), applies=bool(drafters))
    addresses = [each for each in flow if _ADDRESS.match(each.text.strip())]
    small = (set_as(each, 11, 12, bold=False) for each in addresses)
    yield judged("R37", small, applies=bool(addresses))
    stamps = [p for p in anatomy.reading.paragraphs if p.text.strip().upper() in _URGENT]
    yield judged("R38", map(_stamp, stamps), applies=bool(stamps))


def _chapter(anatomy: Anatomy, chapter: Paragraph) -> Iterator[str]:
    """A line of its own with a Roman number, its title in capitals below."""
    yield set_as(chapter, 13, 14, bold=True) or centred(chapter)
    yield "" if _ROMAN.match(chapter.text.strip()) else quoted(chapter)
    title = anatomy.reading.after(chapter)
    if title is None or not is_upper(title.text):
        yield quoted(chapter if title is None else title)
    else:
        yield set_as(title, 13, 14, bold=True) or centred(title)


def _drafter(line: Paragraph) -> str:
    fits = is_upper(line.text)
    return set_as(line, 11, bold=False) or ("" if fits else quoted(line))


def _stamp(stamp: Paragraph) -> str:
    """In capitals and a frame."""
    if not is_upper(stamp.text) or not stamp.bordered:
        return quoted(stamp, "" if stamp.bordered else "pBdr")
    return set_as(stamp, 13, 14, bold=True)
