"""Difficulties and proposals of units, and what was done about each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, insert, select, update

from storage.repositories.transaction import Transaction
from storage.tables import matter, matter_step, person
from usecases.matters.records import Matter, Step, Taken

_COLUMNS = (
    matter.c.id,
    matter.c.round_id,
    matter.c.unit_id,
    matter.c.question,
    matter.c.section,
    matter.c.sort,
    matter.c.text,
    matter.c.version,
    matter.c.at,
)
_SAME = (
    matter.c.round_id == bindparam("of_round"),
    matter.c.unit_id == bindparam("of_unit"),
    matter.c.question == bindparam("of_question"),
)
_FIND = select(matter.c.id).where(*_SAME)
_ADD = insert(matter)
_CHANGE = (
    update(matter)
    .where(matter.c.id == bindparam("key"))
    .values(text=bindparam("said"), version=bindparam("as_of"), at=bindparam("moment"))
)
_GET = select(*_COLUMNS).where(matter.c.id == bindparam("key"))
_ALL = select(*_COLUMNS).where(matter.c.text != "").order_by(matter.c.id)
_OF_UNIT = _ALL.where(
    matter.c.round_id == bindparam("of_round"), matter.c.unit_id == bindparam("of_unit")
)
_TAKE = insert(matter_step)
_STEPS = (
    select(
        matter_step.c.matter_id,
        matter_step.c.round_id,
        matter_step.c.step,
        matter_step.c.words,
        matter_step.c.at,
        person.c.name,
    )
    .join_from(matter_step, person, person.c.id == matter_step.c.person_id)
    .order_by(matter_step.c.id)
)
_STEPS_OF = _STEPS.where(matter_step.c.matter_id == bindparam("key"))


class SqlMatters:
    def __init__(self, transaction: Transaction) -> None:
        self._t = transaction

    def keep(
        self,
        round_id: str,
        unit_id: str,
        question: str,
        *,
        section: str,
        sort: str,
        text: str,
        version: int,
        at: datetime,
    ) -> None:
        same = {"of_round": round_id, "of_unit": unit_id, "of_question": question}
        found = self._t.first(_FIND, same)
        if found is not None:
            change = {"key": found.id, "said": text, "as_of": version, "moment": at}
            self._t.do(_CHANGE, change)
        elif text:
            self._t.do(
                _ADD,
                {
                    "round_id": round_id,
                    "unit_id": unit_id,
                    "question": question,
                    "section": section,
                    "sort": sort,
                    "text": text,
                    "version": version,
                    "at": at,
                },
            )

    def get(self, matter_id: int) -> Matter | None:
        row = self._t.first(_GET, {"key": matter_id})
        return None if row is None else _matter(row)

    def all(self) -> Sequence[Matter]:
        return [_matter(row) for row in self._t.all(_ALL, {})]

    def of_unit(self, round_id: str, unit_id: str) -> Sequence[Matter]:
        rows = self._t.all(_OF_UNIT, {"of_round": round_id, "of_unit": unit_id})
        return [_matter(row) for row in rows]

    def take(
        self, matter_id: int, round_id: str, step: Step, words: str, person_id: int, at: datetime
    ) -> None:
        self._t.do(
            _TAKE,
            {
                "matter_id": matter_id,
                "round_id": round_id,
                "step": step.value,
                "words": words,
                "person_id": person_id,
                "at": at,
            },
        )

    def steps(self) -> Mapping[int, list[Taken]]:
        found: dict[int, list[Taken]] = {}
        for row in self._t.all(_STEPS, {}):
            found.setdefault(row.matter_id, []).append(_taken(row))
        return found

    def steps_of(self, matter_id: int) -> list[Taken]:
        return [_taken(row) for row in self._t.all(_STEPS_OF, {"key": matter_id})]


def _matter(row: Any) -> Matter:
    return Matter(
        row.id,
        row.round_id,
        row.unit_id,
        row.question,
        row.section,
        row.sort,
        row.text,
        row.version,
        row.at,
    )


def _taken(row: Any) -> Taken:
    return Taken(row.matter_id, row.round_id, Step(row.step), row.words, row.name, row.at)
