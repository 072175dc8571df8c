"""One filling of a form: answers in, everything the form says about them out.

Immutable to its callers: `with_answers` gives another one. Everything is worked out from the
answers when first asked for and remembered, so that nothing can be out of date.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from random import Random
from types import MappingProxyType

from reporting.answers import Answer, Standing, Value
from reporting.forms import actions, checks, values
from reporting.forms.checks import Broken
from reporting.forms.choices import choice_name, choices_of, still_chosen
from reporting.forms.fields import Field
from reporting.forms.growth import DONE, Growth
from reporting.forms.lexical import answer_text, cast
from reporting.forms.model import Entry, Form, Ref, Text
from reporting.forms.steps import AskStep, NoteStep, RepeatStep, Step
from reporting.forms.xpath import Expression
from reporting.forms.xpath.nodes import Node
from reporting.forms.xpath.values import (
    Environment,
    Focus,
    to_boolean,
    to_number,
)
from reporting.forms.xpath.values import Value as XPathValue
from reporting.kinds.kind import Choice

MAX_COUNTED = 500


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What an instance knows beside its answers. `now` is aware; its zone is the form's place."""

    now: datetime
    round_kind: str = ""
    given: Mapping[str, Answer] = field(default_factory=dict)
    language: str = ""
    seed: int = 0
    instance_id: str = ""


