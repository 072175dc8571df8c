"""One filling of a form: answers in, everything the form says about them out.

Immutable to its callers: `with_answers` gives another one.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from reporting.answers import Answer, Standing, Value
from reporting.forms import actions, checks, values, walk
from reporting.forms.checks import Broken
from reporting.forms.choices import choices_of
from reporting.forms.fields import Field
from reporting.forms.model import Form, Ref
from reporting.forms.reckoning import Reckoning, Surroundings
from reporting.forms.steps import AskStep, RepeatStep, Step
from reporting.forms.xpath.values import to_boolean
from reporting.kinds.kind import Choice


class Instance(Reckoning):
    __slots__ = ("_changed", "_steps")
    _changed: tuple[Ref, Answer | None, Instance] | None
    _steps: tuple[Step, ...] | None

    @classmethod
    def of(cls, form: Form, answers: Mapping[Ref, Answer], surroundings: Surroundings) -> Instance:
        """`answers` may also hold what belongs to repeats and to the form's own actions: give back
        all of an earlier instance's `answers`, in their order."""
        made = cls(form, MappingProxyType(dict(answers)), surroundings, actions.default_of)
        made._changed = made._steps = None
        return made

    # --- the walk

    def steps(self) -> tuple[Step, ...]:
        """What is relevant now, in document order."""
        if self._steps is None:
            self._steps = tuple(walk.steps(self, self.field(f"/{self.form.root.name}")))
        return self._steps

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
            return self.is_closed(ref)
        found = self.find(ref)
        return found is None or not values.is_withdrawn(found, answer)

    def progress(self) -> tuple[int, int]:
        """(settled, all) of the questions that are relevant now and need an answer."""
        asked = [step for step in self.steps() if isinstance(step, AskStep)]
        return sum(self.settled(step.ref) for step in asked), len(asked)

    def instances(self, ref: Ref) -> tuple[Ref, ...]:
        """The instances of the repeat at `ref`, in their order."""
        return tuple(found.ref for found in self.repeated(ref))

    # --- one node; each raises KeyError for a ref that does not exist

    def relevant(self, ref: Ref) -> bool:
        """Of a node, or of a repeat as a whole; False for what does not exist."""
        found = self.find(ref)
        if found is not None:
            return self.is_relevant(found)
        instances = self.repeated(ref)
        if instances:
            return any(self.is_relevant(each) for each in instances)
        return self.is_repeat(ref) and self.would_be_relevant(ref)

    def required(self, ref: Ref) -> bool:
        found = self.field(ref)
        rule = found.entry.rules.required
        return rule is not None and to_boolean(self.evaluate(rule, found))

    def readonly(self, ref: Ref) -> bool:
        return self.is_readonly(self.field(ref))

    def is_readonly(self, found: Field) -> bool:
        rule = found.entry.rules.readonly
        return rule is not None and to_boolean(self.evaluate(rule, found))

    def value(self, ref: Ref) -> str:
        """The text of the node; "" where it is empty or not relevant."""
        return self.field(ref).string()

    def answer(self, ref: Ref) -> Answer | None:
        """What the node says, be it answered, given or calculated; None: nothing."""
        return values.answer_of(self, self.field(ref))

    def standing(self, ref: Ref) -> Standing | None:
        return values.standing_of(self, self.field(ref))

    def label(self, ref: Ref) -> str:
        found = self.field(ref)
        return self.text(found.entry.label, found)

    def hint(self, ref: Ref) -> str:
        found = self.field(ref)
        return self.text(found.entry.hint, found)

    def group_labels(self, ref: Ref) -> tuple[str, ...]:
        """Of the groups around a question, outermost first, as they read now."""
        labels: list[str] = []
        above = self.field(ref).parent
        while isinstance(above, Field):
            label = self.text(above.entry.label, above)
            if label:
                labels.append(label)
            above = above.parent
        return tuple(reversed(labels))

    def choices(self, ref: Ref) -> tuple[Choice, ...]:
        return choices_of(self, self.field(ref))

    def expected(self, ref: Ref) -> Value:
        """What a closing figure must be by the others; None where they are not all figures."""
        return values.expected_of(self, self.field(ref))

    def behind(self, ref: Ref) -> tuple[Ref, ...]:
        """The relevant questions nearest to this node: itself, else those its calculation reads,
        else those nearest to what that reads."""
        return tuple(each.ref for each in checks.nearest(self, self.field(ref)))

    # --- the rules

    def constraint(self, ref: Ref) -> Broken | None:
        return checks.constraint(self, self.field(ref))

    def admits(self, ref: Ref, answer: Answer) -> bool:
        """Whether the node's own constraint would let `answer` pass."""
        found = self.field(ref)
        if found.entry.nodeset in self.form.self_contained:
            return checks.holds_alone(self, found, answer)
        return self.with_answers({ref: answer}).constraint(ref) is None

    def warnings(self, ref: Ref) -> list[Broken]:
        return checks.warnings(self, self.field(ref))

    def broken(self) -> list[Broken]:
        return checks.broken(self)

    def broken_about(self, ref: Ref) -> list[Broken]:
        """At least those of `broken` that name the question `ref` or stand at a closing figure."""
        return checks.broken_about(self, ref)

    def unchecked(self) -> list[Broken]:
        return checks.unchecked(self)

    # --- change

    def with_answers(self, changes: Mapping[Ref, Answer | None]) -> Instance:
        """None takes an answer back; of "/data/giong[a1]", the whole repeat instance.

        The latest change to one node is remembered: an answer is tried before it is kept."""
        if len(changes) != 1:
            return actions.changed(self, changes)
        ((ref, answer),) = changes.items()
        if self._changed is None or self._changed[0] != ref or self._changed[1] is not answer:
            self._changed = (ref, answer, actions.changed(self, changes))
        return self._changed[2]

    def new_repeat(self, ref: Ref, name: str) -> Instance:
        """One more instance of the repeat at `ref`, under an id no other instance of it has."""
        return actions.with_repeat(self, ref, name)

    def holding(self, answers: Mapping[Ref, Answer]) -> Instance:
        """With these answers, and no action set off. What held for an answer that stays need not
        be looked at again."""
        after = Instance.of(self.form, answers, self.surroundings)
        before = self.answers
        after.held.update(ref for ref in self.held if answers.get(ref) is before.get(ref))
        return after

    def is_of(self, form: Form, answers: Mapping[Ref, Answer], surroundings: Surroundings) -> bool:
        """Whether `Instance.of` would give the same; `surroundings` may be of another moment where
        that makes no difference."""
        return (
            self.form is form
            and (form.timeless or self.surroundings.now == surroundings.now)
            and self.surroundings.at_any_time() == surroundings.at_any_time()
            and list(self.answers.items()) == list(answers.items())
        )

    def dissolve(self) -> None:
        """Of no use any more. Its nodes refer to each other, so that they would wait in memory for
        the garbage collector, which stops the whole bot when it finds a hundred thousand."""
        self._growth.dissolve()
        self._changed = self._steps = None
        del self.environment, self._growth

    def submittable(self) -> Mapping[Ref, Answer]:
        """What is relevant and says something, with given and calculated values."""
        found: dict[Ref, Answer] = {}
        for each in self.fields():
            if each.entry.question is not None:
                answer = values.answer_of(self, each)
                if answer is not None:
                    found[each.ref] = answer
        return found
