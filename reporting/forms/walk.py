"""The way through a form: what is relevant now, in document order; after the instances of a
repeat, whether there is another."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reporting.forms.steps import AskStep, NoteStep, RepeatStep

if TYPE_CHECKING:
    from reporting.forms.fields import Field
    from reporting.forms.instance import Instance
    from reporting.forms.model import Question, Ref, Repeat
    from reporting.forms.steps import Step


def steps(instance: Instance, above: Field) -> list[Step]:
    gathered: list[Step] = []
    _gather(instance, above, gathered)
    return gathered


def _gather(instance: Instance, above: Field, gathered: list[Step]) -> None:
    in_repeat = above.ref != above.entry.nodeset
    for child in above.entry.children:
        ref = f"{above.ref}/{child.nodeset.rpartition('/')[2]}" if in_repeat else child.nodeset
        if child.repeat is not None:
            _gather_repeat(instance, child.repeat, ref, gathered)
        elif child.children:
            found = instance.field(ref)
            if instance.is_relevant(found):
                _gather(instance, found, gathered)
        elif child.question is not None and not child.question.silent:
            step = _own_step(instance, instance.field(ref), child.question)
            if step is not None:
                gathered.append(step)


def _own_step(instance: Instance, found: Field, question: Question) -> Step | None:
    if not instance.is_relevant(found):
        return None
    if question.kind != "note" and not instance.is_readonly(found):
        return AskStep(found.ref, question)
    return NoteStep(found.ref, question) if question.label else None


def _gather_repeat(instance: Instance, repeat: Repeat, ref: Ref, gathered: list[Step]) -> None:
    instances = instance.repeated(ref)
    for found in instances:
        if instance.is_relevant(found):
            _gather(instance, found, gathered)
    if repeat.count is None and not repeat.fixed and instance.relevant(ref):
        closed = instance.is_closed(ref)
        gathered.append(RepeatStep(ref, repeat.label, len(instances), closed, repeat.zero))
