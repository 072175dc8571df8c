"""`Nộp báo cáo`: handed in at once, or put before the leader; the receipt goes out with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from usecases.buttons import screen
from usecases.drafting.handing_in import hand_in
from usecases.matters.asking import ask_matters
from usecases.messages import say
from usecases.records import MessageClass
from usecases.reviewing.arrival import tell_of_arrival

if TYPE_CHECKING:
    from datetime import date

    from usecases.desk import Desk
    from usecases.drafting.scene import Scene
    from usecases.records import Obligation, SubmissionRecord


def submit(desk: Desk, scene: Scene, leader: str, agreed_on: date | None) -> None:
    """`leader` agreed on paper on `agreed_on`; "" where nobody has to."""
    consent = None
    if leader and agreed_on is not None:
        consent = {"mode": "paper", "leader": leader, "on": agreed_on.isoformat()}
    record = hand_in(desk, scene.obligation, scene.draft, scene.person.id, consent)
    if record is not None:
        give_receipt(desk, scene.obligation, record, desk.turn.sender.chat_id)
        tell_of_arrival(desk, scene.obligation, record, scene.person.id)
        ask_matters(desk, scene.obligation)


def give_receipt(
    desk: Desk, obligation: Obligation, record: SubmissionRecord, chat_id: int
) -> None:
    plan = desk.library.plan_of_round(obligation.round_id, desk.work)
    unit, zone = plan.unit(obligation.unit_id), plan.timezone
    consent = record.consent or {}
    desk.tell(
        chat_id,
        say(
            "receipt",
            message_class=MessageClass.RECEIPT,
            dedupe_key=f"receipt:{record.receipt_code}",
            buttons=((screen("document", obligation.id),), (screen("signed", obligation.id),)),
            code=record.receipt_code,
            unit=unit.name,
            address=unit.address,
            tone=unit.tone,
            period=plan.round(obligation.round_id).period,
            version=record.version,
            at=record.at.astimezone(zone).isoformat(),
            due_at=obligation.due_at.astimezone(zone).isoformat(),
            late=record.late,
            office=plan.office.name,
            leader=consent.get("leader", ""),
            in_bot=consent.get("mode") == "bot",
        ),
    )
