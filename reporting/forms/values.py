"""What a node says: value, standing, and how it is read aloud."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from reporting.answers import Answer, Standing, Value
from reporting.forms.choices import choices_of
from reporting.forms.fields import Field
from reporting.forms.lexical import answer_text, from_text, number_or_text
from reporting.forms.xpath import Expression
from reporting.forms.xpath.nodes import Node
from reporting.forms.xpath.references import guarded
from reporting.forms.xpath.values import Value as XPathValue
from reporting.forms.xpath.values import to_string
from reporting.kinds import KINDS, Asked, show_number

if TYPE_CHECKING:
    from reporting.forms.reckoning import Reckoning


def calculated_text(value: XPathValue) -> str:
    """What a calculation leaves in its node: nothing where the result is no number."""
    text = to_string(value)
    return "" if text == "NaN" else text


def overridable(found: Field) -> bool:
    """Whether a person may put another value in the place of a calculated one."""
    question = found.entry.question
    return question is not None and question.asked


def is_calculated(instance: Reckoning, found: Field) -> bool:
    """Whether the value now there comes from a calculation."""
    if found.entry.rules.calculate is None:
        return False
    return not (found.ref in instance.answers and overridable(found))


def standing_of(instance: Reckoning, found: Field) -> Standing | None:
    """None: nothing is said (yet), or the node is not relevant."""
    if not instance.is_relevant(found):
        return None
    question = found.entry.question
    if question is not None and question.given:
        given = instance.surroundings.given.get(question.given)
        return None if given is None else given.standing
    if is_calculated(instance, found):
        return _calculated_standing(instance, found)
    answer = instance.answers.get(found.ref)
    if answer is not None:
        return None if is_withdrawn(found, answer) else answer.standing
    return Standing.FIGURE if found.string() else None


def _calculated_standing(instance: Reckoning, found: Field) -> Standing | None:
    """As good as the worst of what it was calculated from."""
    text = found.string()
    rule = found.entry.rules.calculate
    covered = guarded(rule.tree, found.entry.nodeset) if rule is not None else frozenset()
    inputs = [
        standing_of(instance, each)
        for each in found.reads
        if each is not found and instance.is_relevant(each)
        and not _covered(instance, each, covered)
    ]  # fmt: skip
    if None in inputs:
        return None
    for worse in (Standing.NOT_YET, Standing.NOT_APPLICABLE):
        if worse in inputs:
            return worse
    return None if text in ("", "NaN", "Infinity", "-Infinity") else Standing.FIGURE


def _covered(instance: Reckoning, found: Field, covered: frozenset[str]) -> bool:
    """The author said what its absence means, and it is absent for good."""
    return (
        found.entry.nodeset in covered and standing_of(instance, found) is Standing.NOT_APPLICABLE
    )


def is_figure(instance: Reckoning, found: Field) -> bool:
    return standing_of(instance, found) in (Standing.FIGURE, Standing.ZERO)


def is_withdrawn(found: Field, answer: Answer) -> bool:
    """Whether what was chosen is no choice any more."""
    return (
        found.entry.itemset is not None
        and found.entry.itemset.filtered
        and found.string() == ""
        and answer_text(answer) != ""
    )


def answer_of(instance: Reckoning, found: Field) -> Answer | None:
    if not instance.is_relevant(found):
        return None
    question = found.entry.question
    if question is None:
        return None
    if question.given:
        return instance.surroundings.given.get(question.given)
    if not is_calculated(instance, found) and found.ref in instance.answers:
        answer = instance.answers[found.ref]
        if found.entry.itemset is None or found.string() == answer_text(answer):
            return answer
        if is_withdrawn(found, answer):
            return None
        return replace(answer, value=value_of(found))
    standing = standing_of(instance, found)
    if standing is None:
        return None
    if standing in (Standing.NOT_YET, Standing.NOT_APPLICABLE):
        return Answer(None, standing)
    value = value_of(found)
    return None if value is None else Answer(value, standing)


def value_of(found: Field) -> Value:
    """The node's text in the type of its kind; None where it does not fit."""
    question = found.entry.question
    if question is None:
        return None
    text = found.string()
    if question.kind in ("calculate", "hidden"):
        return (
            number_or_text(text) if question.measure or question.unit_of_measure else text or None
        )
    try:
        return from_text(question.kind, text)
    except ValueError:
        return None


def expected_of(instance: Reckoning, found: Field) -> Value:
    rule = found.entry.rules.expected
    question = found.entry.question
    if rule is None or question is None or not instance.is_relevant(found):
        return None
    text, reads = instance.reading(rule, found, calculated_text)
    if any(instance.is_relevant(each) and not is_figure(instance, each) for each in reads):
        return None
    if text.endswith("Infinity"):
        return None
    try:
        return from_text(question.kind, text)
    except ValueError:
        return None


def shown(instance: Reckoning, expression: Expression, at: Node) -> str:
    """An output in a label, in the reader's habits where it is the value of a question."""
    value = instance.evaluate(expression, at)
    if isinstance(value, list) and value and isinstance(value[0], Field):
        return _shown_field(instance, value[0])
    if isinstance(value, Decimal) and value.is_finite():
        return show_number(value)
    return to_string(value)


def _shown_field(instance: Reckoning, found: Field) -> str:
    """Without the unit of measure, which the label itself names."""
    value = value_of(found)
    question = found.entry.question
    if question is None or value is None:
        return found.string()
    if question.kind in ("calculate", "hidden"):
        return show_number(value) if isinstance(value, int | Decimal) else found.string()
    if isinstance(value, int) and not question.unit_of_measure and question.kind == "integer":
        return found.string()  # a year, an age, a number of a house: no quantity to group
    asked = Asked(instance.surroundings.now.date(), choices=choices_of(instance, found))
    return KINDS[question.kind].show(value, asked)
