"""Plain updates take a short way past python-telegram-bot: it ends in the same turn as the long."""

from __future__ import annotations

from copy import deepcopy
from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any

import pytest
from telegram import Update

from handlers import KEY, Reception, settle_plain
from handlers.messages import press, text
from usecases.records import Sender

CHAT = {"id": 7, "type": "private", "first_name": "Lan"}
USER = {"id": 7, "is_bot": False, "first_name": "Lan", "last_name": "Trần", "language_code": "vi"}
MESSAGE = {"message_id": 5, "date": 1623722400, "chat": CHAT, "from": USER, "text": "12 hộ"}
TYPED = {"update_id": 1, "message": MESSAGE}
QUERY = {
    "id": "9",
    "from": {"id": 7, "is_bot": False, "first_name": "Lan"},
    "chat_instance": "1",
    "data": "c:1:answer:3:0:zero",
    "message": {"message_id": 4, "date": 1623700000, "chat": CHAT, "text": "?"},
}
PRESSED = {"update_id": 2, "callback_query": QUERY}


class Noting(Reception):
    """Notes the turns it would take."""

    def __init__(self) -> None:
        self.turns: list[tuple[Sender, datetime | None, int | None]] = []
        self.answered: list[str] = []

    async def take(
        self, sender: Sender, written: datetime | None, pressed: int | None, use_case: Any
    ) -> None:
        self.turns.append((sender, written, pressed))

    def answer_press(self, query_id: str) -> None:
        self.answered.append(query_id)


async def _both(update: dict[str, Any], handler: Any) -> tuple[Noting, Noting]:
    short, long = Noting(), Noting()
    assert await settle_plain(short, deepcopy(update))
    parsed = Update.de_json(deepcopy(update), None)
    await handler(parsed, SimpleNamespace(bot_data={KEY: long}))
    return short, long


@pytest.mark.parametrize(("update", "handler"), [(TYPED, text), (PRESSED, press)])
async def test_the_short_way_ends_in_the_same_turn(update: dict[str, Any], handler: Any) -> None:
    short, long = await _both(update, handler)
    assert short.turns == long.turns
    assert short.answered == long.answered
    assert len(short.turns) == 1


async def test_a_person_is_called_as_telegram_calls_them() -> None:
    short, _ = await _both(TYPED, text)
    assert short.turns == [(Sender(7, 7, "Lan Trần"), datetime(2021, 6, 15, 2, tzinfo=UTC), None)]


@pytest.mark.parametrize(
    "update",
    [
        {"update_id": 1, "edited_message": MESSAGE},
        {"update_id": 1, "message": {**MESSAGE, "text": "/baocao"}},
        {"update_id": 1, "message": {**MESSAGE, "entities": []}},
        {"update_id": 1, "message": {**MESSAGE, "reply_to_message": MESSAGE}},
        {"update_id": 1, "message": {**MESSAGE, "chat": {**CHAT, "type": "group"}}},
        {"update_id": 1, "message": {**MESSAGE, "date": "now"}},
        {"update_id": 1, "message": {**MESSAGE, "from": {"id": "7", "first_name": "Lan"}}},
        {"update_id": 1, "message": {**MESSAGE, "from": {"id": 7, "first_name": None}}},
        {"update_id": 1, "message": [MESSAGE]},
        {"update_id": 2, "callback_query": {**QUERY, "message": {"message_id": 4}}},
        {"update_id": 2, "callback_query": {**QUERY, "data": None}},
        {"update_id": 2, "callback_query": {**QUERY, "inline_message_id": "1"}},
    ],
)
async def test_whatever_is_out_of_the_ordinary_is_left_alone(update: dict[str, Any]) -> None:
    noting = Noting()
    assert not await settle_plain(noting, update)
    assert not noting.turns and not noting.answered
