"""Secondary instances: choice lists and tables, inside the form or in files beside it."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from lxml import etree

from reporting.forms.xform.body import Refuse
from reporting.forms.xform.xml_text import tag, xform
from reporting.forms.xpath.nodes import Node, from_xml


def secondary_instances(
    model: etree._Element, files: Mapping[str, bytes], refuse: Refuse
) -> dict[str, Node]:
    """Instance id -> document. A file that is not given is refused by its name."""
    found: dict[str, Node] = {}
    for instance in list(model.iterfind(xform("instance")))[1:]:
        name = str(instance.get("id", ""))
        source = instance.get("src")
        inside = next((child for child in instance if tag(child)), None)
        if source and inside is None:
            file = str(source).rpartition("/")[2]
            document = _from_file(file, files.get(file), refuse)
        elif inside is not None:
            document = from_xml(inside)
        else:
            document = Node("document")
        found[name] = document
    return found


def _from_file(name: str, data: bytes | None, refuse: Refuse) -> Node:
    if data is None:
        refuse("form.file.missing", "", name)
        return Node("document")
    if not data:
        return Node("document")
    read = _READERS.get(name.lower().rpartition(".")[2])
    try:
        if read is not None:
            return read(data)
    except (etree.XMLSyntaxError, csv.Error, ValueError, TypeError, LookupError):
        pass
    refuse("form.file.unreadable", "", name)
    return Node("document")


def _from_xml(data: bytes) -> Node:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True)
    return from_xml(etree.fromstring(data, parser))


def _from_csv(data: bytes) -> Node:
    """Separated by comma, semicolon, tab or bar, whichever its first line has most of."""
    text = data.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    first = text.partition("\n")[0]
    mark = max(",;\t|", key=first.count)
    rows = csv.DictReader(io.StringIO(text), delimiter=mark)
    return _items(
        {name: cell for name, cell in row.items() if name and isinstance(cell, str)} for row in rows
    )


def _from_geojson(data: bytes) -> Node:
    """Properties of each feature, its id, and `geometry` as ODK writes points and lines."""
    features = json.loads(data)["features"]
    return _items(
        {
            "geometry": _geometry(feature["geometry"]),
            **({"id": feature["id"]} if "id" in feature else {}),
            **feature["properties"],
        }
        for feature in features
    )


def _geometry(geometry: Any) -> str:
    places = geometry["coordinates"]
    if geometry["type"] == "Point":
        places = [places]
    elif geometry["type"] == "Polygon":
        places = places[0]
    return ";".join(f"{place[1]} {place[0]} 0 0" for place in places)


def _items(rows: Iterable[Mapping[str, object]]) -> Node:
    """root/item/<column>, as ODK presents tables."""
    document = Node("document")
    root = _child(document, "root")
    for row in rows:
        item = _child(root, "item")
        for column, cell in row.items():
            text = Node("text", "", _child(item, column.strip()))
            text.text = str(cell)
            item.children[-1].children.append(text)
    return document


def _child(parent: Node, name: str) -> Node:
    child = Node("element", name, parent)
    parent.children.append(child)
    return child


_READERS: dict[str, Callable[[bytes], Node]] = {
    "csv": _from_csv,
    "geojson": _from_geojson,
    "xml": _from_xml,
}
