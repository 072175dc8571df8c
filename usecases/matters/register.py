"""Which matters there are, and which of them a round has to do with."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from usecases.deciding.choosing import rounds_before
from usecases.library import AD_HOC
from usecases.matters.records import Matter, Step, Taken, state_of

if TYPE_CHECKING:
    from usecases.library import Library
    from usecases.ports import Work
    from usecases.records import Obligation, SubmissionRecord

SORTS = {"no_difficulty": "difficulty", "no_proposal": "proposal"}  # th:zero of the question
_FILLED = "matters_filled"
_OF_UNIT = (Step.SETTLED, Step.REMAINS)


@dataclass(frozen=True, slots=True)
class Entry:
    """A matter with its steps, oldest first. `period` is what its report was for."""

    matter: Matter
    steps: list[Taken]
    period: str

    @property
    def state(self) -> str:
        return state_of(self.steps)

    def said_in(self, round_id: str) -> Taken | None:
        """What the unit said last in a later round."""
        said = [s for s in self.steps if s.step in _OF_UNIT and s.round_id == round_id]
        return said[-1] if said else None


def keep_matters(
    work: Work, library: Library, obligation: Obligation, record: SubmissionRecord
) -> None:
    """Each difficulty and each proposal of a report that was handed in. One that was taken out of
    it stays with its history, without a text."""
    if _is_ad_hoc(work, obligation.round_id):
        return
    form = library.form(obligation.form_version, work)
    for question in form.questions:
        sort = SORTS.get(question.zero)
        if sort is None or question.kind != "text" or not question.section:
            continue
        answer = record.answers.get(question.nodeset)
        text = answer.value if answer is not None and isinstance(answer.value, str) else ""
        work.matters.keep(
            obligation.round_id,
            obligation.unit_id,
            question.name,
            section=question.section,
            sort=sort,
            text=text.strip(),
            version=record.version,
            at=record.at,
        )


def fill_register(work: Work, library: Library) -> None:
    """Once: of reports that were handed in before there was a register. What it holds already is
    what it would hold."""
    if work.settings.get(_FILLED):
        return
    for round_ in work.rounds.all():
        for record in work.submissions.latest_of_round(round_.id).values():
            obligation = work.obligations.get(record.obligation_id)
            assert obligation is not None, "a report is of an obligation"
            keep_matters(work, library, obligation, record)
    work.settings.put(_FILLED, True)


def _is_ad_hoc(work: Work, round_id: str) -> bool:
    record = work.rounds.get(round_id)
    return record is None or record.kind == AD_HOC


def entries(work: Work, library: Library, round_id: str) -> list[Entry]:
    """Those of the round, after those that earlier rounds have left to it."""
    earlier = dict(rounds_before(work, library, round_id))
    own = library.plan_of_round(round_id, work).round(round_id).period
    periods = {**earlier, round_id: own}
    steps = work.matters.steps()
    found = [
        Entry(each, steps.get(each.id, []), periods[each.round_id])
        for each in work.matters.all()
        if each.round_id in periods
    ]
    left = [e for e in found if e.matter.round_id != round_id and _concerns(e, round_id)]
    return [*left, *(e for e in found if e.matter.round_id == round_id)]


def left_to(work: Work, library: Library, round_id: str) -> list[Entry]:
    """What earlier rounds have left to a round."""
    return [e for e in entries(work, library, round_id) if e.matter.round_id != round_id]


def left_to_unit(work: Work, library: Library, round_id: str, unit_id: str) -> list[Entry]:
    """Likewise, its own alone: read with each report that is opened or handed in."""
    found = [
        Entry(each, work.matters.steps_of(each.id), period)
        for earlier, period in rounds_before(work, library, round_id)
        for each in work.matters.of_unit(earlier, unit_id)
    ]
    return sorted((e for e in found if _concerns(e, round_id)), key=lambda e: e.matter.id)


def _concerns(entry: Entry, round_id: str) -> bool:
    """Whether a matter of an earlier round is still open, or something was done about it in this
    one. What was carried over in this very round alone belongs to the next."""
    return entry.state == "carried_over" or any(s.round_id == round_id for s in entry.steps)
