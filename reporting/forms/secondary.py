"""Secondary instances: choice lists and tables, inside the form or in files beside it."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping

from lxml import etree

from reporting.forms.body import Refuse
from reporting.forms.xml_text import tag, xform
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
    elif name.lower().endswith(".csv"):
        return _from_csv(data)
    elif name.lower().endswith(".xml"):
        parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True)
        try:
            return from_xml(etree.fromstring(data, parser))
        except (etree.XMLSyntaxError, ValueError):
            refuse("form.file.unreadable", "", name)
    else:
        refuse("form.file.unreadable", "", name)
    return Node("document")


def _from_csv(data: bytes) -> Node:
    """root/item/<column>, as ODK reads CSV files."""
    document = Node("document")
    root = _child(document, "root")
    for row in csv.DictReader(io.StringIO(data.decode("utf-8-sig", "replace"))):
        item = _child(root, "item")
        for column, cell in row.items():
            if column and isinstance(cell, str):
                text = Node("text", "", _child(item, column.strip()))
                text.text = cell
                if text.parent is not None:
                    text.parent.children.append(text)
    return document


def _child(parent: Node, name: str) -> Node:
    child = Node("element", name, parent)
    parent.children.append(child)
    return child
