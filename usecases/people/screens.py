"""Screens about people, by the name their buttons carry."""

from __future__ import annotations

from typing import TYPE_CHECKING

from usecases.people.directory import drop_directory, keep_directory, want_blank
from usecases.people.everybody import ask_to_invite_all, invite_all
from usecases.people.inviting import (
    choose_agency,
    choose_role,
    choose_unit,
    invite_entry,
    invite_role,
)
from usecases.people.member import (
    ask_to_decline,
    ask_to_revoke,
    ask_to_strike,
    confirm_member,
    decline_member,
    renew_member,
    replace_member,
    revoke_member,
    show_entry,
    show_member,
    strike_entry,
)
from usecases.people.roll import show_people, show_unit, show_waiting

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from usecases.desk import Desk

PEOPLE_SCREENS: Mapping[str, Callable[[Desk, str], None]] = {
    "invite": choose_agency,
    "invite_agency": choose_unit,
    "invite_unit": choose_role,
    "invite_role": invite_role,
    "invite_entry": invite_entry,
    "invite_all": ask_to_invite_all,
    "invite_all_sure": invite_all,
    "directory": show_people,
    "directory_blank": want_blank,
    "directory_keep": keep_directory,
    "directory_drop": drop_directory,
    "waiting": show_waiting,
    "people": show_unit,
    "member": show_member,
    "admit": confirm_member,
    "decline": ask_to_decline,
    "decline_sure": decline_member,
    "revoke": ask_to_revoke,
    "revoke_sure": revoke_member,
    "replace": replace_member,
    "renew": renew_member,
    "entry": show_entry,
    "strike": ask_to_strike,
    "strike_sure": strike_entry,
}
