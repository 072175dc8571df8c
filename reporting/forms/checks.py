"""Rules over the answers: broken, held, or not checked because an input is not a figure.

A rule is looked at with the fields it really read, in the order it read them: what stands behind
an `or` that is already true does not make it uncheckable. An input that is not relevant is no gap:
it reads as empty, and a rule that fails only because of that does not apply, unless the author
said with coalesce() what its absence means.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reporting.answers import Answer
from reporting.forms.fields import Field
from reporting.forms.lexical import answer_text
from reporting.forms.model import Ref
from reporting.forms.refs import nodeset_of
from reporting.forms.texts import Text
from reporting.forms.values import is_calculated, is_figure
from reporting.forms.xpath import Expression
from reporting.forms.xpath.references import guarded
from reporting.forms.xpath.values import to_boolean

if TYPE_CHECKING:
    from reporting.forms.reckoning import Reckoning


@dataclass(frozen=True, slots=True)
class Broken:
    """A rule that does not hold, or could not be checked. `refs`: the questions a person can
    change, its own first; `values`: every node it read with its text."""

    ref: Ref
    message: str
    refs: tuple[Ref, ...]
    values: tuple[tuple[Ref, str], ...]


@dataclass(frozen=True, slots=True)
class _Checked:
    """`holds` None: not checked; then `broken` names what is missing."""

    holds: bool | None  # never True: nothing is said of rules that hold
    broken: Broken


def constraint(instance: Reckoning, found: Field) -> Broken | None:
    checked = _constraint(instance, found)
    return checked.broken if checked is not None and checked.holds is False else None


def holds_alone(instance: Reckoning, found: Field, answer: Answer) -> bool:
    """For a constraint, if any, that reads no other node: no other instance is needed to tell."""
    rule, text = found.entry.rules.constraint, answer_text(answer)
    if rule is None or not text:
        return True
    return to_boolean(instance.evaluate(rule, instance.stand_in(found, text)))


def warnings(instance: Reckoning, found: Field) -> list[Broken]:
    rules = found.entry.rules
    checked = _check(instance, found, rules.warn, rules.warn_message)
    return [checked.broken] if checked is not None and checked.holds is False else []


def broken(instance: Reckoning) -> list[Broken]:
    return [each.broken for each in _all(instance, instance.fields()) if each.holds is False]


def broken_about(instance: Reckoning, ref: Ref) -> list[Broken]:
    """Of `broken`, in their order, at least those of closing figures and those in which `ref` is
    named. All of them where what is looked at changes what the others see (chance)."""
    form = instance.form
    if not form.timeless:
        return broken(instance)
    nodes = form.bearing.get(nodeset_of(ref), frozenset()) | form.closing
    fields = [found for found in instance.fields() if found.entry.nodeset in nodes]
    return [each.broken for each in _all(instance, fields) if each.holds is False]


def unchecked(instance: Reckoning) -> list[Broken]:
    return [each.broken for each in _all(instance, instance.fields()) if each.holds is None]


def _all(instance: Reckoning, fields: Iterable[Field]) -> Iterator[_Checked]:
    for found in fields:
        rules = found.entry.rules
        if rules.constraint is None and rules.rule is None:
            continue
        for checked in (
            _constraint(instance, found),
            _check(instance, found, rules.rule, rules.rule_message),
        ):
            if checked is not None:
                yield checked


def _constraint(instance: Reckoning, found: Field) -> _Checked | None:
    """An empty node has no constraint (XForms)."""
    rules = found.entry.rules
    if rules.constraint is None or found.ref in instance.held or not found.string():
        return None
    checked = _check(instance, found, rules.constraint, rules.constraint_message)
    if checked is None and found.entry.nodeset in instance.form.lasting:
        instance.held.add(found.ref)
    return checked


def _check(
    instance: Reckoning, found: Field, rule: Expression | None, message: Text
) -> _Checked | None:
    if rule is None or not instance.is_relevant(found):
        return None
    holds: bool | None
    holds, reads = instance.reading(rule, found, to_boolean)
    relevant = [each for each in reads if instance.is_relevant(each)]
    missing = [each for each in relevant if not is_figure(instance, each)]
    if missing:
        holds = None
    elif holds or not _covered(rule, found, reads, relevant):
        return None
    return _Checked(holds, _described(instance, found, missing or relevant, message))


def _covered(rule: Expression, found: Field, reads: list[Field], relevant: list[Field]) -> bool:
    absent = {each.entry.nodeset for each in reads} - {each.entry.nodeset for each in relevant}
    return not absent or absent <= guarded(rule.tree, found.entry.nodeset)


def _described(instance: Reckoning, found: Field, reads: list[Field], message: Text) -> Broken:
    refs = dict.fromkeys(
        each.ref for each in _asked(instance, [found, *reads], set()) if each.entry.question
    )
    return Broken(
        ref=found.ref,
        message=instance.text(message, found),
        refs=tuple(refs),
        values=tuple((each.ref, each.string()) for each in reads),
    )


def nearest(instance: Reckoning, found: Field) -> list[Field]:
    """The relevant questions that a person can change nearest to a node."""
    if not is_calculated(instance, found):
        question = found.entry.question
        asked = question is not None and question.asked and instance.is_relevant(found)
        return [found] if asked else []
    found.string()
    own = [each for each in found.reads if not is_calculated(instance, each)]
    direct = [asked for each in own for asked in nearest(instance, each)]
    farther = (each for each in found.reads if each not in own)
    return direct or [asked for each in farther for asked in nearest(instance, each)]


def _asked(instance: Reckoning, fields: Iterable[Field], seen: set[Ref]) -> Iterator[Field]:
    """The questions behind these fields: a calculated one stands for what it is made of."""
    for each in fields:
        if each.ref in seen:
            continue
        seen.add(each.ref)
        if is_calculated(instance, each):
            each.string()
            yield from _asked(instance, each.reads, seen)
        elif each.entry.question is not None and each.entry.question.asked:
            yield each
