"""The steps of one instance, looked up often and worked out once."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from reporting.forms import AskStep, NoteStep, RepeatStep

if TYPE_CHECKING:
    from reporting.conversation.places import Ref
    from reporting.forms import Instance, Question, Step


class Walk:
    """What a person walks through now, in order."""

    def __init__(self, instance: Instance) -> None:
        self.instance = instance

    @property
    def steps(self) -> tuple[Step, ...]:
        return self.instance.steps()

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
    def repeats(self) -> dict[Ref, RepeatStep]:
        return {step.ref: step for step in self.steps if isinstance(step, RepeatStep)}

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
