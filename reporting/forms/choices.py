"""The choices of a select as they are now: filtered, ordered and in the reader's language."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reporting.forms.fields import Field
from reporting.forms.model import Itemset
from reporting.forms.refs import shared_steps
from reporting.forms.xform.body import resolve
from reporting.forms.xpath.nodes import Node
from reporting.forms.xpath.values import to_string
from reporting.kinds.kind import Choice
from reporting.kinds.reading.yes_or_no import YES_OR_NO

if TYPE_CHECKING:
    from reporting.forms.reckoning import Reckoning


def choices_of(instance: Reckoning, found: Field) -> tuple[Choice, ...]:
    itemset, question = found.entry.itemset, found.entry.question
    if question is not None and question.kind == "boolean":
        return YES_OR_NO
    if itemset is None:
        return ()
    if itemset.nodes is None:
        return tuple(
            Choice(value, instance.text(label, found) or value)
            for value, label in itemset.inline
            if value
        )
    nodes = instance.evaluate(itemset.nodes, found)
    return tuple(_choices(instance, itemset, nodes if isinstance(nodes, list) else []))


def _choices(instance: Reckoning, itemset: Itemset, nodes: list[Node]) -> list[Choice]:
    choices: list[Choice] = []
    for node in nodes:
        name = _read(instance, itemset, node, label=False)
        if name:
            choices.append(Choice(name, _read(instance, itemset, node, label=True) or name))
    return choices


def _read(instance: Reckoning, itemset: Itemset, node: Node, *, label: bool) -> str:
    expression = itemset.label if label else itemset.value
    return "" if expression is None else to_string(instance.evaluate(expression, node)).strip()


def still_chosen(instance: Reckoning, found: Field, text: str) -> str:
    """`text`, a list of names, without those that are no choices any more."""
    itemset = found.entry.itemset
    if itemset is None or not itemset.filtered or not text:
        return text
    names = {choice.name for choice in choices_of(instance, found)}
    return " ".join(name for name in text.split() if name in names)


def choice_name(instance: Reckoning, value: str, path: str, node: Node) -> str:
    """The label of `value` in the select at `path`, seen from `node`; "" where there is none."""
    context, own = (node.entry.nodeset, node.ref) if isinstance(node, Field) else ("", "")
    fields = instance.at(resolve(path, context))
    if not fields:
        return ""
    near = max(fields, key=lambda found: shared_steps(found.ref, own))
    return next(
        (each.label for each in choices_of(instance, near) if each.name == value),
        "",
    )
