"""Charts in a Word file, named, so that a refresh finds them whoever has saved the file."""

from __future__ import annotations

import struct
from collections.abc import Iterator, Mapping

from lxml import etree

from documents.controls.manifest import PARSER

_NAME = "tonghop-"
_WIDTH = 5_400_000  # EMU: 15 cm, for what a table leaves of a landscape page
_RELS = "word/_rels/document.xml.rels"
_TYPES = "[Content_Types].xml"
_RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_KIND = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/image"
_DEFAULT = "{http://schemas.openxmlformats.org/package/2006/content-types}Default"
_WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_SIZE = "@{}@"  # stands for the height until the picture is drawn

_DRAWING = (
    '<w:p><w:pPr><w:pStyle w:val="SauBang"/><w:spacing w:line="240" w:lineRule="auto"/>'
    '<w:jc w:val="center"/></w:pPr><w:r><w:drawing>'
    '<wp:inline xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'distT="0" distB="0" distL="0" distR="0"><wp:extent cx="{width}" cy="{height}"/>'
    '<wp:docPr id="{number}" name="{name}" descr="{name}"/>'
    '<a:graphic xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">'
    '<a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture">'
    '<pic:pic xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture">'
    '<pic:nvPicPr><pic:cNvPr id="{number}" name="{name}"/><pic:cNvPicPr/></pic:nvPicPr>'
    '<pic:blipFill><a:blip r:embed="{relation}" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"/>'
    "<a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm>"
    '<a:off x="0" y="0"/><a:ext cx="{width}" cy="{height}"/></a:xfrm>'
    '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic>'
    "</a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>"
)


def picture(name: str) -> str:
    """The paragraph of a chart; its height is put in with the picture."""
    return _DRAWING.format(
        name=f"{_NAME}{name}",
        relation=f"rIdBieuDo-{name}",
        number=9000 + sum(map(ord, name)),
        width=_WIDTH,
        height=_SIZE.format(name),
    )


def with_pictures(members: Mapping[str, bytes], drawn: Mapping[str, bytes]) -> dict[str, bytes]:
    """The package with the PNG of every chart that `picture` has made a place for."""
    changed = dict(members)
    if not drawn:
        return changed
    rels = etree.fromstring(members[_RELS], PARSER)
    types = etree.fromstring(members[_TYPES], PARSER)
    if not any(each.get("Extension") == "png" for each in types.iter(_DEFAULT)):
        types.insert(0, etree.Element(_DEFAULT, {"Extension": "png", "ContentType": "image/png"}))
    body = members["word/document.xml"]
    for name, png in drawn.items():
        target = f"media/bieu-do-{name}.png"
        changed[f"word/{target}"] = png
        said = {"Id": f"rIdBieuDo-{name}", "Type": _KIND, "Target": target}
        etree.SubElement(rels, _RELATION, said)
        wide, high = struct.unpack(">II", png[16:24])
        body = body.replace(_SIZE.format(name).encode(), str(_WIDTH * high // wide).encode())
    changed["word/document.xml"] = body
    changed[_RELS] = _written(rels)
    changed[_TYPES] = _written(types)
    return changed


def redrawn(members: Mapping[str, bytes], fresh: Mapping[str, bytes]) -> dict[str, bytes]:
    """The package with the charts of `fresh` in the places of its own, where it still has them."""
    new = {name: fresh[part] for name, part in _charts(fresh)}
    changed = dict(members)
    for name, part in _charts(members):
        if name in new and part in changed:
            changed[part] = new[name]
    return changed


def _charts(members: Mapping[str, bytes]) -> Iterator[tuple[str, str]]:
    """(name, part with the picture) of every chart of ours in a file."""
    targets = {
        each.get("Id"): each.get("Target", "")
        for each in etree.fromstring(members[_RELS], PARSER).iter(_RELATION)
    }
    root = etree.fromstring(members["word/document.xml"], PARSER)
    for drawing in root.iter(f"{_WP}inline", f"{_WP}anchor"):
        named = drawing.find(f"{_WP}docPr")
        blip = next(drawing.iter(f"{_A}blip"), None)
        if named is None or blip is None or not named.get("name", "").startswith(_NAME):
            continue
        yield named.get("name", ""), f"word/{targets.get(blip.get(f'{_R}embed'), '')}"


def _written(root: etree._Element) -> bytes:
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
