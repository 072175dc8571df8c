"""The Word templates the office has brought: tried, put into use, and taken out of use again.

Kept whole in the settings, with the one before: they are few and small, and belong to every
backup."""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING

from usecases.buttons import number_in, screen
from usecases.messages import say
from usecases.papers.forms import drop_form, use_form
from usecases.people.office_only import office_only

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from usecases.desk import Desk
    from usecases.ports import Work
    from usecases.records import JSON

_CHECKED = "template.checked"
_KINDS = ("consolidated", "unit-report", "unit-report-plain")


def active_template(work: Work, kind: str) -> bytes | None:
    """The office's own template of a kind; None while the shipped one is in use."""
    kept = work.settings.get(_key(kind))
    return base64.b64decode(kept["docx"]) if kept and kept["docx"] else None


def keep_checked(work: Work, attachment: int, kind: str, name: str, template: bytes) -> None:
    """A template without faults may be put into use by a press, until the next one comes."""
    docx = base64.b64encode(template).decode()
    kept = {"attachment": attachment, "kind": kind, "name": name, "docx": docx}
    work.settings.put(_CHECKED, kept)


@office_only
def use_template(desk: Desk, argument: str) -> None:
    checked = desk.work.settings.get(_CHECKED)
    if not checked or checked["attachment"] != number_in(argument):
        desk.say(say("not_there"))
        return
    key = _key(checked["kind"])
    before = desk.work.settings.get(key)
    if before and before["docx"] == checked["docx"]:
        _tell(desk, checked["kind"], checked["name"])
        return
    if before:
        before = {**before, "before": None}
    kept = {"docx": checked["docx"], "name": checked["name"], "before": before}
    _put(desk, checked["kind"], kept, "template_used")


@office_only
def undo_template(desk: Desk, kind: str) -> None:
    """The one before; after that the shipped one."""
    kept = desk.work.settings.get(_key(kind)) if kind in _KINDS else None
    if not kept or not kept["docx"]:
        desk.say(say("not_there"))
        return
    before = kept["before"] or {"docx": "", "name": "", "before": None}
    _put(desk, kind, before, "template_undone")


def _put(desk: Desk, kind: str, kept: JSON, action: str) -> None:
    desk.work.settings.put(_key(kind), kept)
    assert desk.person is not None
    detail = {"name": kept["name"]}
    desk.work.audit.note(desk.turn.now, desk.person.id, action, f"template:{kind}", detail)
    _tell(desk, kind, kept["name"])


def _tell(desk: Desk, kind: str, name: str) -> None:
    rows = ((screen("template_undo", kind),),) if name else ()
    desk.say(say("template_active", of=kind, name=name, buttons=rows))


def _key(kind: str) -> str:
    return f"template.{kind}"


PAPER_SCREENS: Mapping[str, Callable[[Desk, str], None]] = {
    "template_use": use_template,
    "template_undo": undo_template,
    "form_use": use_form,
    "form_drop": drop_form,
}
