"""Reads a .docx for the checker, its formatting looked up as Word does.

One layer over another: the document's defaults, the paragraph style and what it is based on, a
character style, then what is said in place."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Mapping

from lxml import etree

from documents.check.paragraphs import Paragraph, Reading, Run, Section
from documents.tied import untied

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_PARSER = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
_FONTS = ("ascii", "hAnsi", "eastAsia", "cs")
_OFF = ("0", "false", "off")


def read(data: bytes) -> Reading:
    """Raises zipfile.BadZipFile, KeyError or lxml.etree.XMLSyntaxError for what is no .docx."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        parts = {name: package.read(name) for name in package.namelist() if _wanted(name)}
    return _Reader(parts).read()


def _wanted(name: str) -> bool:
    return name.startswith("word/") and name.endswith((".xml", ".rels"))


class _Reader:
    def __init__(self, parts: Mapping[str, bytes]) -> None:
        self._parts = parts
        self._styles = etree.fromstring(parts["word/styles.xml"], _PARSER)
        self._body = _child(etree.fromstring(parts["word/document.xml"], _PARSER), "body")
        self._layers: dict[tuple[str, str], list[etree._Element | None]] = {}
        self._by_id = {style.get(f"{W}styleId"): style for style in self._styles.iter(f"{W}style")}
        relations = parts.get("word/_rels/document.xml.rels", b"<Relationships/>")
        self._targets = {
            relation.get("Id"): relation.get("Target")
            for relation in etree.fromstring(relations, _PARSER)
        }

    def read(self) -> Reading:
        found = Reading()
        found.style_fonts = list(self._style_fonts())
        elements = list(self._body.iter(f"{W}sectPr"))
        found.sections = [self._section(element) for element in elements]
        found.paragraphs = list(self._paragraphs(found.sections))
        return found

    def _paragraphs(self, sections: list[Section]) -> Iterator[Paragraph]:
        section = tables = 0
        for child in _flow(self._body):
            page = sections[min(section, len(sections) - 1)]
            room = page.width - page.margins["left"] - page.margins["right"]
            if child.tag == f"{W}p":
                yield self._paragraph(child, section, room)
                section += child.find(f"{W}pPr/{W}sectPr") is not None
            else:
                yield from self._table(child, section, tables)
                tables += 1

    def _table(self, table: etree._Element, section: int, number: int) -> Iterator[Paragraph]:
        for row, tr in enumerate(_unwrapped(table, "tr")):
            for column, tc in enumerate(_unwrapped(tr, "tc")):
                room = _number(tc.find(f"{W}tcPr/{W}tcW"), "w")
                for paragraph in tc.iter(f"{W}p"):
                    yield self._paragraph(paragraph, section, room, (number, row, column))

    def _paragraph(
        self,
        element: etree._Element,
        section: int,
        room: int,
        cell: tuple[int, int, int] | None = None,
    ) -> Paragraph:
        own = element.find(f"{W}pPr")
        style = _value(own.find(f"{W}pStyle") if own is not None else None)
        layers = [*self._style_layers(style, "pPr"), own]
        spacing, indent = _merged(layers, "spacing"), _merged(layers, "ind")
        runs = tuple(self._runs(element, style))
        return Paragraph(
            text="".join(run.text for run in runs),
            runs=runs,
            mark=self._run("", style, own.find(f"{W}rPr") if own is not None else None),
            align=_value(_last(layers, "jc")) or "left",
            left=int(indent.get("left", indent.get("start", "0"))),
            right=int(indent.get("right", indent.get("end", "0"))),
            first_line=int(indent.get("firstLine", "0")) - int(indent.get("hanging", "0")),
            before=int(spacing.get("before", "0")),
            after=int(spacing.get("after", "0")),
            line=int(spacing.get("line", "240")),
            line_rule=spacing.get("lineRule", "auto"),
            bordered=_drawn(_last(layers, "pBdr")),
            section=section,
            room=room,
            cell=cell,
        )

    def _runs(self, paragraph: etree._Element, style: str) -> Iterator[Run]:
        for run in paragraph.iter(f"{W}r"):
            text = "".join(_text_of(piece) for piece in run)
            yield self._run(text, style, run.find(f"{W}rPr"))

    def _run(self, text: str, style: str, own: etree._Element | None) -> Run:
        character = _value(own.find(f"{W}rStyle") if own is not None else None)
        layers = [*self._style_layers(style, "rPr"), *self._chain(character, "rPr"), own]
        fonts = _merged(layers, "rFonts")
        size = _value(_last(layers, "sz"))
        return Run(
            text,
            tuple(fonts.get(name, "") for name in _FONTS),
            int(size or "20"),
            _on(_last(layers, "b")),
            _on(_last(layers, "i")),
            _value(_last(layers, "color")) or "auto",
        )

    def _style_layers(self, style: str, kind: str) -> list[etree._Element | None]:
        """Defaults first, then the styles from the base to `style` ("" is the default style)."""
        if (style, kind) not in self._layers:
            self._layers[style, kind] = self._looked_up(style, kind)
        return self._layers[style, kind]

    def _looked_up(self, style: str, kind: str) -> list[etree._Element | None]:
        default = self._styles.find(f"{W}docDefaults/{W}{kind}Default/{W}{kind}")
        name = style or next(
            (
                each.get(f"{W}styleId") or ""
                for each in self._by_id.values()
                if each.get(f"{W}type") == "paragraph" and each.get(f"{W}default") == "1"
            ),
            "",
        )
        return [default, *self._chain(name, kind)]

    def _chain(self, style: str, kind: str) -> list[etree._Element | None]:
        chain: list[etree._Element | None] = []
        seen: set[str] = set()
        while style and style in self._by_id and style not in seen:
            seen.add(style)
            chain.insert(0, self._by_id[style].find(f"{W}{kind}"))
            style = _value(self._by_id[style].find(f"{W}basedOn"))
        return chain

    def _style_fonts(self) -> Iterator[tuple[str, str]]:
        """Of the defaults and of styles in use: other programs add dozens that nothing uses."""
        used = self._used_styles()
        for fonts in self._styles.iter(f"{W}rFonts"):
            style = next(fonts.iterancestors(f"{W}style"), None)
            name = style.get(f"{W}styleId", "") if style is not None else ""
            for attribute, font in fonts.attrib.items():
                if str(attribute) != f"{W}hint" and (not name or name in used):
                    yield name, str(font)

    def _used_styles(self) -> set[str]:
        names = (f"{W}pStyle", f"{W}rStyle", f"{W}tblStyle")
        used = {_value(each) for each in self._body.iter(*names)}
        for style in list(used):
            while style in self._by_id:
                style = _value(self._by_id[style].find(f"{W}basedOn"))
                if style in used:
                    break
                used.add(style)
        return used

    def _section(self, element: etree._Element) -> Section:
        size, margins = _child(element, "pgSz"), _child(element, "pgMar")
        title = element.find(f"{W}titlePg")
        number = element.find(f"{W}pgNumType")
        start = number.get(f"{W}start") if number is not None else None
        headers = {
            header.get(f"{W}type", "default"): self._header(header.get(f"{R}id", ""))
            for header in element.findall(f"{W}headerReference")
        }
        return Section(
            width=_number(size, "w"),
            height=_number(size, "h"),
            landscape=size.get(f"{W}orient") == "landscape",
            margins={side: _number(margins, side) for side in ("top", "bottom", "left", "right")},
            title_page=_on(title),
            start=int(start) if start is not None else None,
            headers={kind: paragraphs for kind, (paragraphs, _) in headers.items()},
            page_fields={kind: fields for kind, (_, fields) in headers.items()},
        )

    def _header(self, relation: str) -> tuple[tuple[Paragraph, ...], int]:
        part = self._parts.get(f"word/{self._targets.get(relation, '')}")
        if part is None:
            return (), 0
        root = etree.fromstring(part, _PARSER)
        instructions = [node.text or "" for node in root.iter(f"{W}instrText")]
        instructions += [node.get(f"{W}instr", "") for node in root.iter(f"{W}fldSimple")]
        paragraphs = tuple(self._paragraph(p, 0, 0) for p in root.iter(f"{W}p"))
        return paragraphs, sum("PAGE" in text.split() for text in instructions)


