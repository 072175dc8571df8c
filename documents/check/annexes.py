"""R39–R42: annexes, and that the body points to them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from documents.check.anatomy import ANNEX, Anatomy
from documents.check.findings import Finding, centred, is_upper, judged, quoted, set_as
from documents.check.paragraphs import Paragraph
from documents.shown import roman


def check_annexes(anatomy: Anatomy) -> Iterator[Finding]:
    there = bool(anatomy.annexes)
    yield judged("R39", _numbers(anatomy.annexes), applies=there)
    titles = [_below(anatomy, annex, 1) for annex in anatomy.annexes]
    yield judged("R40", (_title(each) for each in titles), applies=there)
    attached = [_below(anatomy, annex, 2) for annex in anatomy.annexes]
    yield judged("R41", (_attached(anatomy, each) for each in attached), applies=there)
    yield judged("R42", _unmentioned(anatomy), applies=there)


def _numbers(annexes: list[Paragraph]) -> Iterator[str]:
    for number, annex in enumerate(annexes, 1):
        yield set_as(annex, 14, bold=True) or centred(annex)
        found = ANNEX.match(annex.text.strip())
        wanted = roman(number) if len(annexes) > 1 else None
        yield "" if found and found.group(1) == wanted else quoted(annex)


def _below(anatomy: Anatomy, annex: Paragraph, lines: int) -> Paragraph | None:
    at = anatomy.reading.paragraphs.index(annex) + lines
    found = anatomy.reading.paragraphs[at : at + 1]
    return found[0] if found else None


def _title(title: Paragraph | None) -> str:
    if title is None or not is_upper(title.text):
        return "–" if title is None else quoted(title)
    return set_as(title, 13, 14, bold=True) or centred(title)


def _attached(anatomy: Anatomy, line: Paragraph | None) -> str:
    if line is None or not line.text.strip().startswith("(Kèm theo"):
        return "–" if line is None else quoted(line)
    if anatomy.rule_below([line]) is None:
        return quoted(line, "pBdr")
    return set_as(line, 13, 14, bold=False, italic=True) or centred(line)


def _unmentioned(anatomy: Anatomy) -> Iterator[str]:
    said = " ".join(each.text for each in anatomy.body)
    for annex in anatomy.annexes:
        name = re.escape(annex.text.strip())
        yield "" if re.search(rf"{name}(?!\w)", said) else quoted(annex)
