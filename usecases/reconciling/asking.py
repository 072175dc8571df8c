"""`Số liệu chưa khớp`: the office's list, and the one button that asks both sides."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reporting.consolidation import written
from reporting.unit_report import show_plainly
from usecases.buttons import screen
from usecases.consolidated import consolidated, contradiction_words
from usecases.documents import note_reading
from usecases.messages import say
from usecases.people.office_only import office_only
from usecases.people.roll import paged
from usecases.people.shown import moment
from usecases.reconciling.asked import (
    Key,
    asked_units,
    contradiction,
    key_of,
    note_asked,
    said_of,
)
from usecases.records import MessageClass
from usecases.reviewing.telling import tell_unit

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reporting.consolidation import ConsolidatedReport, Contradiction
    from usecases.deciding.records import Decision
    from usecases.desk import Desk
    from usecases.records import JSON, Message


@office_only
def show_contradictions(desk: Desk, argument: str) -> None:
    """`argument`: round id, or round id and page."""
    round_id, _, page = argument.partition(":")
    report = report_of(desk, round_id)
    if report is None:
        return
    note_reading(desk, f"round:{round_id}")
    decisions = desk.work.decisions.of_round(round_id)
    shown, turning = paged(report.contradictions, page, f"contradictions:{round_id}")
    rows = [
        (screen("ask_both", f"{round_id}:{key_of(each)}", text=each.figure.indicator.label),)
        for each in shown
    ]
    desk.say(
        say(
            "contradictions",
            period=report.round.period,
            count=len(report.contradictions),
            items=[_item(report, each, decisions) for each in shown],
            buttons=(*rows, *turning, (screen("consolidate", round_id),)),
        )
    )


@office_only
def ask_both(desk: Desk, argument: str) -> None:
    """`argument`: round id, indicator, place of the comparison."""
    round_id, _, rest = argument.partition(":")
    report = report_of(desk, round_id)
    if report is None:
        return
    key = Key.read(rest)
    found = contradiction(report, key)
    if found is None:
        desk.say(say("contradiction_settled", buttons=((screen("contradictions", round_id),),)))
        return
    units = {unit_id: part.question for unit_id, part in found.figure.parts.items()}
    units |= dict.fromkeys(found.parts, found.comparison.question)
    value = {"said": written(found.figure.value), "other": written(found.value), "units": units}
    note_asked(desk, round_id, key, value)
    reached: list[JSON] = []
    silent: list[JSON] = []
    for unit_id in units:
        names = tell_unit(desk, unit_id, _question(desk, report, found, key, unit_id))
        (reached if names else silent).append(report.plan.unit(unit_id).label)
    desk.say(
        say(
            "both_asked",
            label=found.figure.indicator.label,
            reached=reached,
            silent=silent,
            buttons=((screen("contradictions", round_id),),),
        )
    )


def report_of(desk: Desk, round_id: str) -> ConsolidatedReport | None:
    if desk.work.rounds.get(round_id) is None:
        desk.say(say("no_round"))
        return None
    return consolidated(desk.work, desk.library, round_id, desk.turn.now)


def _question(
    desk: Desk, report: ConsolidatedReport, found: Contradiction, key: Key, unit_id: str
) -> Message:
    """The same for everybody but for the line about the unit's own figure."""
    unit = report.plan.unit(unit_id)
    name = found.comparison.question
    if unit_id in found.figure.parts and unit_id not in found.parts:
        name = found.figure.parts[unit_id].question
    owed = {o.unit_id: o.id for o in desk.work.obligations.of_round(report.round.id)}
    argument = f"{owed[unit_id]}:{key}"
    return say(
        "same_question",
        message_class=MessageClass.REQUEST,
        **contradiction_words(report.plan, found),
        **own_figure(report, unit_id, name),
        period=report.round.period,
        unit=unit.name,
        address=unit.address,
        tone=unit.tone,
        office=report.plan.office.name,
        buttons=(
            (screen("figure_right", argument),),
            (screen("correct", owed[unit_id]),),
            (screen("figure_words", argument),),
        ),
    )


def own_figure(report: ConsolidatedReport, unit_id: str, name: str) -> dict[str, JSON]:
    """`question` and `own`, the unit's figure as it was given, "" where it has none."""
    asked = report.plan.form_for(report.plan.unit(unit_id)).by_name(name)
    sent = report.submitted.get(unit_id)
    answer = sent.by_name().get(name) if sent else None
    own = show_plainly(asked, answer) if answer is not None else ""
    return {
        "question": asked.attributes.get("printed") or asked.label or asked.name,
        "own": f"{own} {asked.unit_of_measure}".strip() if own else "",
    }


def _item(
    report: ConsolidatedReport, each: Contradiction, decisions: Mapping[str, Decision]
) -> dict[str, JSON]:
    key = key_of(each)
    asked = decisions.get(f"asked:{key}")
    said = said_of(decisions, key)
    heard = {one.unit_id for one in said}
    units = report.plan.unit
    return {
        **contradiction_words(report.plan, each),
        "asked_at": moment(asked.at, report.plan.timezone) if asked else None,
        "asked_by": asked.person_name if asked else "",
        "answers": [
            {
                "unit": units(one.unit_id).label,
                "verdict": one.verdict,
                "words": one.words,
                "by": one.by,
            }
            for one in said
        ],
        "open": [units(unit_id).label for unit_id in asked_units(asked) if unit_id not in heard],
    }
