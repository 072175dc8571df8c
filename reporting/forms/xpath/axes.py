"""The thirteen axes, each in its own order (XPath 1.0 section 2.2)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from reporting.forms.xpath.nodes import Node

_OUTSIDE = frozenset({"attribute", "namespace"})


def _parent(node: Node) -> Iterable[Node]:
    return () if node.parent is None else (node.parent,)


def _ancestors(node: Node) -> Iterator[Node]:
    while node.parent is not None:
        node = node.parent
        yield node


def _ancestors_or_self(node: Node) -> Iterator[Node]:
    yield node
    yield from _ancestors(node)


def _descendants(node: Node) -> Iterator[Node]:
    for child in node.children:
        yield from child.walk()


def _siblings(node: Node) -> tuple[list[Node], int]:
    if node.parent is None or node.kind in _OUTSIDE:
        return [], 0
    among = node.parent.children
    return among, next(at for at, other in enumerate(among) if other is node)


def _following_siblings(node: Node) -> Iterable[Node]:
    among, at = _siblings(node)
    return among[at + 1 :]


def _preceding_siblings(node: Node) -> Iterable[Node]:
    among, at = _siblings(node)
    return among[:at][::-1]


def _following(node: Node) -> Iterator[Node]:
    if node.kind in _OUTSIDE and node.parent is not None:
        yield from _descendants(node.parent)
        node = node.parent
    for ancestor in _ancestors_or_self(node):
        for sibling in _following_siblings(ancestor):
            yield from sibling.walk()


def _preceding(node: Node) -> Iterator[Node]:
    if node.kind in _OUTSIDE and node.parent is not None:
        node = node.parent
    for ancestor in _ancestors_or_self(node):
        for sibling in _preceding_siblings(ancestor):
            yield from reversed(list(sibling.walk()))


def _namespaces(node: Node) -> Iterable[Node]:
    return [each for each in node.attributes if each.kind == "namespace"]


AXES: dict[str, Callable[[Node], Iterable[Node]]] = {
    "ancestor": _ancestors,
    "ancestor-or-self": _ancestors_or_self,
    "attribute": lambda node: [each for each in node.attributes if each.kind == "attribute"],
    "child": lambda node: node.children,
    "descendant": _descendants,
    "descendant-or-self": lambda node: node.walk(),
    "following": _following,
    "following-sibling": _following_siblings,
    "namespace": _namespaces,
    "parent": _parent,
    "preceding": _preceding,
    "preceding-sibling": _preceding_siblings,
    "self": lambda node: (node,),
}
REVERSE = frozenset({"ancestor", "ancestor-or-self", "preceding", "preceding-sibling"})
