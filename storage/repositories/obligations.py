"""Who owes what."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, select, update

from storage.repositories.transaction import Transaction, upsert
from storage.tables import obligation
from usecases.records import Obligation, ObligationState

_ADD = upsert(
    obligation, lambda new: new.on_conflict_do_nothing(index_elements=["round_id", "unit_id"])
)
COLUMNS = (
    obligation.c.id,
    obligation.c.round_id,
    obligation.c.unit_id,
    obligation.c.form_version,
    obligation.c.state,
    obligation.c.due_at,
    obligation.c.answered,
    obligation.c.total,
    obligation.c.version,
    obligation.c.submitted_at,
    obligation.c.late,
)
_ALL = select(*COLUMNS).order_by(obligation.c.id)
_GET = _ALL.where(obligation.c.id == bindparam("key"))
_OF_UNITS = _ALL.where(obligation.c.unit_id.in_(bindparam("units", expanding=True)))
_OF_UNIT = _ALL.where(obligation.c.unit_id == bindparam("unit"))  # the text of an IN is made anew
_OF_ROUND = _ALL.where(obligation.c.round_id == bindparam("round_key"))
_ONE = update(obligation).where(obligation.c.id == bindparam("key"))
_SET_STATE = _ONE.values(state=bindparam("new_state"))
_SET_PROGRESS = _ONE.values(answered=bindparam("settled"), total=bindparam("asked"))
_SET_FORM = _ONE.values(form_version=bindparam("new_form"))
_SET_DUE = _ONE.values(due_at=bindparam("moment"))


class SqlObligations:
    def __init__(self, transaction: Transaction) -> None:
        self._t = transaction

    def add(
        self, round_id: str, unit_id: str, form_version: str, due_at: datetime, at: datetime
    ) -> None:
        self._t.put(
            _ADD,
            {
                "round_id": round_id,
                "unit_id": unit_id,
                "form_version": form_version,
                "state": ObligationState.NOT_STARTED,
                "due_at": due_at,
                "answered": 0,
                "total": 0,
                "version": 0,
                "late": False,
                "created_at": at,
            },
        )

    def get(self, obligation_id: int) -> Obligation | None:
        row = self._t.first(_GET, {"key": obligation_id})
        return None if row is None else obligation_of(row)

    def of_units(self, unit_ids: Iterable[str]) -> Sequence[Obligation]:
        """Oldest first."""
        units = list(unit_ids)
        if len(units) == 1:
            return [obligation_of(row) for row in self._t.all(_OF_UNIT, {"unit": units[0]})]
        return [obligation_of(row) for row in self._t.all(_OF_UNITS, {"units": units})]

    def of_round(self, round_id: str) -> Sequence[Obligation]:
        """In the order they were added."""
        return [obligation_of(row) for row in self._t.all(_OF_ROUND, {"round_key": round_id})]

    def set_state(self, obligation_id: int, state: ObligationState) -> None:
        self._t.do(_SET_STATE, {"key": obligation_id, "new_state": state})

    def set_progress(self, obligation_id: int, answered: int, total: int) -> None:
        self._t.do(_SET_PROGRESS, {"key": obligation_id, "settled": answered, "asked": total})

    def set_form(self, obligation_id: int, form_version: str) -> None:
        self._t.do(_SET_FORM, {"key": obligation_id, "new_form": form_version})

    def set_due(self, obligation_id: int, due_at: datetime) -> None:
        self._t.do(_SET_DUE, {"key": obligation_id, "moment": due_at})


def obligation_of(row: Any) -> Obligation:
    """Of a row with `COLUMNS`."""
    return Obligation(
        id=row.id,
        round_id=row.round_id,
        unit_id=row.unit_id,
        form_version=row.form_version,
        state=ObligationState(row.state),
        due_at=row.due_at,
        answered=row.answered,
        total=row.total,
        version=row.version,
        submitted_at=row.submitted_at,
        late=row.late,
    )
