"""R10–R22: everything above the body."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from documents.check.anatomy import Anatomy
from documents.check.findings import Finding, centred, is_upper, judged, quoted, set_as
from documents.check.paragraphs import Paragraph
from documents.word.text_width import text_width

_SYMBOL = re.compile(r"^Số: *(\d{2,})? */\w[\w&]*(-[\w&]+)*$")
_DAY = re.compile(r"ngày +(\d+) +tháng +(\d+) +năm")
_SLACK = 0.04  # of a share; type is measured from tables, not from the printer


def check_letterhead(anatomy: Anatomy) -> Iterator[Finding]:
    a = anatomy
    yield judged("R10", _once(a.nation, "R10", (12, 13), bold=True))
    yield judged("R11", _once(a.motto, "R11", (13, 14), bold=True))
    yield judged("R12", _rule(a, a.motto, 0.94, 1.1))
    superior = (set_as(p, 12, 13, bold=False) or _capitals(p) or centred(p) for p in a.superior)
    yield judged("R13", superior, applies=bool(a.superior))
    issuer = [set_as(p, 12, 13, bold=True) or _capitals(p) or centred(p) for p in a.issuer]
    yield judged("R14", issuer or ["–"])
    yield judged("R15", _rule(a, a.issuer, 1 / 3, 1 / 2))
    yield judged("R16", _number(a.number))
    yield judged("R17", _date(a))
    title = [set_as(p, 13, 14, bold=True) or _capitals(p) or centred(p) for p in a.title]
    yield judged("R18", title or [] if a.about else title or ["–"], applies=bool(a.title))
    about = [set_as(p, 12, 13, bold=False) or centred(p) for p in a.about]
    subject = [set_as(p, 13, 14, bold=True) or _not_capitals(p) for p in a.subject]
    yield judged("R19", about or subject or ["–"])
    ruled = [] if a.about else _rule(a, a.subject, 1 / 3, 1 / 2)
    yield judged("R20", ruled, applies=not a.about)
    yield judged("R21", _addressees(a))
    yield judged("R22", _bases(a.bases), applies=bool(a.bases))


def _once(found: list[Paragraph], rule: str, points: tuple[int, int], *, bold: bool) -> list[str]:
    if len(found) != 1:
        return [f"{rule}: {len(found)}"]
    return [set_as(found[0], *points, bold=bold), centred(found[0])]


def _capitals(paragraph: Paragraph) -> str:
    return "" if is_upper(paragraph.text) else quoted(paragraph)


def _not_capitals(paragraph: Paragraph) -> str:
    return quoted(paragraph) if is_upper(paragraph.text) else ""


def _rule(anatomy: Anatomy, above: list[Paragraph], low: float, high: float) -> Iterable[str]:
    """A rule under `above`, as long as this share of the line."""
    rule = anatomy.rule_below(above)
    if rule is None:
        return ["–"]
    line = above[-1]
    width = min(text_width(line.text.strip(), line.shown[0].half_points), line.room)
    share = rule.rule / width
    fits = low - _SLACK <= share <= high + _SLACK
    even = abs(rule.left - rule.right) <= 1
    return ["" if fits and even else quoted(line, f"{share:.2f}")]


def _number(found: list[Paragraph]) -> list[str]:
    if len(found) != 1:
        return [f"{len(found)}"]
    number = found[0]
    fits = _SYMBOL.match(number.text.strip()) is not None and is_upper(number.text[3:])
    return [set_as(number, 13, bold=False) or centred(number) or ("" if fits else quoted(number))]


def _date(anatomy: Anatomy) -> Iterator[str]:
    if len(anatomy.date) != 1:
        yield f"{len(anatomy.date)}"
        return
    date = anatomy.date[0]
    yield set_as(date, 13, 14, bold=False, italic=True) or centred(date)
    filled = _DAY.search(date.text)
    if filled and not _written_right(*filled.groups()):
        yield quoted(date)
    if anatomy.number and anatomy.number[0].cell and date.cell:
        same_row = anatomy.number[0].cell[:2] == date.cell[:2]
        yield "" if same_row else quoted(date, "row")


def _written_right(day: str, month: str) -> bool:
    """A zero before days below 10 and before January and February only."""
    padded = f"{int(month):02}" if int(month) < 3 else f"{int(month)}"
    return day == f"{int(day):02}" and month == padded


def _addressees(anatomy: Anatomy) -> Iterator[str]:
    if len(anatomy.to) != 1:
        yield f"{len(anatomy.to)}"
        return
    head = anatomy.to[0]
    yield set_as(head, 13, 14, bold=False)
    yield "" if head.text.strip().startswith("Kính gửi:") else quoted(head)
    together = head.text.partition(":")[2].strip()
    if together and anatomy.recipients:
        yield quoted(head)
    yield from _list_marks(anatomy.recipients)
    if not together and len(anatomy.recipients) < 2:
        yield quoted(head)
    yield from (set_as(each, 13, 14, bold=False) for each in anatomy.recipients)


def _list_marks(lines: list[Paragraph]) -> Iterator[str]:
    """One a line: a dash before, ";" after, "." after the last."""
    for number, line in enumerate(lines, 1):
        text = line.text.strip()
        end = "." if number == len(lines) else ";"
        yield "" if text.startswith("- ") and text.endswith(end) else quoted(line)


def _bases(bases: list[Paragraph]) -> Iterator[str]:
    for number, base in enumerate(bases, 1):
        end = "." if number == len(bases) else ";"
        yield set_as(base, 13, 14, bold=False, italic=True)
        yield "" if base.text.strip().endswith(end) else quoted(base)
