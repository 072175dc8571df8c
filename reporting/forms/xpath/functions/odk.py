"""What only forms need: selections, repeats, texts, look-up tables."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from reporting.forms.xpath.functions.nodesets import nodes_of
from reporting.forms.xpath.functions.numbers import whole, words
from reporting.forms.xpath.functions.registry import Shelf
from reporting.forms.xpath.nodes import Node
from reporting.forms.xpath.tree import Call, XPathError
from reporting.forms.xpath.values import Closure, Focus, Value, to_string

ODK = Shelf()


@ODK.eager("selected", 2)
def selected(_: Focus, chosen: Value, name: Value) -> Value:
    wanted = to_string(name).strip()
    return wanted in words(chosen) or (not wanted and not words(chosen))


@ODK.eager("selected-at", 2)
def selected_at(focus: Focus, chosen: Value, place: Value) -> Value:
    names = words(chosen)
    at = whole(focus, place)
    return names[at] if at is not None and 0 <= at < len(names) else ""


@ODK.eager("count-selected", 1)
def count_selected(_: Focus, chosen: Value) -> Value:
    return Decimal(len(words(chosen)))


@ODK.lazy("once", 1)
def once(arguments: Sequence[Closure]) -> Closure:
    """The value the node already has; the argument only while it has none."""
    argument = arguments[0]
    return lambda focus: focus.node.string() or to_string(argument(focus))


@ODK.eager("jr:itext", 1)
def itext(focus: Focus, name: Value) -> Value:
    return focus.environment.text(to_string(name))


@ODK.lazy("jr:choice-name", 2)
def choice_name(arguments: Sequence[Closure]) -> Closure:
    """jr:choice-name(value, '/path/of/the/select'): the label of that choice."""
    value, path = arguments
    return lambda focus: focus.environment.choice_name(
        to_string(value(focus)), to_string(path(focus)).strip(), focus.node
    )


def _in_pairs(call: Call) -> None:
    """A node, then repeats with their indexes."""
    if len(call.arguments) % 2 == 0:
        raise XPathError("arity", call.name)


@ODK.eager("indexed-repeat", 3, None, nodes=(0, 1), check=_in_pairs)
def indexed_repeat(focus: Focus, target: Value, *repeats: Value) -> Value:
    """indexed-repeat(node, repeat, index, repeat, index …): the nodes inside those instances."""
    found = nodes_of(target)
    for repeat, index in zip(repeats[::2], repeats[1::2], strict=True):
        at = whole(focus, index)
        instances = nodes_of(repeat)
        found = [node for node in found if at is not None and _stands_in(node, instances, at)]
    return found


def _stands_in(node: Node, instances: list[Node], place: int) -> bool:
    """Whether an ancestor of `node` is the `place`-th of its like among `instances`."""
    known = {id(instance) for instance in instances}
    above: Node | None = node
    while above is not None and id(above) not in known:
        above = above.parent
    if above is None:
        return False
    alike = [instance for instance in instances if instance.parent is above.parent]
    return next(at for at, instance in enumerate(alike, 1) if instance is above) == place


@ODK.eager("pulldata", 4)
def pulldata(focus: Focus, file: Value, column: Value, key_column: Value, key: Value) -> Value:
    """The cell of `column` in the first row whose `key_column` is `key`; "" where there is none."""
    wanted = to_string(key)
    for top in focus.environment.instance(to_string(file)):
        for row in top.walk():
            if _cell(row, to_string(key_column)) == wanted:
                return _cell(row, to_string(column)) or ""
    return ""


def _cell(row: Node, column: str) -> str | None:
    """A child element, or "@name"; None where the row has none."""
    if column.startswith("@"):
        cells = [each for each in row.attributes if each.name == column[1:]]
    else:
        cells = row.named(column)
    return cells[0].string() if cells else None


@ODK.eager("property", 1)
def property_(focus: Focus, name: Value) -> Value:
    return focus.environment.properties.get(to_string(name), "")


@ODK.eager("version", 0)
def version(focus: Focus) -> Value:
    return focus.environment.properties.get("version", "")
