"""The way through a form: what is relevant now, in document order; after the instances of a
repeat, whether there is another."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from reporting.forms.fields import Field
from reporting.forms.model import Entry, Ref
from reporting.forms.steps import AskStep, NoteStep, RepeatStep, Step

if TYPE_CHECKING:
    from reporting.forms.instance import Instance


def steps(instance: Instance, above: Field) -> Iterator[Step]:
    for child in above.entry.children:
        ref = f"{above.ref}/{child.nodeset.rpartition('/')[2]}"
        if child.repeat is not None:
            yield from _repeat_steps(instance, child, ref)
            continue
        found = instance.field(ref)
        if not instance.is_relevant(found):
            continue
        if child.children:
            yield from steps(instance, found)
        else:
            yield from _own_step(instance, found)


def _own_step(instance: Instance, found: Field) -> Iterator[Step]:
    question = found.entry.question
    if question is None or question.given or question.kind in ("calculate", "hidden"):
        return
    if question.kind == "note" or instance.readonly(found.ref):
        if question.label:
            yield NoteStep(found.ref, question)
    else:
        yield AskStep(found.ref, question)


def _repeat_steps(instance: Instance, entry: Entry, ref: Ref) -> Iterator[Step]:
    instances = instance.repeated(ref)
    for found in instances:
        if instance.is_relevant(found):
            yield from steps(instance, found)
    repeat = entry.repeat
    if repeat is None or repeat.count is not None or repeat.fixed or not instance.relevant(ref):
        return
    yield RepeatStep(ref, repeat.label, len(instances), instance.is_closed(ref), repeat.zero)
