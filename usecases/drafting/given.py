"""Figures a form is given instead of asking for them: opening figures, last round's answers, and
totals that other units have reported in the same round."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from reporting.answers import Answer, Standing
from reporting.consolidation import consolidate
from usecases.submitted import submitted_of_round

if TYPE_CHECKING:
    from reporting.consolidation import Figure
    from reporting.forms import Form
    from reporting.plan import Plan, Round
    from usecases.library import Library
    from usecases.ports import Work
    from usecases.records import Obligation


def given_for(
    work: Work, library: Library, plan: Plan, obligation: Obligation, form: Form
) -> dict[str, Answer]:
    round_ = plan.round(obligation.round_id)
    given = plan.given_for(plan.unit(obligation.unit_id))
    for source, earlier in _earlier(work, plan, obligation).items():
        answers = _answers_of(work, library, earlier)
        given.update({f"{source}:{name}": answer for name, answer in answers.items()})
    if form.totals:
        given.update(_totals(work, library, plan, round_, form.totals))
    return given


def _earlier(work: Work, plan: Plan, obligation: Obligation) -> dict[str, Obligation]:
    """What the unit has submitted for: "last", the newest earlier round; "mid", this year's
    half-year, where the year is reported; "year", the same round of an earlier year."""
    reported = [
        other
        for other in work.obligations.of_units([obligation.unit_id])
        if other.version
        and other.due_at < obligation.due_at
        and work.requests.of_round(other.round_id) is None  # ad hoc ones hold a few figures only
    ]
    reported.sort(key=lambda other: other.due_at)
    kinds = {other.id: _kind(work, other) for other in reported}
    kind = plan.round(obligation.round_id).kind
    own = {round_.id for round_ in plan.rounds}
    half_year = [o for o in reported if o.round_id in own and kinds[o.id] == "six_month"]
    newest = {
        "last": reported,
        "mid": half_year if kind == "annual" else [],
        "year": [other for other in reported if kinds[other.id] == kind],
    }
    return {source: found[-1] for source, found in newest.items() if found}


def _kind(work: Work, obligation: Obligation) -> str:
    record = work.rounds.get(obligation.round_id)
    assert record is not None, "an obligation is of an open round"
    return record.kind


def _answers_of(work: Work, library: Library, obligation: Obligation) -> dict[str, Answer]:
    """The latest version, by question name."""
    submission = work.submissions.latest(obligation.id)
    if submission is None:
        return {}
    names = {q.nodeset: q.name for q in library.form(submission.form_version, work).questions}
    return {names[ref]: answer for ref, answer in submission.answers.items() if ref in names}


def _totals(
    work: Work, library: Library, plan: Plan, round_: Round, names: frozenset[str]
) -> dict[str, Answer]:
    submitted = submitted_of_round(work, library, round_.id)
    report = consolidate(plan, round_, submitted, round_.due["unit"])
    return {
        name: _as_answer(report.figures[name.removeprefix("sum:")])
        for name in names
        if name.removeprefix("sum:") in report.figures
    }


def _as_answer(figure: Figure) -> Answer:
    """A total nobody has given a part of is not yet available, never zero."""
    value = figure.value
    if value is None or isinstance(value, Fraction):
        return Answer(None, Standing.NOT_YET)
    return Answer(value, Standing.FIGURE if value else Standing.ZERO)
