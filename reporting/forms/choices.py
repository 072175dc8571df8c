"""The choices of a select as they are now: filtered, ordered and in the reader's language."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reporting.forms.body import resolve
from reporting.forms.fields import Field
from reporting.forms.model import Itemset
from reporting.forms.xpath.nodes import Node
from reporting.forms.xpath.values import to_string
from reporting.kinds.kind import Choice

if TYPE_CHECKING:
    from reporting.forms.instance import Instance


def choices_of(instance: Instance, found: Field) -> tuple[Choice, ...]:
    itemset = found.entry.itemset
    if itemset is None:
        return ()
    if itemset.nodes is None:
        return tuple(
            Choice(value, instance.text(label, found) or value) for value, label in itemset.inline
        )
    nodes = instance.evaluate(itemset.nodes, found)
    return tuple(_choices(instance, itemset, nodes if isinstance(nodes, list) else []))


def _choices(instance: Instance, itemset: Itemset, nodes: list[Node]) -> list[Choice]:
    choices: list[Choice] = []
    for node in nodes:
        name = _read(instance, itemset, node, label=False)
        if name:
            choices.append(Choice(name, _read(instance, itemset, node, label=True) or name))
    return choices


def _read(instance: Instance, itemset: Itemset, node: Node, *, label: bool) -> str:
    expression = itemset.label if label else itemset.value
    return "" if expression is None else to_string(instance.evaluate(expression, node)).strip()


def choice_name(instance: Instance, value: str, path: str, node: Node) -> str:
    """The label of `value` in the select at `path`, seen from `node`; "" where there is none."""
    context = node.entry.nodeset if isinstance(node, Field) else ""
    nodeset = resolve(path, context)
    fields = [found for found in instance.fields() if found.entry.nodeset == nodeset]
    if not fields:
        return ""
    near = max(fields, key=lambda found: _common(found.ref, node))
    return next(
        (each.label for each in choices_of(instance, near) if each.name == value),
        "",
    )


def _common(ref: str, node: Node) -> int:
    """How much of the way two nodes share, so that a repeat's own select is found."""
    own = node.ref if isinstance(node, Field) else ""
    shared = 0
    for mine, other in zip(ref.split("/"), own.split("/"), strict=False):
        if mine != other:
            break
        shared += 1
    return shared
