"""Questions that may be answered in one message."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reporting.conversation.scene.showing import NUMERIC
from reporting.forms.fields import Field

if TYPE_CHECKING:
    from reporting.conversation.places import Ref
    from reporting.conversation.scene import Scene


def together(scene: Scene, ref: Ref) -> tuple[Ref, ...]:
    """The figures still open in groups of the same mark, in the order of the form; () where the
    question belongs to none. A closing figure is one tap, and a list has its own pace."""
    mark = mark_of(scene, ref)
    if not mark or not _is_open_figure(scene, ref):
        return ()
    return tuple(
        other
        for other in scene.walk.open_refs
        if _is_open_figure(scene, other) and mark_of(scene, other) == mark
    )


def listed(scene: Scene, ref: Ref) -> tuple[Ref, ...]:
    """Those named under a question: where a group of the set begins, not under each question."""
    found = together(scene, ref)
    return found if len(found) > 2 and found[0] == ref and _begins(scene, ref) else ()


def _begins(scene: Scene, ref: Ref) -> bool:
    group = ref.rpartition("/")[0]
    figures = [each for each in scene.walk.questions if each.rpartition("/")[0] == group]
    kinds = scene.walk.questions
    return next(each for each in figures if kinds[each].kind in NUMERIC) == ref


def _is_open_figure(scene: Scene, ref: Ref) -> bool:
    question = scene.walk.questions.get(ref)
    return (
        question is not None
        and question.kind in NUMERIC
        and not question.has_expected
        and "[" not in ref
        and scene.state.answer(ref) is None
    )


def mark_of(scene: Scene, ref: Ref) -> str:
    above: object = scene.instance.find(ref)
    while isinstance(above, Field):
        if above.entry.together:
            return above.entry.together
        above = above.parent
    return ""
