"""`Nguồn số liệu`: where every figure and every text of a report comes from; and which texts are
printed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reporting.consolidation import made_of, show_with_unit
from reporting.kinds.shown import with_unit
from usecases.buttons import number_in, screen
from usecases.consolidated import consolidated
from usecases.deciding.choosing import OUT, decide
from usecases.deciding.source_sections import numbered, place_of, say_sections, sections_of
from usecases.documents import note_reading
from usecases.library import AD_HOC
from usecases.messages import say
from usecases.people.office_only import Screen, office_only
from usecases.people.roll import paged
from usecases.people.shown import moment

if TYPE_CHECKING:
    from reporting.consolidation import ConsolidatedReport, Figure, Narrative
    from reporting.plan.outline import Section
    from usecases.desk import Desk
    from usecases.records import JSON

SHOWN = 300  # characters of a text in a list


@office_only
def show_sources(desk: Desk, argument: str) -> None:
    """The figures of a section, a page at a time; of a round whose figures have sections, these
    first. `argument`: round id, section, page, of which the latter two may be missing."""
    round_id, _, rest = argument.partition(":")
    place, _, page = rest.partition(":")
    report = _report(desk, round_id)
    if report is None:
        return
    sections = sections_of(report)
    if sections and place not in sections:
        say_sections(desk, report, sections, page)
        return
    _say_figures(desk, report, sections.get(place), rest)


def _say_figures(
    desk: Desk, report: ConsolidatedReport, section: Section | None, argument: str
) -> None:
    round_id, (place, _, page) = report.round.id, argument.partition(":")
    figures = [
        each
        for each in report.figures.values()
        if section is None or each.indicator.section == section.id
    ]
    shown, turning = paged(figures, page, f"sources:{round_id}:{place}")
    rows = [
        (screen("source", f"{round_id}:{each.indicator.id}", label="plain",
                text=each.indicator.label),)
        for each in shown
    ]  # fmt: skip
    desk.say(
        say(
            "sources",
            period=report.round.period,
            section=numbered(section) if section else "",
            count=len(figures),
            figures=[
                {
                    "label": each.indicator.label,
                    "shown": _shown(each),
                    "apart": each.apart,
                    "partial": each.value is not None and not each.complete,
                }
                for each in shown
            ],
            held=[] if page else _held(report),
            buttons=(*rows, *turning, (screen("sources" if section else "texts", round_id),)),
        )
    )


def _held(report: ConsolidatedReport) -> list[JSON]:
    """What an ad hoc request took over instead of asking, by unit and version."""
    return [
        {
            "label": each.wording,
            "period": each.period,
            "parts": [
                {
                    "unit": report.plan.unit(unit_id).label,
                    "shown": with_unit(shown, each.unit_of_measure),
                    "version": each.versions.get(unit_id, 0),
                }
                for unit_id, shown in each.parts.items()
            ],
        }
        for each in (report.request.held if report.request else ())
    ]


@office_only
def show_source(desk: Desk, argument: str) -> None:
    """One figure: each unit's part with question, version, person, time; and who is missing."""
    round_id, _, rest = argument.partition(":")
    name, _, page = rest.partition(":")
    report = _report(desk, round_id)
    if report is None:
        return
    figure = report.figures.get(name)
    if figure is None:
        desk.say(say("not_there"))
        return
    shown, turning = paged(list(figure.parts), page, f"source:{round_id}:{name}")
    made = [name for name in made_of(figure.indicator) if name in report.figures]
    labels = [report.plan.indicator(each).label for each in made]
    rows = [
        (screen("source", f"{round_id}:{each}", label="plain", text=label),)
        for each, label in zip(made, labels, strict=True)
    ]
    desk.say(
        say(
            "source",
            label=figure.indicator.label,
            shown=_shown(figure),
            apart=figure.apart and bool(figure.parts),
            parts=[_part(report, figure, unit_id) for unit_id in shown],
            unreported=[report.plan.unit(u).short_name for u in figure.unreported],
            not_yet=[report.plan.unit(u).short_name for u in figure.not_yet],
            made_of=labels,
            buttons=(
                *rows,
                *turning,
                (screen("sources", f"{round_id}:{place_of(report, figure.indicator.section)}"),),
            ),
        )
    )


@office_only
def show_texts(desk: Desk, argument: str) -> None:
    """What units wrote, by section; each is switched in or out by its button."""
    round_id, _, page = argument.partition(":")
    report = _report(desk, round_id)
    if report is not None:
        _say_texts(desk, report, page)


