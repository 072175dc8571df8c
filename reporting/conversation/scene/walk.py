"""The steps of one instance, looked up often and worked out once."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from reporting.forms import AskStep, NoteStep, RepeatStep
from reporting.forms.refs import nodeset_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reporting.answers import Answer
    from reporting.conversation.places import Ref
    from reporting.forms import Form, Instance, Question, Step, Surroundings


class Walk:
    """What a person walks through now: the nodes in `first`, then the others, each in the order of
    the form."""

    def __init__(self, instance: Instance, first: frozenset[str] = frozenset()) -> None:
        self.instance = instance
        self.first = first

    def is_of(
        self,
        form: Form,
        answers: Mapping[Ref, Answer],
        surroundings: Surroundings,
        first: frozenset[str],
    ) -> bool:
        """Whether it is the way through these answers now."""
        return self.first == first and self.instance.is_of(form, answers, surroundings)

    @cached_property
    def steps(self) -> tuple[Step, ...]:
        steps = self.instance.steps()
        if not self.first:
            return steps
        return tuple(sorted(steps, key=lambda step: nodeset_of(step.ref) not in self.first))

    @cached_property
    def refs(self) -> tuple[Ref, ...]:
        """Questions and repeats; notes need no step of their own."""
        return tuple(step.ref for step in self.steps if not isinstance(step, NoteStep))

    @cached_property
    def open_refs(self) -> tuple[Ref, ...]:
        """Those that still want an answer."""
        return tuple(ref for ref in self.refs if not self.instance.settled(ref))

    @cached_property
    def questions(self) -> dict[Ref, Question]:
        return {step.ref: step.question for step in self.steps if isinstance(step, AskStep)}

    @cached_property
    def closing(self) -> tuple[Ref, ...]:
        """The questions whose answer the form computes from others too."""
        nodes = self.instance.form.closing
        return tuple(ref for ref, each in self.questions.items() if each.nodeset in nodes)

    @cached_property
    def repeats(self) -> dict[Ref, RepeatStep]:
        return {step.ref: step for step in self.steps if isinstance(step, RepeatStep)}

    def progress(self) -> tuple[int, int]:
        """(settled, all) of the questions, as the instance counts them."""
        left = sum(ref in self.questions for ref in self.open_refs)
        return len(self.questions) - left, len(self.questions)

    def notes_before(self, ref: Ref) -> list[str]:
        """The notes between the step before and this one; `ref` "" = after the last."""
        gathered: list[str] = []
        for step in self.steps:
            if isinstance(step, NoteStep):
                gathered.append(self.instance.label(step.ref))
            elif step.ref == ref:
                return gathered
            else:
                gathered = []
        return [] if ref else gathered