def _flow(parent: etree._Element) -> Iterator[etree._Element]:
    """Paragraphs and tables in the order of the page, whatever control they stand in."""
    for child in parent:
        if child.tag in (f"{W}p", f"{W}tbl"):
            yield child
        elif child.tag in (f"{W}sdt", f"{W}customXml", f"{W}ins"):
            content = child.find(f"{W}sdtContent")
            yield from _flow(child if content is None else content)


def _unwrapped(parent: etree._Element, name: str) -> Iterator[etree._Element]:
    """Rows of a table, cells of a row: Word may put controls around them."""
    for child in parent:
        if child.tag == f"{W}{name}":
            yield child
        elif child.tag == f"{W}sdt":
            for content in child.findall(f"{W}sdtContent"):
                yield from _unwrapped(content, name)


def _child(element: etree._Element, name: str) -> etree._Element:
    found = element.find(f"{W}{name}")
    if found is None:
        raise KeyError(name)
    return found


def _last(layers: list[etree._Element | None], name: str) -> etree._Element | None:
    """The property as the last layer that says it has it."""
    found = None
    for layer in layers:
        said = layer.find(f"{W}{name}") if layer is not None else None
        found = said if said is not None else found
    return found


def _merged(layers: list[etree._Element | None], name: str) -> dict[str, str]:
    """Attributes of a property, each from the last layer that says it."""
    merged: dict[str, str] = {}
    for layer in layers:
        said = layer.find(f"{W}{name}") if layer is not None else None
        if said is not None:
            merged |= {etree.QName(key).localname: str(text) for key, text in said.items()}
    return merged


def _value(element: etree._Element | None) -> str:
    return element.get(f"{W}val", "") if element is not None else ""


def _number(element: etree._Element | None, name: str) -> int:
    return round(float(element.get(f"{W}{name}", "0"))) if element is not None else 0


def _on(element: etree._Element | None) -> bool:
    return element is not None and element.get(f"{W}val", "1") not in _OFF


def _drawn(borders: etree._Element | None) -> bool:
    if borders is None:
        return False
    return any(_value(side) not in ("", "nil", "none") for side in borders)


def _text_of(piece: etree._Element) -> str:
    if piece.tag == f"{W}t":
        return untied(piece.text or "")
    return {f"{W}tab": "\t", f"{W}br": "\n", f"{W}cr": "\n"}.get(str(piece.tag), "")
