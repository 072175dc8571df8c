"""Whole reports handed in at once: for tests of what the office does with them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from reporting.answers import Answer
from tests.documents import filling
from tests.usecases.town import ROUND, Resident
from usecases.desk import Desk
from usecases.drafting.handing_in import hand_in
from usecases.drafting.submit import give_receipt

PAPER = {"mode": "paper", "leader": "Bùi Văn Đạt", "on": "2021-06-10"}


def hand_in_whole(
    person: Resident,
    unit: str,
    round_id: str = ROUND,
    said: Mapping[str, Answer] | None = None,
) -> None:
    """`person` of `unit` hands in a tidy report, but for what is `said` by question name."""

    owed = person.town.obligation(unit, round_id)

    def submit(desk: Desk) -> None:
        assert desk.person is not None
        draft = desk.work.drafts.start(
            owed.id,
            desk.turn.now,
            based_on_version=owed.version,
            answers=answers_of(unit, round_id, said or {}),
            person_id=desk.person.id,
        )
        record = hand_in(desk, owed, draft, desk.person.id, PAPER)
        assert record is not None
        give_receipt(desk, owed, record, desk.turn.sender.chat_id)

    person.do(submit)


def answers_of(unit: str, round_id: str, said: Mapping[str, Answer]) -> dict[str, Answer]:
    plan = filling.the_plan()
    return dict(filling.fill(plan.unit(unit), saying(said), round_id).answers)


def saying(said: Mapping[str, Answer]) -> Callable[[Any, Any], Answer | None]:
    return lambda step, instance: said.get(step.question.name) or filling.plausible(step, instance)
