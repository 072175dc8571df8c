"""What the office has decided, as the consolidation takes it; and deciding."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reporting.adhoc import FORM_ID
from reporting.consolidation import Choices, StandIn
from usecases.library import AD_HOC
from usecases.submitted import submitted_of_round

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from reporting.submissions import Submitted
    from usecases.deciding.records import Decision
    from usecases.desk import Desk
    from usecases.library import Library
    from usecases.ports import Work
    from usecases.records import JSON

ESTIMATE, NOTE, OUT = "estimate", "note", "out"


def decide(desk: Desk, round_id: str, subject: str, value: JSON) -> None:
    """Kept, and written down for good. None takes a decision back."""
    assert desk.person is not None, "only the office decides"
    person_id, now = desk.person.id, desk.turn.now
    desk.work.decisions.note(round_id, subject, value, person_id=person_id, at=now)
    detail = {"subject": subject, "value": value}
    desk.work.audit.note(now, person_id, "report_decided", f"round:{round_id}", detail)


def choices_of(work: Work, library: Library, round_id: str) -> Choices:
    return choices_from(work, library, round_id, work.decisions.of_round(round_id))


def choices_from(
    work: Work, library: Library, round_id: str, decisions: Mapping[str, Decision]
) -> Choices:
    gaps = {_unit(each): each.value for each in decisions.values() if _about(each, "gap")}
    estimated = [unit_id for unit_id, value in gaps.items() if value == ESTIMATE]
    texts = [each.subject.split(":", 2) for each in decisions.values() if _about(each, "text")]
    return Choices(
        stand_ins=earlier_reports(work, library, round_id, estimated),
        noted=frozenset(unit_id for unit_id, value in gaps.items() if value == NOTE),
        left_out=frozenset((unit_id, question) for _, unit_id, question in texts),
    )


def earlier_reports(
    work: Work, library: Library, round_id: str, units: Iterable[str]
) -> dict[str, StandIn]:
    """By unit the newest periodic report of an earlier round that can stand in; a unit without one
    is absent."""
    wanted, asked = set(units), _asked(work, library, round_id)
    found: dict[str, StandIn] = {}
    for earlier, period in rounds_before(work, library, round_id) if wanted else ():
        submitted = submitted_of_round(work, library, earlier)
        for unit_id in wanted & submitted.keys():
            if asked is None or _holds(submitted[unit_id], asked):
                found[unit_id] = StandIn(submitted[unit_id], period)
        wanted -= found.keys()
    return found


def _asked(work: Work, library: Library, round_id: str) -> frozenset[str] | None:
    """Names of what an ad hoc round asks: a report that holds nothing of it cannot stand in. None
    for a periodic round, which asks what the earlier ones did."""
    if work.requests.of_round(round_id) is None:
        return None
    form = library.plan_of_round(round_id, work).forms[FORM_ID]
    return frozenset(question.name for question in form.questions if question.asked)


def _holds(submitted: Submitted, asked: frozenset[str]) -> bool:
    answers = submitted.by_name()
    return any(name in asked and answer.is_figure for name, answer in answers.items())


def rounds_before(work: Work, library: Library, round_id: str) -> list[tuple[str, str]]:
    """Id and period of the periodic rounds whose figures end earlier, the last of them first."""
    plan = library.plan_of_round(round_id, work)
    until = plan.round(round_id).window.to
    found = []
    for record in work.rounds.all():
        if record.kind == AD_HOC:
            continue
        round_ = library.plan_of_round(record.id, work).round(record.id)
        if round_.window.to < until:
            found.append((round_.window.to, record.id, round_.period))
    return [(earlier, period) for _, earlier, period in sorted(found, reverse=True)]


def _about(decision: Decision, sort: str) -> bool:
    return decision.subject.startswith(f"{sort}:")


def _unit(decision: Decision) -> str:
    return decision.subject.split(":")[1]
