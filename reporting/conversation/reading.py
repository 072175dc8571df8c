"""A report as somebody reads it who does not write it: page by page, and beside the one before."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reporting.conversation.places import Entry, State
from reporting.conversation.scene import Scene
from reporting.conversation.scene.showing import label_of, shown
from reporting.conversation.themes.reviewing import Line, lines_of, pages_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from reporting.answers import Answer
    from reporting.conversation.events import Context
    from reporting.conversation.places import Ref
    from reporting.forms import Form
    from reporting.kinds.kind import JSON


@dataclass(frozen=True, slots=True)
class Change:
    """One question whose answer differs; `old` or `new` None: not asked, or not answered, there."""

    ref: Ref
    label: str
    old: JSON
    new: JSON

    def described(self) -> dict[str, JSON]:
        return {"label": self.label, "old": self.old, "new": self.new}


def read_pages(
    form: Form,
    answers: Mapping[Ref, Answer],
    context: Context,
    moments: Mapping[Ref, datetime] | None = None,
) -> list[list[Line]]:
    """All answers in the order of the form; at least one page. `moments`: when each was given."""
    return pages_of(list(lines_of(_scene(form, answers, context, moments))))


def changes(
    form: Form, before: Mapping[Ref, Answer], after: Mapping[Ref, Answer], context: Context
) -> list[Change]:
    """What was asked of the person and is not as it was, in the order of the form; figures that
    are worked out follow from it and are left out."""
    old, new = _scene(form, before, context), _scene(form, after, context)
    refs = dict.fromkeys([*new.walk.questions, *old.walk.questions])
    return [
        Change(
            ref,
            label_of(new, ref) or label_of(old, ref),
            shown(old, ref, before.get(ref)),
            shown(new, ref, after.get(ref)),
        )
        for ref in refs
        if before.get(ref) != after.get(ref)
    ]


def _scene(
    form: Form,
    answers: Mapping[Ref, Answer],
    context: Context,
    moments: Mapping[Ref, datetime] | None = None,
) -> Scene:
    known = moments or {}
    entries = {
        ref: Entry(answer, 1, "", 0, known.get(ref, context.at)) for ref, answer in answers.items()
    }
    return Scene.of(form, State(entries), context)
