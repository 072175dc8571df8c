"""One focus.

Revision 0013, after 0012. Whatever a person was asked outside of reports is a dialogue whose id,
with a minus, lies in their focus: ad hoc requests lay there by their own number, reviews below a
bound, and what was asked about headers, finals and facts stood among the settings.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import sqlalchemy as sa
from alembic import op

from storage.tables.columns import Json, Key, UtcTime

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

_REVIEWS = -1_000_000_000  # dialogue n was this minus n
_FK = "fk_dialogue_asked_message_id"
_person = sa.table(
    "person",
    sa.column("id", Key),
    sa.column("focus", Json()),
    sa.column("created_at", UtcTime()),
    sa.column("seen_at", UtcTime()),
)
_conversation = sa.table("conversation", sa.column("id", Key), sa.column("asked_message_id", Key))
_setting = sa.table("setting", sa.column("key", sa.String()), sa.column("value", Json()))
_dialogue = sa.table(
    "dialogue",
    sa.column("id", Key),
    sa.column("person_id", Key),
    sa.column("kind", sa.String()),
    sa.column("subject", Json()),
    sa.column("at", UtcTime()),
    sa.column("asked_message_id", Key),
)


def upgrade() -> None:
    with op.batch_alter_table("dialogue") as table:
        table.add_column(sa.Column("asked_message_id", Key))
        table.create_foreign_key(op.f(_FK), "message", ["asked_message_id"], ["id"])
    for person, focus in _stacks():
        stack = [
            key if key > 0 else _reviewed(key) or _opened(person, "adhoc", {"request": -key})
            for key in focus
        ]
        typed, asked = _fact(person, focus)
        stack = [*typed, *stack, *asked, *_awaited(person, focus)]
        if stack != focus:
            _focus(person, stack)


def _stacks() -> Sequence[tuple[int, list[int]]]:
    found = op.get_bind().execute(sa.select(_person.c.id, _person.c.focus)).all()
    return [(person, focus) for person, focus in found]


def _reviewed(key: int) -> int:
    return key - _REVIEWS if key < _REVIEWS else 0


def _awaited(person: int, focus: Sequence[int]) -> list[int]:
    """A line of a header, or why a report is made final: asked last."""
    waiting = _taken(f"awaiting:{person}")
    if not waiting or waiting["focus"] != focus:
        return []
    subject = {name: value for name, value in waiting.items() if name not in ("what", "focus")}
    return [_opened(person, waiting["what"], subject)]


def _fact(person: int, focus: Sequence[int]) -> tuple[list[int], list[int]]:
    """Typed and not confirmed yet: below all the rest. Asked for: above it, unless a conversation
    has asked since."""
    waiting = _taken(f"fact:{person}")
    if not waiting:
        return [], []
    if "value" in waiting:
        return [_opened(person, "fact", waiting)], []
    asked = waiting["asked"]
    if waiting["focus"] != focus or (asked or 0) < _asked_by(focus):
        return [], []
    return [], [_opened(person, "fact", {"what": waiting["what"]}, asked)]


def _asked_by(focus: Sequence[int]) -> int:
    """The message in which the conversation on top asked; 0 without one."""
    key = focus[-1] if focus else 0
    query = sa.select(_conversation.c.asked_message_id).where(_conversation.c.id == key)
    return op.get_bind().execute(query).scalar() or 0


def _taken(key: str) -> Any:
    found = op.get_bind().execute(sa.select(_setting.c.value).where(_setting.c.key == key)).scalar()
    op.get_bind().execute(sa.delete(_setting).where(_setting.c.key == key))
    return found


def _opened(person: int, kind: str, subject: Mapping[str, Any], asked: int | None = None) -> int:
    times = sa.select(sa.func.coalesce(_person.c.seen_at, _person.c.created_at))
    row = {
        "person_id": person,
        "kind": kind,
        "subject": subject,
        "at": op.get_bind().execute(times.where(_person.c.id == person)).scalar_one(),
        "asked_message_id": asked,
    }
    statement = sa.insert(_dialogue).values(**row).returning(_dialogue.c.id)
    return -int(op.get_bind().execute(statement).scalar_one())


def _focus(person: int, stack: Sequence[int]) -> None:
    op.get_bind().execute(sa.update(_person).where(_person.c.id == person).values(focus=stack))


def downgrade() -> None:
    for person, focus in _stacks():
        stack = _as_before(person, focus)
        if stack != focus:
            _focus(person, stack)
    kinds = ("adhoc", "announcement", "fact", "final", "header")
    op.get_bind().execute(sa.delete(_dialogue).where(_dialogue.c.kind.in_(kinds)))
    with op.batch_alter_table("dialogue") as table:
        table.drop_constraint(op.f(_FK), type_="foreignkey")
        table.drop_column("asked_message_id")


def _as_before(person: int, focus: Sequence[int]) -> list[int]:
    """What lay in the focus; the other questions go to the settings."""
    columns = (_dialogue.c.kind, _dialogue.c.subject)
    kept: list[int] = []
    asked: list[tuple[str, Any]] = []
    for key in focus:
        found = op.get_bind().execute(sa.select(*columns).where(_dialogue.c.id == -key)).first()
        if key > 0:
            kept.append(key)
        elif found is not None and found.kind == "adhoc":
            kept.append(-found.subject["request"])
        elif found is not None and found.kind in ("fact", "final", "header"):
            asked.append((found.kind, found.subject))
        elif found is not None and found.kind != "announcement":
            kept.append(_REVIEWS + key)
    for kind, subject in asked:
        _put(person, kind, subject, kept)
    return kept


def _put(person: int, kind: str, subject: Mapping[str, Any], focus: Sequence[int]) -> None:
    if kind != "fact":
        value = {"what": kind, **subject, "focus": list(focus)}
        _keep(f"awaiting:{person}", value)
    elif "value" in subject:
        _keep(f"fact:{person}", subject)
    else:
        _keep(f"fact:{person}", {**subject, "asked": None, "focus": list(focus)})


def _keep(key: str, value: Any) -> None:
    op.get_bind().execute(sa.delete(_setting).where(_setting.c.key == key))
    op.get_bind().execute(sa.insert(_setting).values(key=key, value=value))
