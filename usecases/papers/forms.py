"""Another authority's form: sent once, filled every round, until another takes its place."""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING

from usecases.buttons import number_in, screen
from usecases.messages import say
from usecases.people.office_only import office_only

if TYPE_CHECKING:
    from usecases.desk import Desk
    from usecases.ports import Work

_CHECKED, _ACTIVE = "form.checked", "form.active"


def active_form(work: Work) -> tuple[str, bytes] | None:
    """(name, form)"""
    kept = work.settings.get(_ACTIVE)
    return (kept["name"], base64.b64decode(kept["xlsx"])) if kept else None


def keep_checked_form(work: Work, attachment: int, name: str, form: bytes) -> None:
    xlsx = base64.b64encode(form).decode()
    work.settings.put(_CHECKED, {"attachment": attachment, "name": name, "xlsx": xlsx})


@office_only
def use_form(desk: Desk, argument: str) -> None:
    checked = desk.work.settings.get(_CHECKED)
    if not checked or checked["attachment"] != number_in(argument):
        desk.say(say("not_there"))
        return
    desk.work.settings.put(_ACTIVE, {"name": checked["name"], "xlsx": checked["xlsx"]})
    _note(desk, "form_used", checked["name"])
    desk.say(say("form_active", name=checked["name"], buttons=((screen("form_drop"),),)))


@office_only
def drop_form(desk: Desk, argument: str) -> None:  # noqa: ARG001 - a screen's signature
    kept = desk.work.settings.get(_ACTIVE)
    if not kept:
        desk.say(say("not_there"))
        return
    desk.work.settings.put(_ACTIVE, None)
    _note(desk, "form_dropped", kept["name"])
    desk.say(say("form_active", name=""))


def _note(desk: Desk, action: str, name: str) -> None:
    assert desk.person is not None
    detail = {"name": name}
    desk.work.audit.note(desk.turn.now, desk.person.id, action, "form", detail)
