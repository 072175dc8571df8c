"""Node-sets: XPath 1.0 section 4.1 and OpenRosa's counting, looking up and shuffling."""

from __future__ import annotations

from decimal import Decimal
from random import Random

from reporting.forms.xpath.functions.registry import Shelf
from reporting.forms.xpath.nodes import Node, in_order
from reporting.forms.xpath.values import Focus, Value, to_number, to_string

NODESETS = Shelf()


@NODESETS.eager("last", 0)
def last(focus: Focus) -> Value:
    return Decimal(focus.size)


@NODESETS.eager("position", 0, 1, nodes=(0,))
def position(focus: Focus, *nodes: Value) -> Value:
    """position(node) is its place among the repeats of its name (OpenRosa)."""
    if not nodes:
        return Decimal(focus.position)
    found = nodes_of(nodes[0])
    if not found:
        return Decimal("NaN")
    node = found[0]
    among = [node] if node.parent is None else node.parent.children
    alike = [each for each in among if each.name == node.name and each.uri == node.uri]
    return Decimal(1 + next((at for at, each in enumerate(alike) if each is node), 0))


def nodes_of(value: Value) -> list[Node]:
    """None at all where `value` turns out to be no node-set, as an if() may give."""
    return value if isinstance(value, list) else []


@NODESETS.eager("count", 1, nodes=(0,))
def count(_: Focus, nodes: Value) -> Value:
    return Decimal(len(nodes_of(nodes)))


@NODESETS.eager("count-non-empty", 1, nodes=(0,))
def count_non_empty(_: Focus, nodes: Value) -> Value:
    return Decimal(sum(1 for node in nodes_of(nodes) if node.string()))


@NODESETS.eager("id", 1)
def by_id(focus: Focus, value: Value) -> Value:
    texts = [node.string() for node in value] if isinstance(value, list) else [to_string(value)]
    wanted = {word for text in texts for word in text.split()}
    return in_order(
        [
            node
            for node in focus.node.root().walk()
            if any(
                each.name == "id" and not each.uri and each.text in wanted
                for each in node.attributes
            )
        ]
    )


def _first(focus: Focus, values: tuple[Value, ...]) -> Node | None:
    if not values:
        return focus.node
    found = nodes_of(values[0])
    return found[0] if found else None


@NODESETS.eager("local-name", 0, 1, nodes=(0,))
def local_name(focus: Focus, *values: Value) -> Value:
    node = _first(focus, values)
    return "" if node is None else node.name


@NODESETS.eager("name", 0, 1, nodes=(0,))
def name(focus: Focus, *values: Value) -> Value:
    node = _first(focus, values)
    if node is None:
        return ""
    return f"{node.prefix}:{node.name}" if node.prefix else node.name


@NODESETS.eager("namespace-uri", 0, 1, nodes=(0,))
def namespace_uri(focus: Focus, *values: Value) -> Value:
    node = _first(focus, values)
    return "" if node is None else node.uri


@NODESETS.eager("current", 0)
def current(focus: Focus) -> Value:
    return [focus.current]


@NODESETS.eager("instance", 1)
def instance(focus: Focus, name_: Value) -> Value:
    return focus.environment.instance(to_string(name_))


@NODESETS.eager("randomize", 1, 2, nodes=(0,))
def randomize(focus: Focus, nodes: Value, *seed: Value) -> Value:
    """The nodes in an order that a seed fixes. The order for one seed is our own."""
    found = list(nodes_of(nodes))
    if seed:
        given = to_number(seed[0], focus.environment)
        start = int(given) if given.is_finite() else 0
        Random(start).shuffle(found)  # noqa: S311 - no secret
    else:
        Random(int(focus.environment.chance.random() * 2**32)).shuffle(found)  # noqa: S311
    return found
