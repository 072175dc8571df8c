"""Slash commands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from telegram.ext import CommandHandler

from handlers.reception import of
from usecases.adhoc.dialogue import ask_ad_hoc
from usecases.consolidated import want_consolidated
from usecases.contact import write_to_office
from usecases.drafting.reports import show_reports
from usecases.guiding.guide import show_guide
from usecases.help import say_menu
from usecases.monitoring.announcing import begin_announcement
from usecases.monitoring.chasing import show_chase
from usecases.monitoring.progress import show_progress, show_situation
from usecases.people.invites import join
from usecases.people.inviting import choose_agency
from usecases.people.roll import show_people
from usecases.reviewing.extension import show_extensible
from usecases.speak import review

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from telegram import Update
    from telegram.ext import ContextTypes

    from usecases.desk import Desk

_PLAIN: dict[str, Callable[[Desk], None]] = {
    "baocao": show_reports,
    "xemlai": review,
    "tinhhinh": show_situation,
    "huongdan": show_guide,
    "help": show_guide,
    "tiendo": show_progress,
    "tonghop": want_consolidated,
    "moithamgia": choose_agency,
    "danhba": show_people,
    "dondoc": show_chase,
    "dotxuat": ask_ad_hoc,
    "giahan": show_extensible,
}


async def start(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    token = " ".join(context.args or [])
    await of(context).settle(update, lambda desk: join(desk, token) if token else say_menu(desk))


async def contact(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    text = (update.effective_message.text or "") if update.effective_message else ""
    letter = _behind(text)
    await of(context).settle(update, lambda desk: write_to_office(desk, letter))


async def announce(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    text = (update.effective_message.text or "") if update.effective_message else ""
    words = _behind(text)
    await of(context).settle(update, lambda desk: begin_announcement(desk, words))


def _behind(text: str) -> str:
    """What follows the command, on its line or below it."""
    return "".join(text.split(maxsplit=1)[1:]).strip()


def _plain(use_case: Callable[[Desk], None]) -> Callable[..., Any]:
    async def handle(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        await of(context).settle(update, use_case)

    return handle


def command_handlers() -> list[CommandHandler[Any, Any]]:
    return [
        CommandHandler("start", start),
        CommandHandler("lienhe", contact),
        CommandHandler("thongbao", announce),
        *(CommandHandler(name, _plain(use_case)) for name, use_case in _PLAIN.items()),
    ]
