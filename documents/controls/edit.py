"""Changing what stands in a control, its formatting and all around it left as they are."""

from __future__ import annotations

import re

from lxml import etree

from documents.controls.names import Control, W
from documents.controls.places import text_of
from documents.tied import tied

_SET_OFF = re.compile(r"(?:; | )$")
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


def put_text(sdt: etree._Element, text: str) -> None:
    """`text` in the formatting of the control's first run; "" takes the control away, and a
    paragraph with it that says nothing else."""
    content = sdt.find(f"{W}sdtContent")
    runs = [] if content is None else list(content.iter(f"{W}r"))
    if not text or content is None:
        _take_away(sdt)
        return
    kept = next((run for run in runs if run.find(f"{W}t") is not None), None)
    if kept is None:
        kept = etree.SubElement(content, f"{W}r")
    for run in runs:
        if run is not kept:
            _remove(run)
    for child in list(kept):
        if child.tag != f"{W}rPr":
            kept.remove(child)
    said = etree.SubElement(kept, f"{W}t", {_SPACE: "preserve"})
    said.text = tied(text)


def name_again(sdt: etree._Element, control: Control) -> None:
    """The tag and the title that another program has dropped."""
    properties = sdt.find(f"{W}sdtPr")
    if properties is None or properties.find(f"{W}tag") is not None:
        return
    alias = properties.find(f"{W}alias")
    tag = etree.Element(f"{W}tag", {f"{W}val": control.tag})
    if alias is None and control.label:
        alias = etree.Element(f"{W}alias", {f"{W}val": control.label[:64]})
        properties.insert(0, alias)
    properties.insert(0 if alias is None else properties.index(alias) + 1, tag)


def _take_away(sdt: etree._Element) -> None:
    paragraph = next(sdt.iterancestors(f"{W}p"), None)
    if paragraph is not None:
        _close_up(paragraph, sdt)
    _remove(sdt)
    if paragraph is None or text_of(paragraph).strip():
        return
    if next(paragraph.iterancestors(f"{W}tc"), None) is None:
        _remove(paragraph)


def _close_up(paragraph: etree._Element, sdt: etree._Element) -> None:
    """Without what has set the control off from the text before it."""
    inside = set(sdt.iter(f"{W}t"))
    before = None
    for text in paragraph.iter(f"{W}t"):
        if text in inside:
            break
        before = text
    if before is not None and before.text:
        before.text = _SET_OFF.sub("", before.text)


def _remove(element: etree._Element) -> None:
    parent = element.getparent()
    assert parent is not None
    parent.remove(element)
