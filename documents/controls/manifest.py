"""What the file itself knows of its controls: a part of XML that programs carry along unread."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath

from lxml import etree

from documents.controls.names import Control

NAMESPACE = "urn:tonghop:report"
_N = f"{{{NAMESPACE}}}"
_PART, _PROPERTIES = "customXml/item901.xml", "customXml/itemProps901.xml"
_TYPE_LIST = "[Content_Types].xml"
_TYPES = "{http://schemas.openxmlformats.org/package/2006/content-types}"
_RELATIONS = "{http://schemas.openxmlformats.org/package/2006/relationships}"
_RELATED = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_STORE = (
    b'<?xml version="1.0" encoding="UTF-8" standalone="no"?>'
    b'<ds:datastoreItem ds:itemID="{6F1E7D52-6C0C-4C1B-8C39-20210616A001}" '
    b'xmlns:ds="http://schemas.openxmlformats.org/officeDocument/2006/customXml">'
    b"<ds:schemaRefs/></ds:datastoreItem>"
)
PARSER = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)


@dataclass(frozen=True, slots=True)
class Manifest:
    """`round_id` and `model` say what the file is; `at` (ISO 8601) when its figures were read."""

    round_id: str
    model: str
    at: str
    controls: tuple[Control, ...] = ()

    def by_number(self) -> Mapping[int, Control]:
        return {each.number: each for each in self.controls}


def with_manifest(members: Mapping[str, bytes], manifest: Manifest) -> dict[str, bytes]:
    """The package with `manifest` in it, in the place of an earlier one."""
    changed = dict(members)
    name = _where(members) or _PART
    changed[name] = _written(manifest)
    if name not in members:
        rels = "word/_rels/document.xml.rels"
        changed[_PROPERTIES] = _STORE
        changed["customXml/_rels/item901.xml.rels"] = _related(
            b'<Relationships xmlns="%s"/>' % _RELATIONS[1:-1].encode(),
            "customXmlProps",
            "itemProps901.xml",
        )
        changed[rels] = _related(members[rels], "customXml", f"../{name}")
        changed[_TYPE_LIST] = _typed(members[_TYPE_LIST], f"/{_PROPERTIES}")
    return changed


def read_manifest(members: Mapping[str, bytes]) -> Manifest | None:
    """None for a file that was not made here, or that lost it."""
    name = _where(members)
    if name is None:
        return None
    root = etree.fromstring(members[name], PARSER)
    return Manifest(
        root.get("round", ""),
        root.get("model", ""),
        root.get("at", ""),
        tuple(_controls(root.iter(f"{_N}control"))),
    )


def _controls(elements: Iterable[etree._Element]) -> Iterable[Control]:
    for each in elements:
        yield Control(
            int(each.get("number", "0")),
            each.get("key", ""),
            each.get("place", ""),
            each.get("label", ""),
        )


def _where(members: Mapping[str, bytes]) -> str | None:
    mark = NAMESPACE.encode()
    parts = (n for n in members if PurePosixPath(n).parent.name == "customXml")
    return next((n for n in parts if mark in members[n] and b"<ds:" not in members[n]), None)


def _written(manifest: Manifest) -> bytes:
    said = {"round": manifest.round_id, "model": manifest.model, "at": manifest.at}
    root = etree.Element(f"{_N}report", said, nsmap={None: NAMESPACE})
    for each in manifest.controls:
        said = {
            "number": str(each.number),
            "key": each.key,
            "place": each.place,
            "label": each.label,
        }
        etree.SubElement(root, f"{_N}control", said)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _related(rels: bytes, kind: str, target: str) -> bytes:
    root = etree.fromstring(rels, PARSER)
    said = {"Id": "rIdTonghop", "Type": f"{_RELATED}/{kind}", "Target": target}
    etree.SubElement(root, f"{_RELATIONS}Relationship", said)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _typed(types: bytes, part: str) -> bytes:
    root = etree.fromstring(types, PARSER)
    kind = "application/vnd.openxmlformats-officedocument.customXmlProperties+xml"
    etree.SubElement(root, f"{_TYPES}Override", {"PartName": part, "ContentType": kind})
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
