"""What a check says about one rule."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from documents.check.paragraphs import Paragraph

SNIPPET = 60


@dataclass(frozen=True, slots=True)
class Finding:
    """`rule` is a number of `domain.md`'s table of Decree 30 rules ("R07"); `ok` None means that
    the document has nothing the rule speaks of. `detail` quotes what breaks it."""

    rule: str
    ok: bool | None
    detail: str = ""


def judged(rule: str, faults: Iterable[str], *, applies: bool = True) -> Finding:
    """Holds when there is no fault; `applies` False: there was nothing to look at."""
    found = [fault for fault in faults if fault]
    if found:
        return Finding(rule, ok=False, detail="; ".join(found[:5]))
    return Finding(rule, ok=True if applies else None)


def quoted(paragraph: Paragraph, why: str = "") -> str:
    text = " ".join(paragraph.text.split())
    text = text if len(text) <= SNIPPET else text[:SNIPPET] + "…"
    return f"“{text}” {why}".strip()


def is_upper(text: str) -> bool:
    return text == text.upper() and any(letter.isalpha() for letter in text)


def centred(paragraph: Paragraph) -> str:
    return "" if paragraph.align == "center" else quoted(paragraph, f"jc={paragraph.align}")


def set_as(paragraph: Paragraph, *points: int, bold: bool, italic: bool = False) -> str:
    """A fault when the paragraph is not in this size and style."""
    if not paragraph.sized(*points):
        sizes = {run.half_points / 2 for run in paragraph.shown}
        return quoted(paragraph, f"size={sorted(sizes)}")
    if paragraph.bold is not bold or paragraph.italic is not italic:
        return quoted(paragraph, f"bold={paragraph.bold} italic={paragraph.italic}")
    return ""
