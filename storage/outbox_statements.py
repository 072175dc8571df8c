"""The SQL of storage.outbox_queue."""

from __future__ import annotations

from sqlalchemy import and_, bindparam, case, exists, insert, or_, select, tuple_, update

from storage.tables import message, part
from usecases.records import MessageClass

_PENDING = part.c.state == "pending"
_DUE = or_(part.c.not_before.is_(None), part.c.not_before <= bindparam("now"))
_NEW = message.c.state == "new"
_NUDGES = select(message.c.id).where(message.c.message_class == MessageClass.NUDGE)
_OPEN_PARTS = exists().where(
    part.c.message_id == message.c.id, or_(_PENDING, part.c.state == "sending")
)

UNRENDERED = select(message).where(_NEW).order_by(message.c.id).limit(bindparam("most"))
UNRENDERABLE = (
    select(message)
    .where(message.c.error != "")
    .order_by(message.c.id.desc())
    .limit(bindparam("most"))
)
RENDERED = (
    update(message)
    .where(message.c.id == bindparam("key"), _NEW)
    .values(state=bindparam("next"), error=bindparam("why"))
    .returning(message.c.chat_id)
)
FREEZE = insert(part).returning(part.c.id)

_PARTS = select(
    part.c.id,
    part.c.message_id,
    part.c.chat_id,
    part.c.position,
    part.c.method,
    part.c.payload,
    message.c.message_class,
    message.c.expires_at,
    part.c.attempts,
    part.c.not_before,
    part.c.state,
    part.c.error,
).join_from(part, message, message.c.id == part.c.message_id)
PENDING_OF = (
    _PARTS.where(_PENDING, part.c.chat_id == bindparam("chat"))
    .order_by(part.c.message_id, part.c.position)
    .limit(bindparam("most"))
)
TROUBLED = (
    _PARTS.where(part.c.state.in_(("failed", "uncertain")))
    .order_by(part.c.id.desc())
    .limit(bindparam("most"))
)
_before = part.alias("before")
_IS_HEAD = ~exists().where(
    _before.c.state == "pending",
    _before.c.chat_id == part.c.chat_id,
    tuple_(_before.c.message_id, _before.c.position) < tuple_(part.c.message_id, part.c.position),
)
_URGENCY = case(
    (message.c.message_class == MessageClass.NUDGE, 2),
    (message.c.message_class == MessageClass.REQUEST, 1),
    else_=0,
)
PENDING_CHATS = (
    select(part.c.chat_id)
    .join_from(part, message, message.c.id == part.c.message_id)
    .where(_PENDING, _DUE, _IS_HEAD)
    .order_by(_URGENCY, part.c.message_id)
    .limit(bindparam("most"))
)
TELEGRAM_IDS = (
    select(part.c.telegram_message_id)
    .where(part.c.message_id == bindparam("message_key"), part.c.telegram_message_id.is_not(None))
    .order_by(part.c.position)
)

_ONE = update(part).where(part.c.id == bindparam("key"))
_SENDING = _ONE.where(part.c.state == "sending")
CLAIM = _ONE.where(_PENDING, _DUE).values(state="sending", attempts=part.c.attempts + 1)
SENT = _SENDING.values(
    state="sent", error="", telegram_message_id=bindparam("told"), sent_at=bindparam("now")
)
ENDED = _SENDING.values(state=bindparam("next"), error=bindparam("why"))
RELEASE = _SENDING.values(state="pending", attempts=part.c.attempts - 1)
POSTPONE = _SENDING.values(state="pending", error=bindparam("why"), not_before=bindparam("later"))

_RENDERED_AND_OVER = update(message).where(message.c.state == "rendered", ~_OPEN_PARTS)
FINISH = _RENDERED_AND_OVER.where(message.c.id == bindparam("message_key")).values(state="done")
FINISH_BY_PART = _RENDERED_AND_OVER.where(
    message.c.id == select(part.c.message_id).where(part.c.id == bindparam("key")).scalar_subquery()
).values(state="done")
CANCEL_MESSAGE = _RENDERED_AND_OVER.where(message.c.id == bindparam("message_key")).values(
    state="cancelled"
)

_EXPIRED = and_(message.c.expires_at.is_not(None), message.c.expires_at <= bindparam("now"))
_WAITING_EXPIRED = (
    select(_before.c.message_id)
    .join_from(_before, message, message.c.id == _before.c.message_id)
    .where(_before.c.state == "pending", _EXPIRED)
)
CANCEL_EXPIRED_NEW = update(message).where(_NEW, _EXPIRED).values(state="cancelled")
CANCEL_EXPIRED_PARTS = (
    update(part)
    .where(_PENDING, part.c.message_id.in_(_WAITING_EXPIRED))
    .values(state="cancelled")
    .returning(part.c.message_id)
)
CANCEL_CHAT_NEW = (
    update(message)
    .where(_NEW, message.c.chat_id == bindparam("chat"))
    .values(state="cancelled", error=bindparam("why"))
)
CANCEL_CHAT_PARTS = (
    update(part)
    .where(_PENDING, part.c.chat_id == bindparam("chat"))
    .values(state="cancelled", error=bindparam("why"))
    .returning(part.c.message_id)
)

_LEFT = update(part).where(part.c.state == "sending")
HOLD = (
    _LEFT.where(part.c.message_id.in_(_NUDGES))
    .values(state="uncertain", error="interrupted")
    .returning(part.c.message_id)
)
RESEND = _LEFT.where(part.c.message_id.not_in(_NUDGES)).values(state="pending", error="interrupted")
