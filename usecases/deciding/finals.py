"""Making a report final: frozen with all it was made of, so that it can be made again the same; and
saying what has changed since."""

from __future__ import annotations

import base64
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from reporting.adhoc import Request
from reporting.consolidation import (
    ConsolidatedReport,
    StandIn,
    carried_from,
    carried_json,
    changes,
    consolidate,
    earlier_from,
    earlier_json,
    snapshot,
)
from reporting.consolidation.snapshot import content_hash
from reporting.plan.amendments import amended
from usecases.consolidated import consolidated
from usecases.deciding.choosing import choices_from
from usecases.deciding.earlier import with_earlier
from usecases.deciding.header import model_of, with_header
from usecases.deciding.records import Decision
from usecases.papers.templates import active_template
from usecases.submitted import submitted_versions

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reporting.consolidation import Changed
    from reporting.plan import Plan
    from usecases.deciding.records import FinalReport
    from usecases.library import Library
    from usecases.ports import Work
    from usecases.records import JSON


def inputs_of(work: Work, library: Library, report: ConsolidatedReport) -> JSON:
    """Everything the report was made of, by reference to what never changes: plan version
    and the last amendment of it, submitted versions, decisions; what it is compared with, an own
    Word template and an ad hoc request as they are."""
    decisions = work.decisions.of_round(report.round.id)
    request = work.requests.of_round(report.round.id)
    template = None if request else active_template(work, "consolidated")
    return {
        "at": report.at.isoformat(),
        "plan": library.plan_of_round(report.round.id, work).content_hash,
        "amendment": max((each.id for each in work.amendments.all()), default=0),
        "model": model_of(decisions),
        "decisions": {each.subject: each.value for each in decisions.values()},
        "owing": [*report.submitted, *report.unsubmitted],
        "submitted": {unit: sent.version for unit, sent in report.submitted.items()},
        "stand_ins": {
            unit: [each.submitted.round_id, each.submitted.version, each.period]
            for unit, each in report.stand_ins.items()
        },
        "earlier": earlier_json(report.earlier),
        "carried": carried_json(report.carried),
        "template": base64.b64encode(template or b"").decode("ascii"),
        "request": {"content": request.content, "form": request.form_version} if request else None,
    }


def rebuilt(work: Work, library: Library, final: FinalReport) -> ConsolidatedReport:
    """The report as it was made final."""
    inputs, round_id = final.inputs, final.round_id
    request = inputs.get("request")
    decisions = {
        subject: Decision(subject, value, final.person_name, final.at)
        for subject, value in inputs["decisions"].items()
    }
    amendments = [each for each in work.amendments.all() if each.id <= inputs["amendment"]]
    plan, at = _plan_behind(work, library, final), datetime.fromisoformat(inputs["at"])
    plan = with_header(amended(plan, round_id, amendments) if amendments else plan, decisions)
    choices = choices_from(work, library, round_id, decisions)
    stand_ins = {
        unit: StandIn(submitted_versions(work, library, earlier, {unit: version})[unit], period)
        for unit, (earlier, version, period) in inputs["stand_ins"].items()
    }
    report = consolidate(
        plan,
        plan.round(round_id),
        submitted_versions(work, library, round_id, inputs["submitted"], at),
        at.astimezone(plan.timezone),
        inputs["owing"],
        replace(choices, stand_ins=stand_ins),
    )
    return replace(
        report,
        request=Request.from_json(request["content"]) if request else None,
        earlier=earlier_from(inputs.get("earlier", {})),
        carried=carried_from(inputs.get("carried", [])),
    )


def _plan_behind(work: Work, library: Library, final: FinalReport) -> Plan:
    """Without what was amended and decided."""
    plan, request = library.plan(final.inputs["plan"], work), final.inputs.get("request")
    if not request:
        return plan
    record = work.rounds.get(final.round_id)
    assert record is not None, "a final is of a round that was opened"
    return library.requested(plan, record, request["content"], request["form"], work)


def ordered(
    work: Work, library: Library, params: Mapping[str, JSON], now: datetime
) -> tuple[ConsolidatedReport, bytes | None]:
    """What a job is to print, and in which own template: the final it names, else the draft."""
    number = params.get("final", 0)
    if not number:
        report = consolidated(work, library, params["round"], now)
        report = with_earlier(work, library, report)
        return report, active_template(work, "consolidated")
    final = work.finals.get(params["round"], number)
    assert final is not None, "a job names a final"
    return rebuilt(work, library, final), final_template(final)


def is_intact(work: Work, library: Library, final: FinalReport) -> bool:
    """Whether what was frozen is what was hashed, and can be made again."""
    again = snapshot(rebuilt(work, library, final), final.inputs["model"])
    return content_hash(final.content) == content_hash(again) == final.content_sha256


def final_template(final: FinalReport) -> bytes | None:
    """The office's own Word template of that day; None for the one that comes with the program."""
    return base64.b64decode(final.inputs["template"]) or None


def changes_since(final: FinalReport, report: ConsolidatedReport) -> list[Changed]:
    return changes(final.content, snapshot(report, final.inputs["model"]))
