"""The rules under headings, drawn as long as Decree 30 wants them (R12, R15, R20).

A rule is a paragraph with a border above it, in a style of its own; how long it is depends on the
line over it, which only the finished document knows."""

from __future__ import annotations

from dataclasses import dataclass

from lxml import etree

from documents.word.text_width import text_width

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
# What the schema wants after `w:ind` in the properties of a paragraph.
_AFTER_INDENT = tuple(
    f"{W}{name}"
    for name in (
        "contextualSpacing",
        "mirrorIndents",
        "suppressOverlap",
        "jc",
        "textDirection",
        "textAlignment",
        "textboxTightWrap",
        "outlineLvl",
        "divId",
        "cnfStyle",
        "rPr",
        "sectPr",
        "pPrChange",
    )
)


@dataclass(frozen=True, slots=True)
class Rule:
    """`share` of the line above; `half_points` and `style` as that line is set."""

    share: float
    half_points: int
    style: str = "bold"


RULES = {
    "KeTieuNgu": Rule(1.0, 28),
    "KeCoQuan": Rule(0.42, 26),
    "KeTrichYeu": Rule(0.42, 28),
    "KePhuLuc": Rule(0.42, 28, "italic"),
}


def fit_rules(body: etree._Element) -> None:
    """Sets the indents of every rule in `body`, in place. A rule without a line above is left."""
    for style in body.iter(f"{W}pStyle"):
        rule = RULES.get(style.get(f"{W}val", ""))
        paragraph = style.getparent().getparent()  # type: ignore[union-attr]
        above = paragraph.getprevious() if paragraph is not None else None
        if rule is None or paragraph is None or above is None:
            continue
        room = _room(paragraph, body)
        text = "".join(node.text or "" for node in above.iter(f"{W}t"))
        length = min(text_width(text, rule.half_points, rule.style), room) * rule.share
        _indent(paragraph, round((room - length) / 2))


def _room(paragraph: etree._Element, body: etree._Element) -> int:
    """The width a line has: of the cell, or of the page between its margins."""
    cell = next(paragraph.iterancestors(f"{W}tc"), None)
    if cell is not None:
        return _twips(cell.find(f"{W}tcPr/{W}tcW"), "w")
    own = (sibling.find(f"{W}pPr/{W}sectPr") for sibling in paragraph.itersiblings())
    section = next((found for found in own if found is not None), body.find(f"{W}sectPr"))
    assert section is not None, "the template's body has a section"
    margins = section.find(f"{W}pgMar")
    sides = _twips(margins, "left") + _twips(margins, "right")
    return _twips(section.find(f"{W}pgSz"), "w") - sides


def _twips(element: etree._Element | None, name: str) -> int:
    return int(element.get(f"{W}{name}", "0")) if element is not None else 0


def _indent(paragraph: etree._Element, twips: int) -> None:
    properties = paragraph.find(f"{W}pPr")
    assert properties is not None, "it has a style"
    for old in properties.findall(f"{W}ind"):
        properties.remove(old)
    indent = etree.Element(f"{W}ind", {f"{W}left": str(twips), f"{W}right": str(twips)})
    after = next((child for child in properties if child.tag in _AFTER_INDENT), None)
    if after is None:
        properties.append(indent)
    else:
        after.addprevious(indent)
