"""Screens of consent and review, by the name their buttons carry."""

from __future__ import annotations

from typing import TYPE_CHECKING

from usecases.dialogues.asking import drop_dialogue
from usecases.reviewing.approval import approve, ask_to_amend, show_approval
from usecases.reviewing.extension import (
    ask_for_time,
    ask_why_longer,
    offer_time,
    show_extensible,
)
from usecases.reviewing.freezing import ask_to_freeze, freeze_round, thaw_round
from usecases.reviewing.listing import show_reports_to_read
from usecases.reviewing.on_behalf import ask_how_it_came, enter_for
from usecases.reviewing.provisional import use_provisionally
from usecases.reviewing.review import (
    show_comparison,
    show_report,
    take_in,
)
from usecases.reviewing.sending_back import amend, ask_for_comment, choose_what_to_send_back
from usecases.reviewing.signed import ask_for_signed, show_signed
from usecases.reviewing.waiting import agreed_on_paper, look_over, take_back

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from usecases.desk import Desk

REVIEWING_SCREENS: Mapping[str, Callable[[Desk, str], None]] = {
    "amend": amend,
    "approval": show_approval,
    "approve": approve,
    "ask_time": ask_for_time,
    "ask_to_amend": ask_to_amend,
    "compare": show_comparison,
    "dialogue_drop": drop_dialogue,
    "enter_for": ask_how_it_came,
    "enter_for_by": enter_for,
    "extensible": show_extensible,
    "freeze": ask_to_freeze,
    "freeze_sure": freeze_round,
    "give_time": offer_time,
    "give_time_to": ask_why_longer,
    "look_over": look_over,
    "on_paper": agreed_on_paper,
    "provisional": use_provisionally,
    "reading": show_report,
    "reports_to_read": show_reports_to_read,
    "send_back": choose_what_to_send_back,
    "send_back_one": ask_for_comment,
    "signed": ask_for_signed,
    "signed_paper": show_signed,
    "take_back": take_back,
    "take_in": take_in,
    "thaw": thaw_round,
}