def _switches(value: str | None) -> Screen:
    @office_only
    def switch(desk: Desk, argument: str) -> None:
        number, _, question = argument.partition(":")
        obligation = desk.work.obligations.get(number_in(number))
        report = _report(desk, obligation.round_id) if obligation else None
        texts = _texts(report) if report else []
        named = [
            at
            for at, each in enumerate(texts)
            if obligation and (each.unit_id, each.question) == (obligation.unit_id, question)
        ]
        if not named or report is None:
            desk.say(say("not_there"))
            return
        each = texts[named[0]]
        decide(desk, report.round.id, f"text:{each.unit_id}:{each.question}", value)
        again = _report(desk, report.round.id)
        assert again is not None, "the round is there"
        _say_texts(desk, again, str(named[0] // PAGE))

    return switch


text_out, text_in = _switches(OUT), _switches(None)
PAGE = 8


def _say_texts(desk: Desk, report: ConsolidatedReport, page: str) -> None:
    round_id = report.round.id
    texts = _texts(report)
    shown, turning = paged(texts, page, f"texts:{round_id}")
    owed = {o.unit_id: o.id for o in desk.work.obligations.of_round(round_id)}
    rows = []
    for each in shown:
        is_out = each in report.left_out
        argument = f"{owed[each.unit_id]}:{each.question}"
        short = report.plan.unit(each.unit_id).label
        text = f"{_section(report, each) or _question(report, each)} · {short}"
        rows.append((screen("text_in" if is_out else "text_out", argument, text=text),))
    desk.say(
        say(
            "texts",
            period=report.round.period,
            count=len(texts),
            out=len(report.left_out),
            texts=[_text(report, each) for each in shown],
            buttons=(*rows, *turning, (screen("sources", round_id),)),
        )
    )


def _texts(report: ConsolidatedReport) -> list[Narrative]:
    """Those with words, printed or not, in the order of sections and of the plan."""
    printed = [each for section in report.narratives.values() for each in section if each.text]
    units = {unit.id: at for at, unit in enumerate(report.plan.units)}
    sections = {each.id: at for at, each in enumerate(report.plan.outline.sections)}
    texts = [*printed, *report.left_out]
    return sorted(
        texts,
        key=lambda each: (sections.get(each.section, 0), units[each.unit_id], each.question),
    )


def _text(report: ConsolidatedReport, each: Narrative) -> dict[str, JSON]:
    unit = report.plan.unit(each.unit_id)
    cut = each.text if len(each.text) <= SHOWN else f"{each.text[:SHOWN]}…"
    return {
        "section": _section(report, each),
        "unit": unit.label,
        "question": _question(report, each),
        "text": cut,
        "version": each.version,
        "by": each.by,
        "at": moment(each.at, report.plan.timezone),
        "out": each in report.left_out,
    }


def _section(report: ConsolidatedReport, each: Narrative) -> str:
    """Its number in the report; in an ad hoc one each question has a clause of its own."""
    return "" if report.round.kind == AD_HOC else each.section


def _question(report: ConsolidatedReport, each: Narrative) -> str:
    form = report.plan.form_for(report.plan.unit(each.unit_id))
    return form.by_name(each.question).label


def _part(report: ConsolidatedReport, figure: Figure, unit_id: str) -> dict[str, JSON]:
    part, unit = figure.parts[unit_id], report.plan.unit(unit_id)
    asked = report.plan.form_for(unit).by_name(part.question) if part.question else None
    counts = [] if part.denominator is None else [str(part.value), str(part.denominator)]
    own = figure.indicator
    return {
        "unit": unit.label,
        "question": (asked.label or asked.name) if asked else "",
        "shown": "/".join(counts) or show_with_unit(own, part.value),
        "version": part.version,
        "by": part.by,
        "at": moment(part.at, report.plan.timezone),
        "estimated": part.estimated,
        "given_on": part.given_on.isoformat() if part.given_on else "",
        "earlier": report.stand_ins[unit_id].period if part.round_id else "",
    }


def _shown(figure: Figure) -> str:
    return "" if figure.value is None else show_with_unit(figure.indicator, figure.value)


def _report(desk: Desk, round_id: str) -> ConsolidatedReport | None:
    if desk.work.rounds.get(round_id) is None:
        desk.say(say("no_round"))
        return None
    note_reading(desk, f"round:{round_id}")
    return consolidated(desk.work, desk.library, round_id, desk.turn.now)
