"""R23–R35: the body and what closes it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from documents.check.anatomy import CLAUSE, PART, POINT, Anatomy
from documents.check.findings import Finding, centred, is_upper, judged, quoted, set_as
from documents.check.paragraphs import Paragraph

POINTS = "abcdđeghiklmnopqrstuvxy"  # the decree's order: with đ, without ă â ê ô ơ ư
_INDENTS = (567, 720)  # 1 cm, 1,27 cm
_TOLERANCE = 6
_TITLES = re.compile(r"^(GS|PGS|TS|ThS|CN|KS|BS|Ông|Bà|Đồng chí)\b")
_ROOM_TO_SIGN = 1134  # 20 mm


def check_content(anatomy: Anatomy) -> Iterator[Finding]:
    body = anatomy.body
    plain = [each for each in body if _is_running_text(each)]
    parts = [each for each in body if PART.match(each.text)]
    clauses = [each for each in body if CLAUSE.match(each.text)]
    yield judged("R23", (fault for each in plain for fault in _running(each)))
    yield judged("R25", (_heading(each, capitals=True) for each in parts), applies=bool(parts))
    titled = [each for each in clauses if any(run.bold for run in each.shown)]
    yield judged("R26", (_heading(each) for each in titled), applies=bool(titled))
    untitled = [each for each in clauses if each not in titled]
    yield judged("R27", (_upright(each) for each in untitled), applies=bool(untitled))
    points = [each for each in body if POINT.match(each.text)]
    yield judged("R28", _points(body), applies=bool(points))
    ends = bool(body) and body[-1].text.rstrip().endswith("./.")
    yield judged("R29", ["" if ends else quoted(body[-1]) if body else "–"])
    yield from _closing(anatomy)


def _closing(anatomy: Anatomy) -> Iterator[Finding]:
    signer = [set_as(p, 13, 14, bold=True) or centred(p) for p in anatomy.signer]
    yield judged("R30", signer or ["–"])
    named = [each for each in anatomy.signature if each.text.strip()]
    name = [set_as(p, 13, 14, bold=True) or _plain_name(p) or centred(p) for p in named]
    yield judged("R31", name, applies=bool(named))
    yield judged("R32", [_room_to_sign(anatomy)])
    yield judged("R34", _copies_head(anatomy))
    yield judged("R35", _copies(anatomy.copies))


def _is_running_text(paragraph: Paragraph) -> bool:
    """A paragraph of the body: no heading, and no caption or note of a table."""
    heading = paragraph.bold or PART.match(paragraph.text) or CLAUSE.match(paragraph.text)
    return not heading and paragraph.align not in ("center", "right") and not paragraph.italic


def _running(paragraph: Paragraph) -> Iterator[str]:
    if paragraph.align != "both":
        yield quoted(paragraph, f"jc={paragraph.align}")
    if min(abs(paragraph.first_line - indent) for indent in _INDENTS) > _TOLERANCE:
        yield quoted(paragraph, f"firstLine={paragraph.first_line}")
    if max(paragraph.before, paragraph.after) < 120:
        yield quoted(paragraph, f"after={paragraph.after}")
    if paragraph.line_rule != "auto" or not 240 <= paragraph.line <= 360:
        yield quoted(paragraph, f"line={paragraph.line}")
    yield set_as(paragraph, 13, 14, bold=False)


def _heading(paragraph: Paragraph, *, capitals: bool = False) -> str:
    if capitals and not is_upper(paragraph.text):
        return quoted(paragraph)
    return set_as(paragraph, 13, 14, bold=True)


def _upright(paragraph: Paragraph) -> str:
    return set_as(paragraph, 13, 14, bold=False)


def _points(body: list[Paragraph]) -> Iterator[str]:
    """Letters follow each other without a gap; a heading above begins them again."""
    expected = 0
    for paragraph in body:
        if PART.match(paragraph.text) or CLAUSE.match(paragraph.text):
            expected = 0
            continue
        point = POINT.match(paragraph.text)
        if point is None:
            continue
        yield _upright(paragraph)
        if expected >= len(POINTS) or point.group(1) != POINTS[expected]:
            yield quoted(paragraph)
        expected = POINTS.find(point.group(1)) + 1


def _plain_name(paragraph: Paragraph) -> str:
    text = paragraph.text.strip()
    return quoted(paragraph) if is_upper(text) or _TITLES.match(text) else ""


def _room_to_sign(anatomy: Anatomy) -> str:
    space = 0
    for paragraph in anatomy.signature:
        space += paragraph.before
        if paragraph.text.strip():
            break
        space += paragraph.after + paragraph.mark.half_points * 10
    return "" if space >= _ROOM_TO_SIGN else f"{space}"


def _copies_head(anatomy: Anatomy) -> Iterator[str]:
    if len(anatomy.copies_head) != 1:
        yield f"{len(anatomy.copies_head)}"
        return
    head = anatomy.copies_head[0]
    yield set_as(head, 12, bold=True, italic=True)
    yield "" if head.text.strip() == "Nơi nhận:" else quoted(head)
    yield "" if head.align in ("left", "both") and not head.first_line else quoted(head)
    if anatomy.signer and head.cell and anatomy.signer[0].cell:
        yield "" if head.cell[:2] == anatomy.signer[0].cell[:2] else quoted(head, "row")


def _copies(copies: list[Paragraph]) -> Iterator[str]:
    if not copies:
        yield "–"
        return
    for number, line in enumerate(copies, 1):
        text = line.text.strip()
        end = "." if number == len(copies) else ";"
        yield set_as(line, 11, bold=False)
        yield "" if text.startswith("- ") and text.endswith(end) else quoted(line)
    yield "" if copies[-1].text.strip().startswith("- Lưu") else quoted(copies[-1])
