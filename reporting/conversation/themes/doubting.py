"""Questions back: what is open in `Place.pending`, and how it is put to the person."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from reporting.answers import Answer, Standing
from reporting.conversation.places import Doubt, Pending, Phase
from reporting.conversation.scene.contradictions import (
    Contradiction,
    contradictions,
    described,
    edit_rows,
    formula,
    terms,
)
from reporting.conversation.scene.keyboards import bound, in_rows
from reporting.conversation.scene.options import option_button
from reporting.conversation.scene.showing import (
    SHORT,
    item,
    label_of,
    plain,
    question_at,
    show_value,
    shown,
)
from reporting.conversation.themes.asking_back import show_varies, show_when, show_why
from reporting.conversation.written import answer_from_json
from reporting.kinds import show_date
from reporting.kinds.kind import Option

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import date

    from reporting.conversation.effects import Button
    from reporting.conversation.places import Ref
    from reporting.conversation.scene import Scene
    from reporting.conversation.themes.asking import Lead
    from reporting.kinds.kind import JSON, Doubted

    Params = dict[str, JSON]

DAYS = 3  # offered for a promise


def doubt_reading(scene: Scene, ref: Ref, doubted: Doubted) -> Scene:
    params = {name: plain(value) for name, value in doubted.params.items()}
    return _raise(scene, Doubt.KIND, ref, doubted.options, doubted.reason, params)


def doubt_answer(scene: Scene, doubt: Doubt, ref: Ref, answer: Answer, **params: JSON) -> Scene:
    """`answer` is understood but kept only after the person says so."""
    return _raise(scene, doubt, ref, (Option("", answer),), "", params)


def ask_why(scene: Scene, ref: Ref, lead: Lead | None) -> Scene:
    return _raise(scene, Doubt.WHY, ref, (), "", {}, lead)


def ask_when(scene: Scene, ref: Ref, lead: Lead | None) -> Scene:
    """By when a figure is promised: the day said last, or one of the coming ones."""
    said = [entry for entry in scene.state.entries.values() if entry.answer is not None]
    said.sort(key=lambda entry: entry.at, reverse=True)
    before = [entry.answer.promised for entry in said if entry.answer and entry.answer.promised]
    days = dict.fromkeys([*before[:1], *scene.context.coming])
    today = scene.context.now.date()
    options = tuple(_promised(day) for day in days if day > today)[:DAYS]
    return _raise(scene, Doubt.WHEN, ref, options, "", {}, lead)


def ask_why_kept(scene: Scene, refs: Sequence[Ref], lead: Lead | None) -> Scene:
    """One reason for figures that are kept already."""
    answer = scene.state.answer(refs[0])
    assert answer is not None, "it was kept"
    return _raise(scene, Doubt.VARIES, refs[0], (Option("", answer),), "", {"refs": [*refs]}, lead)


def _promised(day: date) -> Option:
    return Option(show_date(day), Answer(None, Standing.NOT_YET, promised=day))


def doubt_rules(
    scene: Scene, ref: Ref, found: list[Contradiction], lead: Lead | None = None
) -> Scene:
    """Names what does not fit and offers the questions in it. `ref` may be "" (at the end)."""
    closing: list[JSON] = [contradiction.ref for contradiction in found]
    return _raise(scene, Doubt.RULE, ref, (), "", {"closing": closing}, lead)


def doubt_removal(scene: Scene, item: Ref) -> Scene:
    return _raise(scene, Doubt.REMOVE, item, (), "", {})


def _raise(
    scene: Scene,
    doubt: Doubt,
    ref: Ref,
    options: tuple[Option, ...],
    reason: str,
    params: Mapping[str, JSON],
    lead: Lead | None = None,
) -> Scene:
    question = question_at(scene, ref)
    pending = Pending(doubt, ref, question.kind if question else "", options, reason, params)
    return show_doubt(scene.moved(replace(scene.place, pending=pending)), lead)


def show_doubt(scene: Scene, lead: Lead | None = None) -> Scene:
    pending = scene.place.pending
    assert pending is not None
    scene = scene.moved(replace(scene.place, phase=Phase.DOUBTING))
    return SHOWN[pending.doubt](scene, pending, {"lead": lead})


def _reading(scene: Scene, pending: Pending, params: Params) -> Scene:
    params |= {
        "label": label_of(scene, pending.ref),
        "of_kind": pending.kind,
        "reason_code": pending.reason,
        "reason_params": dict(pending.params),
    }
    options = [option_button(scene, pending, i) for i in range(len(pending.options))]
    rows = (*in_rows(options), (_again(scene, pending),))
    return scene.say("doubt", params, rows, asks=pending.ref)


def _warning(scene: Scene, pending: Pending, params: Params) -> Scene:
    params |= _said(scene, pending) | {"messages": pending.params.get("messages", [])}
    rows = ((option_button(scene, pending, 0), _again(scene, pending)),)
    return scene.say("warned", params, rows, asks=pending.ref)


def _mismatch(scene: Scene, pending: Pending, params: Params) -> Scene:
    ref = pending.ref
    expected = scene.instance.expected(ref)
    params |= _said(scene, pending) | {
        "expected": None if expected is None else show_value(scene, ref, expected),
        "formula": formula(scene, ref),
        "items": described(scene, terms(scene, ref)),
    }
    rows = (
        *edit_rows(scene, terms(scene, ref)),
        (_again(scene, pending),),
        (option_button(scene, pending, 0),),
    )
    return scene.say("mismatch", params, rows, asks=ref)


def _colleague(scene: Scene, pending: Pending, params: Params) -> Scene:
    ref = pending.ref
    entry = scene.state.entries.get(ref)
    scene = scene.moved(replace(scene.place, asked_revision=scene.state.revision(ref)))
    params |= _said(scene, pending) | {
        "by": entry.by if entry else "",
        "theirs": shown(scene, ref, entry.answer if entry else None, whole=True),
    }
    theirs = bound(scene, ref, "keep_it", "keep_theirs")
    rows = ((theirs,), (option_button(scene, pending, 0),))
    return scene.say("colleague_changed", params, rows, asks=ref)


def _rules(scene: Scene, pending: Pending, params: Params) -> Scene:
    found = open_rules(scene, pending)
    params |= {"contradictions": [_contradiction(scene, each) for each in found]}
    refs = tuple(ref for each in found for ref in each.near)
    skip = bound(scene, pending.ref, "skip", "leave_for_later" if found else "go_on")
    return scene.say("contradiction", params, (*edit_rows(scene, refs), (skip,)))


def open_rules(scene: Scene, pending: Pending) -> list[Contradiction]:
    """Those of a RULE doubt that still do not fit: a colleague may have mended some."""
    closing = pending.params.get("closing")
    named = closing if isinstance(closing, list) else []
    return [each for each in contradictions(scene) if each.ref in named]


def _contradiction(scene: Scene, found: Contradiction) -> JSON:
    expected = scene.instance.expected(found.ref)
    return {
        "message": found.message,
        "label": label_of(scene, found.ref),
        "formula": formula(scene, found.ref),
        "expected": None if expected is None else show_value(scene, found.ref, expected),
        "items": described(scene, found.near),
    }


def _continues(scene: Scene, pending: Pending, params: Params) -> Scene:
    """Whether what was typed is more of the narrative `pending.ref`."""
    ref, texts = pending.ref, pending.params.get("texts")
    typed = " ".join(str(each) for each in texts) if isinstance(texts, list) else ""
    params |= {
        "label": label_of(scene, ref),
        "typed": typed[:SHORT].rstrip(),
        "length": len(typed) if len(typed) > SHORT else 0,
        "asked": label_of(scene, str(pending.params.get("asked", ""))),
    }
    rows = ((bound(scene, ref, "join", "join"),), (bound(scene, ref, "not_more", "not_more"),))
    return scene.say("continues", params, rows)


def _removal(scene: Scene, pending: Pending, params: Params) -> Scene:
    ref = pending.ref
    inside = [asked for asked in scene.walk.questions if asked.startswith(f"{ref}/")]
    params |= {"items": [item(scene, asked) for asked in inside]}
    remove = bound(scene, ref, "confirm_remove", "confirm_remove")
    return scene.say("removing", params, ((remove, bound(scene, ref, "skip", "keep_item")),))


def _many(scene: Scene, pending: Pending, params: Params) -> Scene:
    rows = pending.params.get("rows")
    params |= {"rows": [_row(scene, row) for row in rows] if isinstance(rows, list) else []}
    confirm = bound(scene, pending.ref, "confirm_many", "confirm")
    return scene.say("many_read", params, ((confirm, _again(scene, pending)),), asks=pending.ref)


def _row(scene: Scene, row: JSON) -> JSON:
    """One line of a table; `shown` None for what could not be read."""
    assert isinstance(row, dict)
    ref, stored = str(row["ref"]), row["answer"]
    question = question_at(scene, ref)
    read = isinstance(stored, dict) and question is not None
    answer = answer_from_json(stored, question.kind) if read else None  # type: ignore[arg-type,union-attr]
    return {
        "label": label_of(scene, ref),
        "shown": shown(scene, ref, answer) if answer else None,
        "typed": row["typed"],
        "warnings": row["warnings"],
    }


def _said(scene: Scene, pending: Pending) -> Params:
    answer = pending.options[0].answer
    return {
        "label": label_of(scene, pending.ref),
        "shown": shown(scene, pending.ref, answer, whole=pending.doubt is Doubt.COLLEAGUE),
    }


def _again(scene: Scene, pending: Pending) -> Button:
    return bound(scene, pending.ref, "again", "again")


SHOWN: Mapping[Doubt, Callable[[Scene, Pending, Params], Scene]] = {
    Doubt.KIND: _reading,
    Doubt.WARN: _warning,
    Doubt.MISMATCH: _mismatch,
    Doubt.COLLEAGUE: _colleague,
    Doubt.WHY: show_why,
    Doubt.WHEN: show_when,
    Doubt.VARIES: show_varies,
    Doubt.RULE: _rules,
    Doubt.REMOVE: _removal,
    Doubt.MANY: _many,
    Doubt.CONTINUES: _continues,
}