class Instance:
    __slots__ = ("_growth", "answers", "environment", "form", "surroundings")

    def __init__(self, form: Form, answers: Mapping[Ref, Answer], surroundings: Surroundings):
        self.form = form
        self.answers = answers
        self.surroundings = surroundings
        self._growth = Growth(form, answers, self._compute)
        self.environment = self._environment()
        if self._growth.counted:
            self._growth.grow_counted(self._count)

    @classmethod
    def of(cls, form: Form, answers: Mapping[Ref, Answer], surroundings: Surroundings) -> Instance:
        return cls(form, MappingProxyType(dict(answers)), surroundings)

    # --- the walk

    def steps(self) -> Iterator[Step]:
        """What is relevant now, in document order."""
        yield from self._steps(self._growth.by_ref[f"/{self.form.root.name}"])

    def _steps(self, above: Field) -> Iterator[Step]:
        for child in above.entry.children:
            ref = f"{above.ref}/{child.nodeset.rpartition('/')[2]}"
            if child.repeat is not None:
                yield from self._repeat_steps(child, ref)
                continue
            found = self._growth.by_ref[ref]
            if not self.is_relevant(found):
                continue
            if child.children:
                yield from self._steps(found)
            else:
                yield from self._own_step(found)

    def _own_step(self, found: Field) -> Iterator[Step]:
        question = found.entry.question
        if question is None or question.given or question.kind in ("calculate", "hidden"):
            return
        if question.kind == "note" or self.readonly(found.ref):
            if question.label:
                yield NoteStep(found.ref, question)
        else:
            yield AskStep(found.ref, question)

    def _repeat_steps(self, entry: Entry, ref: Ref) -> Iterator[Step]:
        instances = self._growth.repeats[ref]
        for found in instances:
            if self.is_relevant(found):
                yield from self._steps(found)
        repeat = entry.repeat
        if repeat is not None and repeat.count is None and not repeat.fixed and self.relevant(ref):
            yield RepeatStep(
                ref, repeat.label, len(instances), ref in self._growth.closed, repeat.zero
            )

    def first_open(self) -> Step | None:
        """The first step that needs an answer and has none."""
        return next((step for step in self.steps() if not self._closed(step)), None)

    def _closed(self, step: Step) -> bool:
        return step.settled if isinstance(step, RepeatStep) else self.settled(step.ref)

    def settled(self, ref: Ref) -> bool:
        """Whether something was said, whatever its standing; for a repeat: no more instances.
        A choice that is none any more settles nothing."""
        answer = self.answers.get(ref)
        if answer is None:
            return f"{ref}{DONE}" in self.answers
        found = self._growth.by_ref.get(ref)
        return found is None or not values.is_withdrawn(found, answer)

    def progress(self) -> tuple[int, int]:
        """(settled, all) of the questions that are relevant now and need an answer."""
        asked = [step for step in self.steps() if isinstance(step, AskStep)]
        return sum(self.settled(step.ref) for step in asked), len(asked)

    # --- one node

    def field(self, ref: Ref) -> Field:
        """Raises KeyError."""
        return self._growth.by_ref[ref]

    def find(self, ref: Ref) -> Field | None:
        return self._growth.by_ref.get(ref)

    def at(self, nodeset: str) -> list[Field]:
        """All fields of one node of the form."""
        found = self._growth.by_nodeset.get(nodeset, [])
        return [each for each in found if isinstance(each, Field)]

    def text_of(self, ref: Ref) -> str:
        """As `value`; "" for what does not exist."""
        found = self._growth.by_ref.get(ref)
        return "" if found is None else found.string()

    def is_initial(self, found: Field) -> bool:
        """Whether the form itself brings this repeat instance."""
        repeat, _, name = found.ref.rpartition("[")
        number = name.removesuffix("]")
        entry = found.entry.repeat
        if entry is None or entry.count is not None or not number.isdigit():
            return False
        return int(number) <= self.form.initial_counts.get(repeat, entry.initial)

    def calculation(self, ref: Ref) -> str:
        """What the calculation of a node gives, whatever stands in the node."""
        found = self._growth.by_ref.get(ref)
        if found is None or found.entry.rules.calculate is None or not self.is_relevant(found):
            return ""
        return self._calculated(found.entry.rules.calculate, found)

    def fields(self) -> Iterator[Field]:
        """In document order, counted repeats after the rest."""
        yield from self._growth.by_ref.values()

    def instances(self, ref: Ref) -> tuple[Ref, ...]:
        """The instances of the repeat at `ref`, in their order."""
        return tuple(found.ref for found in self._growth.repeats.get(ref, ()))

    def relevant(self, ref: Ref) -> bool:
        """Of a node, or of a repeat as a whole; False for what does not exist."""
        found = self._growth.by_ref.get(ref)
        if found is not None:
            return self.is_relevant(found)
        if ref not in self._growth.repeats:
            return False
        instances = self._growth.repeats[ref]
        if instances:
            return any(self.is_relevant(each) for each in instances)
        return self._would_be_relevant(ref)

    def _would_be_relevant(self, ref: Ref) -> bool:
        """A repeat without instances: the rule of the form, seen from where one would stand."""
        above = self._growth.by_ref[ref.rpartition("/")[0]]
        entry = next(
            each
            for each in above.entry.children
            if f"{above.ref}/{each.nodeset.rpartition('/')[2]}" == ref
        )
        return self.is_relevant(above) and self._holds_here(
            Field(entry, ref, above, self._growth.ledger, self._compute)
        )

    def is_relevant(self, found: Field) -> bool:
        if found.relevant is None:
            parent = found.parent
            if isinstance(parent, Field) and not self.is_relevant(parent):
                found.relevant = False
            else:
                found.relevant = self._holds_here(found)
        return found.relevant

    def _holds_here(self, found: Field) -> bool:
        rounds = found.entry.rounds
        if rounds and self.surroundings.round_kind and self.surroundings.round_kind not in rounds:
            return False
        rule = found.entry.rules.relevant
        if rule is None:
            return True
        found.relevant = True  # seen from itself while it is worked out
        return to_boolean(self.evaluate(rule, found))

    def required(self, ref: Ref) -> bool:
        found = self._growth.by_ref[ref]
        rule = found.entry.rules.required
        return rule is not None and to_boolean(self.evaluate(rule, found))

    def readonly(self, ref: Ref) -> bool:
        found = self._growth.by_ref[ref]
        rule = found.entry.rules.readonly
        return rule is not None and to_boolean(self.evaluate(rule, found))

    def value(self, ref: Ref) -> str:
        """The text of the node; "" where it is empty or not relevant."""
        return self._growth.by_ref[ref].string()

    def answer(self, ref: Ref) -> Answer | None:
        """What the node says, be it answered, given or calculated; None: nothing."""
        return values.answer_of(self, self._growth.by_ref[ref])

    def standing(self, ref: Ref) -> Standing | None:
        return values.standing_of(self, self._growth.by_ref[ref])

    def label(self, ref: Ref) -> str:
        found = self._growth.by_ref[ref]
        return self.text(found.entry.label, found)

    def hint(self, ref: Ref) -> str:
        found = self._growth.by_ref[ref]
        return self.text(found.entry.hint, found)

    def group_labels(self, ref: Ref) -> tuple[str, ...]:
        """Of the groups around a question, outermost first, as they read now."""
        labels: list[str] = []
        above = self._growth.by_ref[ref].parent
        while isinstance(above, Field):
            label = self.text(above.entry.label, above)
            if label:
                labels.append(label)
            above = above.parent
        return tuple(reversed(labels))

    def choices(self, ref: Ref) -> tuple[Choice, ...]:
        return choices_of(self, self._growth.by_ref[ref])

    def expected(self, ref: Ref) -> Value:
        """What a closing figure must be by the others; None where they are not all figures."""
        return values.expected_of(self, self._growth.by_ref[ref])

    # --- the rules

    def constraint(self, ref: Ref) -> Broken | None:
        return checks.constraint(self, self._growth.by_ref[ref])

    def warnings(self, ref: Ref) -> list[Broken]:
        return checks.warnings(self, self._growth.by_ref[ref])

    def broken(self) -> list[Broken]:
        return checks.broken(self)

    def unchecked(self) -> list[Broken]:
        return checks.unchecked(self)

    # --- change

    def with_answers(self, changes: Mapping[Ref, Answer | None]) -> Instance:
        """None takes an answer back; of "/data/giong[a1]", the whole repeat instance."""
        return actions.changed(self, changes)

    def new_repeat(self, ref: Ref, name: str) -> Instance:
        """One more instance of the repeat at `ref`, under an id no other instance of it has."""
        return actions.with_repeat(self, ref, name)

    def holding(self, answers: Mapping[Ref, Answer]) -> Instance:
        """With these answers, and no action set off."""
        return Instance.of(self.form, answers, self.surroundings)

    def submittable(self) -> Mapping[Ref, Answer]:
        """What is relevant and says something, with given and calculated values."""
        found: dict[Ref, Answer] = {}
        for each in self._growth.by_ref.values():
            if each.entry.question is not None:
                answer = values.answer_of(self, each)
                if answer is not None:
                    found[each.ref] = answer
        return found

    # --- the machinery

    def evaluate(self, expression: Expression, at: Node) -> XPathValue:
        return expression.evaluate(Focus(at, self.environment))

    def text(self, text: Text, at: Node) -> str:
        parts = text.parts(self.surroundings.language or self.form.language)
        if len(parts) == 1 and isinstance(parts[0], str):
            return parts[0].strip()
        return "".join(
            part if isinstance(part, str) else values.shown(self, part, at) for part in parts
        ).strip()

    def _compute(self, found: Field) -> str:
        """The text of a leaf."""
        if found.busy:
            return self._said(found)
        found.busy = True
        try:
            return self._worked_out(found) if self.is_relevant(found) else ""
        finally:
            found.busy = False

    def _said(self, found: Field) -> str:
        answer = self.answers.get(found.ref)
        return "" if answer is None else answer_text(answer)

    def _worked_out(self, found: Field) -> str:
        question = found.entry.question
        if question is not None and question.given:
            given = self.surroundings.given.get(question.given)
            return "" if given is None else answer_text(given)
        rule = found.entry.rules.calculate
        answered = found.ref in self.answers
        if rule is not None and not (answered and values.overridable(found)):
            return self._calculated(rule, found)
        text = self._said(found) if answered else actions.default_of(self, found)
        return still_chosen(self, found, text)

    def _calculated(self, rule: Expression, found: Field) -> str:
        ledger = self._growth.ledger
        outer, ledger.reads = ledger.reads, []
        try:
            return cast(found.entry.type, values.calculated_text(self.evaluate(rule, found)))
        finally:
            found.reads, ledger.reads = ledger.reads, outer

    def reading(self, rule: Expression, at: Field) -> tuple[XPathValue, list[Field]]:
        """The value, and the fields that were read for it."""
        ledger = self._growth.ledger
        outer, ledger.reads = ledger.reads, []
        try:
            value = self.evaluate(rule, at)
        finally:
            reads, ledger.reads = ledger.reads, outer
        return value, list(dict.fromkeys(reads))

    def _count(self, entry: Entry, parent: Field) -> int:
        """As many instances as the form says, within reason."""
        assert entry.repeat is not None
        assert entry.repeat.count is not None
        at = Field(entry, "", parent, self._growth.ledger, self._compute)
        number = to_number(self.evaluate(entry.repeat.count, at), self.environment)
        return min(max(int(number), 0), MAX_COUNTED) if number.is_finite() else 0

    def _environment(self) -> Environment:
        form, surroundings = self.form, self.surroundings

        def instance(name: str) -> list[Node]:
            found = form.instances.get(name)
            if found is not None:
                return [found]
            return [self._growth.document] if name in ("", form.root.name) else []

        return Environment(
            now=surroundings.now,
            main=self._growth.document,
            instance=instance,
            chance=Random(surroundings.seed),  # noqa: S311 - reproducible, no secret
            text=lambda name: self.text(form.itext.get(name, Text({})), self._growth.document),
            choice_name=lambda value, path, node: choice_name(self, value, path, node),
            index=self._growth.by_nodeset,
            properties={"version": form.declared_version},
        )
