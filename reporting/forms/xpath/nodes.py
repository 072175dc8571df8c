"""The nodes an expression walks over, and their XML."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from lxml import etree

XFORMS = "http://www.w3.org/2002/xforms"
_INDEX_FROM = 9  # with fewer children a scan is cheaper than a dictionary


class Node:
    """`kind` is document, element, attribute, text, comment, processing-instruction or namespace.

    `name` is the local name; elements of the XForms namespace count as having none, as form
    authors write their paths without a prefix."""

    __slots__ = (
        "_by_name", "attributes", "children", "kind", "name", "parent", "prefix", "text", "uri",
    )  # fmt: skip

    def __init__(self, kind: str, name: str = "", parent: Node | None = None) -> None:
        self.kind = kind
        self.name = name
        self.parent = parent
        self.uri = ""
        self.prefix = ""
        self.text = ""
        self.children: list[Node] = []
        self.attributes: list[Node] = []
        self._by_name: dict[str, list[Node]] | None = None

    def string(self) -> str:
        """The string-value of XPath 1.0 section 5."""
        if self.kind in ("element", "document"):
            return "".join(
                child.string() for child in self.children if child.kind in ("element", "text")
            )
        return self.text

    def named(self, name: str) -> list[Node]:
        """Child elements with that local name and no namespace, in document order."""
        if len(self.children) < _INDEX_FROM:
            return [child for child in self.children if child.name == name and not child.uri]
        if self._by_name is None:
            self._by_name = {}
            for child in self.children:
                if not child.uri:
                    self._by_name.setdefault(child.name, []).append(child)
        return self._by_name.get(name, [])

    def root(self) -> Node:
        node = self
        while node.parent is not None:
            node = node.parent
        return node

    def place(self) -> tuple[int, ...]:
        """Sorts nodes of one tree into document order."""
        places: list[int] = []
        node = self
        while node.parent is not None:
            places.append(_place_in(node.parent, node))
            node = node.parent
        return (*reversed(places),)

    def walk(self) -> Iterator[Node]:
        """This node and all below it, in document order; no attributes."""
        yield self
        for child in self.children:
            yield from child.walk()


def _place_in(parent: Node, node: Node) -> int:
    """Attributes and namespaces stand before the children."""
    if node.kind in ("attribute", "namespace"):
        ordered = parent.attributes
        before = -len(ordered) if node.kind == "attribute" else -2 * len(ordered) - 1
    else:
        ordered, before = parent.children, 0
    return before + next(at for at, other in enumerate(ordered) if other is node)


def in_order(nodes: list[Node]) -> list[Node]:
    """Without duplicates, in document order; nodes of several trees keep their trees together."""
    unique = list({id(node): node for node in nodes}.values())
    if len(unique) < 2:
        return unique
    roots: dict[int, int] = {}
    return sorted(
        unique,
        key=lambda node: (roots.setdefault(id(node.root()), len(roots)), node.place()),
    )


def from_xml(element: etree._Element) -> Node:
    """A document of its own whose only element child is `element`, without white space between
    elements."""
    document = Node("document")
    document.children.append(element_node(element, document))
    return document


def element_node(element: etree._Element, parent: Node | None) -> Node:
    """`element` and all below it."""
    node = Node("element", "", parent)
    name_from(node, str(element.tag))
    node.prefix = element.prefix or ""
    for key, value in element.attrib.items():
        attribute = Node("attribute", "", node)
        name_from(attribute, str(key))
        attribute.text = str(value)
        node.attributes.append(attribute)
    _add_text(node, element.text, bare=len(element) == 0)
    for child in element:
        if isinstance(child.tag, str):
            node.children.append(element_node(child, node))
        _add_text(node, child.tail, bare=False)
    return node


def name_from(node: Node, tag: str) -> None:
    """Sets local name and namespace from lxml's `{uri}local`."""
    uri, _, local = tag.rpartition("}")
    node.name = local
    node.uri = "" if uri[1:] == XFORMS else uri[1:]


def _add_text(node: Node, text: Any, *, bare: bool) -> None:
    if text and (bare or not str(text).isspace()):
        child = Node("text", "", node)
        child.text = str(text)
        node.children.append(child)
