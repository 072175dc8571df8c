"""Drafts with their answers. A write names the revision it replaces; history only grows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, exists, func, insert, literal, select, text, update

from reporting.answers import Answer, Standing
from storage.codec import value_from_json, value_to_json
from storage.repositories.obligations import COLUMNS, obligation_of
from storage.repositories.transaction import Transaction, upsert
from storage.tables import answer, answer_history, draft, obligation, person, round_
from usecases.records import JSON, Draft, KeptAnswer, Obligation, RoundRecord

_OPEN = draft.c.state == "open"
_COLUMNS = (
    draft.c.id.label("draft_id"),
    draft.c.obligation_id,
    draft.c.revision,
    draft.c.based_on_version,
    draft.c.origin,
    draft.c.state.label("draft_state"),
)
_DRAFT = select(*_COLUMNS)
_WITH_OBLIGATION = (
    select(*_COLUMNS, *COLUMNS, round_.c.plan_version, round_.c.kind, round_.c.opened_at)
    .select_from(
        draft.join(obligation, obligation.c.id == draft.c.obligation_id).join(
            round_, round_.c.id == obligation.c.round_id
        )
    )
    .where(draft.c.id == bindparam("key"))
)
_OPEN_FOR = _DRAFT.where(draft.c.obligation_id == bindparam("obligation"), _OPEN)
_GET = _DRAFT.where(draft.c.id == bindparam("key"))
_ANSWERS = (
    select(
        answer.c.ref,
        answer.c.value,
        answer.c.standing,
        answer.c.estimated,
        answer.c.note,
        answer.c.promised,
        answer.c.revision,
        answer.c.person_id,
        answer.c.at,
        person.c.name,
    )
    .select_from(answer.outerjoin(person, person.c.id == answer.c.person_id))
    .where(answer.c.draft_id == bindparam("key"))
    # The order of repeat instances is the order of their answers: as given, m2 before m10.
    .order_by(answer.c.at, func.length(answer.c.ref), answer.c.ref)
)
_SAID = (
    select(
        answer_history.c.ref,
        answer_history.c.value,
        answer_history.c.standing,
        answer_history.c.estimated,
        answer_history.c.note,
        answer_history.c.promised,
        answer_history.c.revision,
        answer_history.c.person_id,
        answer_history.c.at,
        person.c.name,
    )
    .select_from(
        answer_history.join(draft, draft.c.id == answer_history.c.draft_id).outerjoin(
            person, person.c.id == answer_history.c.person_id
        )
    )
    .where(
        draft.c.obligation_id == bindparam("obligation"),
        answer_history.c.ref == bindparam("of_ref"),
    )
    .order_by(answer_history.c.id)
)
_START = upsert(
    draft,
    lambda new: new.on_conflict_do_nothing(
        # Spelt out: PostgreSQL cannot match a parameter with the condition of an index.
        index_elements=["obligation_id"],
        index_where=text("state = 'open'"),
    ).returning(draft.c.id),
)
_COPY = insert(answer)
_HISTORY = insert(answer_history)
_OF_ANSWER = [column for column in answer.c if column.name != "inbox_key"]
_CHANGING = [column.name for column in answer.c if not column.primary_key]
_FIRST = upsert(
    answer,
    lambda new: (
        new.from_select(
            [column.name for column in _OF_ANSWER],
            select(*(bindparam(column.name, type_=column.type) for column in _OF_ANSWER)).where(
                draft.c.id == bindparam("draft_id"), _OPEN
            ),
        )
        .on_conflict_do_nothing(index_elements=["draft_id", "ref"])
        .returning(answer.c.revision)
    ),
)
_AGAIN = (
    update(answer)
    .where(
        answer.c.draft_id == bindparam("of_draft"),
        answer.c.ref == bindparam("of_ref"),
        answer.c.revision == bindparam("base"),
        exists(select(literal(1)).where(draft.c.id == bindparam("of_draft"), _OPEN)),
    )
    .values({name: bindparam(f"new_{name}", type_=answer.c[name].type) for name in _CHANGING})
)
_COUNT = (
    update(draft)
    .where(draft.c.id == bindparam("key"))
    .values(revision=draft.c.revision + 1, updated_at=bindparam("now"))
)
_CLOSE = update(draft).where(draft.c.id == bindparam("key"), _OPEN).values(state="closed")
_ORIGIN = update(draft).where(draft.c.id == bindparam("key")).values(origin=bindparam("how"))
_NAME = select(person.c.name).where(person.c.id == bindparam("key"))


class SqlDrafts:
    def __init__(self, transaction: Transaction) -> None:
        self._t = transaction

    def open_for(self, obligation_id: int) -> Draft | None:
        return self._load(self._t.first(_OPEN_FOR, {"obligation": obligation_id}))

    def get(self, draft_id: int) -> Draft | None:
        return self._load(self._t.first(_GET, {"key": draft_id}))

    def with_obligation(self, draft_id: int) -> tuple[Draft, Obligation] | None:
        row = self._t.first(_WITH_OBLIGATION, {"key": draft_id})
        read = self._load(row)
        if read is None:
            return None
        record = RoundRecord(row.round_id, row.plan_version, row.kind, row.opened_at)
        self._t.rounds[record.id] = record  # whoever looks at a draft asks for its round
        return read, obligation_of(row)

    def start(
        self,
        obligation_id: int,
        at: datetime,
        *,
        based_on_version: int = 0,
        answers: Mapping[str, Answer] | None = None,
        person_id: int | None = None,
        said: Mapping[str, KeptAnswer] | None = None,
    ) -> Draft:
        """Gives back the open draft, unchanged, when there is one already."""
        values = {
            "obligation_id": obligation_id,
            "state": "open",
            "revision": 0,
            "based_on_version": based_on_version,
            "created_at": at,
            "updated_at": at,
        }
        draft_id = self._t.insert_unless_there(_START, values)
        if draft_id is not None and answers:
            rows = [
                _row(draft_id, ref, one, 1, *_said(said or {}, ref, one) or (person_id, at))
                for ref, one in answers.items()
            ]
            self._t.connection.execute(_COPY, rows)
            self._t.connection.execute(_HISTORY, [{**row, "inbox_key": None} for row in rows])
        started = self.open_for(obligation_id)
        assert started is not None
        return started

    def keep(
        self,
        draft_id: int,
        ref: str,
        answer: Answer | None,
        *,
        base_revision: int,
        person_id: int,
        at: datetime,
        inbox_key: int | None,
    ) -> KeptAnswer | None:
        row = _row(draft_id, ref, answer, base_revision + 1, person_id, at)
        if not self._write(row, base_revision):
            return None
        self._t.do(_HISTORY, {**row, "inbox_key": inbox_key})
        self._t.do(_COUNT, {"key": draft_id, "now": at})
        name = self._name(person_id)
        kept = KeptAnswer(ref, answer, base_revision + 1, person_id, name, at)
        known = self._t.drafts.get(draft_id)
        if known is not None:
            answers = {**known.answers, ref: kept}
            self._t.drafts[draft_id] = replace(known, revision=known.revision + 1, answers=answers)
        return kept

    def history(self, obligation_id: int, ref: str) -> Sequence[KeptAnswer]:
        found = self._t.all(_SAID, {"obligation": obligation_id, "of_ref": ref})
        return [_kept(row) for row in found]

    def set_origin(self, draft_id: int, origin: JSON) -> None:
        self._t.do(_ORIGIN, {"key": draft_id, "how": origin})

    def close(self, draft_id: int) -> bool:
        closed = self._t.do(_CLOSE, {"key": draft_id}) == 1
        known = self._t.drafts.get(draft_id)
        if closed and known is not None:
            self._t.drafts[draft_id] = replace(known, open=False)
        return closed

    def _write(self, row: Mapping[str, object], base: int) -> bool:
        if base == 0:
            return self._t.insert_unless_there(_FIRST, row) is not None
        values = {f"new_{name}": row[name] for name in _CHANGING}
        values |= {"of_draft": row["draft_id"], "of_ref": row["ref"], "base": base}
        return self._t.do(_AGAIN, values) == 1

    def _name(self, person_id: int) -> str:
        if person_id not in self._t.names:
            row = self._t.first(_NAME, {"key": person_id})
            self._t.names[person_id] = row.name if row is not None else ""
        return self._t.names[person_id]

    def _load(self, row: Any | None) -> Draft | None:
        if row is None:
            return None
        key = row.draft_id
        known = self._t.drafts.get(key)
        if known is None and not self._t.renamed:
            known = self._t.memory.draft(key)
        if known is None or known.revision != row.revision:
            answers = {found.ref: _kept(found) for found in self._t.all(_ANSWERS, {"key": key})}
            known = Draft(key, row.obligation_id, row.revision, answers, row.based_on_version)
        is_open = row.draft_state == "open"
        if known.open is not is_open or known.origin != row.origin:
            known = replace(known, open=is_open, origin=row.origin)
        self._t.drafts[key] = known
        return known


def _said(
    said: Mapping[str, KeptAnswer], ref: str, one: Answer
) -> tuple[int | None, datetime] | None:
    """By whom and when it was said before it was copied."""
    kept = said.get(ref)
    if kept is None or kept.answer != one:
        return None
    return kept.person_id or None, kept.at


def _row(
    draft_id: int, ref: str, one: Answer | None, revision: int, person_id: int | None, at: datetime
) -> dict[str, object]:
    said = one or Answer(None)
    return {
        "draft_id": draft_id,
        "ref": ref,
        "value": value_to_json(said.value),
        "standing": None if one is None else said.standing,
        "estimated": said.estimated,
        "note": said.note,
        "promised": said.promised,
        "revision": revision,
        "person_id": person_id,
        "at": at,
    }


def _kept(row: Any) -> KeptAnswer:
    said = None
    if row.standing is not None:
        said = Answer(
            value_from_json(row.value),
            Standing(row.standing),
            row.estimated,
            row.note,
            row.promised,
        )
    return KeptAnswer(row.ref, said, row.revision, row.person_id or 0, row.name or "", row.at)
