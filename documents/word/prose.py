"""The text of a Word file that somebody sends for an answer: paragraphs, lists, rows of tables.

WordprocessingML: ISO/IEC 29500-1, 17. Headers, notes, text boxes and deleted text are left out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from lxml import etree

from documents.package import UnfitFile, open_package
from reporting.text import clean

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_DOCUMENT = "word/document.xml"
_NUMBERING = "word/numbering.xml"
_STYLES = "word/styles.xml"
_AROUND = frozenset({f"{_W}sdt", f"{_W}sdtContent", f"{_W}ins", f"{_W}smartTag", f"{_W}hyperlink"})
_PIECES = {f"{_W}tab": " ", f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}noBreakHyphen": "-"}
_CELLS = "; "


def prose_of(data: bytes) -> str:
    """One line a paragraph; bullets as "- ", numbered items with their number. Raises UnfitFile,
    with the code "empty" where no letter is in it."""
    members = open_package(data, _DOCUMENT)
    body = _parsed(members[_DOCUMENT]).find(f"{_W}body")
    lists = _Lists(members.get(_NUMBERING), members.get(_STYLES))
    lines = [] if body is None else list(_lines(body, lists))
    text = clean("\n".join(lines))
    if not text:
        raise UnfitFile("empty")
    return text


def _parsed(xml: bytes) -> etree._Element:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    try:
        return etree.fromstring(xml, parser)
    except etree.XMLSyntaxError as error:
        raise UnfitFile("not_office") from error


def _lines(block: etree._Element, lists: _Lists) -> Iterator[str]:
    for child in block:
        if child.tag == f"{_W}p":
            text = _text(child).strip()
            if text:
                yield lists.mark(child) + text
        elif child.tag == f"{_W}tbl":
            for row in child.iter(f"{_W}tr"):
                cells = (" ".join(_lines(cell, lists)) for cell in row.findall(f"{_W}tc"))
                yield _CELLS.join(cell for cell in cells if cell)
        elif child.tag in _AROUND:
            yield from _lines(child, lists)


def _text(element: etree._Element) -> str:
    pieces: list[str] = []
    for child in element:
        if child.tag == f"{_W}t":
            pieces.append(child.text or "")
        elif child.tag in _PIECES:
            pieces.append(_PIECES[str(child.tag)])
        elif child.tag == f"{_W}r" or child.tag in _AROUND:
            pieces.append(_text(child))
    return "".join(pieces)


class _Lists:
    """What stands before the items of lists; counts them in the order they are asked for."""

    def __init__(self, numbering: bytes | None, styles: bytes | None) -> None:
        self._formats = _formats(numbering) if numbering is not None else {}
        self._styles = _styles(styles) if styles is not None else {}
        self._counts: Counter[tuple[str, str]] = Counter()

    def mark(self, paragraph: etree._Element) -> str:
        numbered = paragraph.find(f"{_W}pPr/{_W}numPr")
        if numbered is None:
            numbered = self._of_style(_value(paragraph.find(f"{_W}pPr/{_W}pStyle")))
        if numbered is None:
            return ""
        key = (_value(numbered.find(f"{_W}numId")), _value(numbered.find(f"{_W}ilvl")) or "0")
        form = self._formats.get(key, "bullet")
        if key[0] == "0" or form == "none":  # taken out of its list
            return ""
        if form != "decimal":
            return "- "
        self._counts[key] += 1
        return f"{self._counts[key]}. "

    def _of_style(self, name: str) -> etree._Element | None:
        """A style's own place in a list, or that of the style it is based on."""
        seen: set[str] = set()
        while name in self._styles and name not in seen:
            seen.add(name)
            style = self._styles[name]
            numbered = style.find(f"{_W}pPr/{_W}numPr")
            if numbered is not None:
                return numbered
            name = _value(style.find(f"{_W}basedOn"))
        return None


def _styles(part: bytes) -> Mapping[str, etree._Element]:
    return {each.get(f"{_W}styleId") or "": each for each in _parsed(part).iter(f"{_W}style")}


def _formats(numbering: bytes) -> Mapping[tuple[str, str], str]:
    """(list, level) → its format."""
    root = _parsed(numbering)
    levels = {
        (abstract.get(f"{_W}abstractNumId"), level.get(f"{_W}ilvl")): _value(
            level.find(f"{_W}numFmt")
        )
        for abstract in root.findall(f"{_W}abstractNum")
        for level in abstract.findall(f"{_W}lvl")
    }
    found: dict[tuple[str, str], str] = {}
    for number in root.findall(f"{_W}num"):
        abstract = _value(number.find(f"{_W}abstractNumId"))
        for (owner, level), form in levels.items():
            if owner == abstract:
                found[number.get(f"{_W}numId") or "", level or ""] = form
    return found


def _value(element: etree._Element | None) -> str:
    return (element.get(f"{_W}val") or "") if element is not None else ""
