"""Names, filters and tests a template uses, held against the shape of what it is given."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from jinja2 import Environment, nodes

from documents.templating.shape import ANYTHING, Shape

_UNSAFE = frozenset({"safe", "attr", "pprint", "xmlattr", "tojson", "map"})


@dataclass(frozen=True, slots=True)
class Use:
    """`code` is "name" (unknown), "filter" (unknown), "unsafe" (a filter or attribute that is not
    allowed) or "used" (a name that is there); `line` counts from 1."""

    code: str
    name: str
    line: int


class Names:
    def __init__(self, environment: Environment) -> None:
        self._environment = environment

    def of(self, tree: nodes.Template, shape: Shape) -> Iterator[Use]:
        yield from self._all(tree.body, dict(shape.fields))

    def _all(self, body: list[nodes.Node], scope: dict[str, Shape]) -> Iterator[Use]:
        for node in body:
            yield from self._one(node, scope)

    def _one(self, node: nodes.Node, scope: dict[str, Shape]) -> Iterator[Use]:
        match node:
            case nodes.For():
                yield from self._for(node, scope)
            case nodes.Assign():
                yield from self._all([node.node], scope)
                self._bind(node.target, self._shape(node.node, scope), scope)
            case nodes.AssignBlock():
                self._bind(node.target, Shape(), scope)
                yield from self._all(node.body, scope)
            case nodes.Name(ctx="load"):
                yield from self._name(node, scope)
            case nodes.Getattr() | nodes.Getitem():
                yield from self._part(node, scope)
            case nodes.Filter():
                yield from self._filter(node, scope)
            case _:
                yield from self._all(list(node.iter_child_nodes()), scope)

    def _for(self, node: nodes.For, scope: dict[str, Shape]) -> Iterator[Use]:
        yield from self._one(node.iter, scope)
        inner = {**scope, "loop": ANYTHING}
        self._bind(node.target, self._shape(node.iter, scope).item or ANYTHING, inner)
        tests = [node.test] if node.test is not None else []
        yield from self._all([*tests, *node.body, *node.else_], inner)

    def _bind(self, target: nodes.Node, shape: Shape, scope: dict[str, Shape]) -> None:
        if isinstance(target, nodes.Name):
            scope[target.name] = shape
        else:
            for each in target.find_all(nodes.Name):
                scope[each.name] = ANYTHING

    def _name(self, node: nodes.Name, scope: Mapping[str, Shape]) -> Iterator[Use]:
        if node.name in scope:
            yield Use("used", node.name, node.lineno)
        elif node.name not in self._environment.globals:
            yield Use("name", node.name, node.lineno)

    def _part(self, node: nodes.Getattr | nodes.Getitem, scope: dict[str, Shape]) -> Iterator[Use]:
        yield from self._all(list(node.iter_child_nodes()), scope)
        name = _named(node)
        whole = self._shape(node.node, scope)
        if name is not None and name.startswith("_"):
            yield Use("unsafe", name, node.lineno)
            return
        if name is None or whole.unknown:
            return
        full = f"{_text(node.node)}.{name}"
        if name in whole.fields:
            yield Use("used", full, node.lineno)
        else:
            yield Use("name", full, node.lineno)

    def _filter(self, node: nodes.Filter, scope: dict[str, Shape]) -> Iterator[Use]:
        yield from self._all(list(node.iter_child_nodes()), scope)
        if node.name in _UNSAFE:
            yield Use("unsafe", node.name, node.lineno)
        elif node.name not in self._environment.filters:
            yield Use("filter", node.name, node.lineno)

    def _shape(self, node: nodes.Node, scope: Mapping[str, Shape]) -> Shape:
        if isinstance(node, nodes.Name):
            return scope.get(node.name, ANYTHING)
        if isinstance(node, nodes.Getattr | nodes.Getitem):
            whole, name = self._shape(node.node, scope), _named(node)
            if name is not None:
                return whole.fields.get(name, ANYTHING)
            return whole.item or ANYTHING
        return ANYTHING


def _named(node: nodes.Getattr | nodes.Getitem) -> str | None:
    """The name asked for; None for a place in a list."""
    if isinstance(node, nodes.Getattr):
        return node.attr
    if isinstance(node.arg, nodes.Const) and isinstance(node.arg.value, str):
        return node.arg.value
    return None


def _text(node: nodes.Node) -> str:
    if isinstance(node, nodes.Name):
        return node.name
    if isinstance(node, nodes.Getattr):
        return f"{_text(node.node)}.{node.attr}"
    return _text(node.node) if isinstance(node, nodes.Getitem) else "…"
