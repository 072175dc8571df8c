"""From checked rows to the frozen `Plan`. Nothing here can fail: the checks have looked."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from reporting.answers import Answer
from reporting.calendar import Calendar
from reporting.plan import table_schema as tables
from reporting.plan.build_calendar import build_calendar, round_due
from reporting.plan.draft import Draft
from reporting.plan.indicators import Comparison, Indicator, Target, UnitTarget
from reporting.plan.outline import Annex, Block, Outline, Section
from reporting.plan.plan import Plan, whole_figure
from reporting.plan.rounds import Round, Window
from reporting.plan.schema import (
    IndicatorRow,
    LetterRow,
    PlanFile,
    ReportFile,
    RoundRow,
    SectionRow,
    TargetRow,
    UnitRow,
    WindowRow,
)
from reporting.plan.units import Agency, Letter, Signer, Unit
from reporting.variance import Tolerance


def build(draft: Draft, content_hash: str) -> Plan:
    assert draft.plan and draft.units and draft.rounds and draft.targets
    assert draft.indicators and draft.report and draft.opening and draft.tables
    head = draft.plan.rows
    agencies = _agencies(draft)
    units = tuple(_unit(row, agencies[row.agency], head) for row in draft.all_units)
    calendar = build_calendar(draft.calendar, ZoneInfo(head.timezone))
    return Plan(
        id=head.id,
        title=head.title,
        place=head.place,
        locality=head.locality,
        programme=head.programme,
        programme_short=head.programme_short,
        year=head.year,
        regime=head.regime,
        poverty_standard=head.poverty_standard,
        content_hash=content_hash,
        timezone=calendar.timezone,
        office=next(unit for unit in units if unit.id == head.office),
        agencies=tuple(agencies.values()),
        units=units,
        rounds=tuple(_round(row, calendar) for row in draft.rounds.rows.round),
        targets=tuple(_target(row, draft) for row in draft.targets.rows.target),
        indicators=_indicators(draft),
        forms={form_id: file.form for form_id, file in draft.forms.items()},
        opening=_opening(draft),
        opening_is_sample=draft.opening.rows.sample,
        letter={model: _letter(row, head.place) for model, row in head.letters.items()},
        outline=_outline(draft.report.rows),
        tables=tables.built(draft.tables.rows),
        calendar=calendar,
        variance=Tolerance(**dict(head.variance)) if head.variance else None,
    )


def _agencies(draft: Draft) -> dict[str, Agency]:
    assert draft.units
    rows = sorted(draft.units.rows.agency, key=lambda row: row.number)
    return {
        row.id: Agency(row.number, row.id, row.name, "\n".join(row.duties), row.group, row.members)
        for row in rows
    }


def _letter(row: LetterRow, place: str) -> Letter:
    return Letter(
        superior=row.superior,
        issuer=tuple(row.issuer),
        symbol=row.symbol,
        place=place,
        recipients=tuple(row.recipients),
        copies=tuple(row.copies),
        signer=Signer(tuple(row.signer.lines), row.signer.name),
        authorities=tuple(tuple(lines) for lines in row.authorities),
        legal_bases=tuple(row.legal_bases),
    )


def _unit_letter(row: UnitRow, head: PlanFile) -> Letter:
    return Letter(
        superior=row.superior,
        issuer=tuple(row.issuer),
        symbol=f"BC-{row.abbreviation}",
        place=row.place or head.place,
        recipients=tuple(row.recipients or head.unit_letter.recipients),
        copies=tuple(head.unit_letter.copies),
        signer=Signer(tuple(row.signer)),
    )


def _unit(row: UnitRow, agency: Agency, head: PlanFile) -> Unit:
    return Unit(
        id=row.id,
        agency=agency,
        name=row.name,
        short_name=row.short_name,
        abbreviation=row.abbreviation,
        kind=row.kind,
        form=row.form_id,
        tone=row.tone,
        address=row.address or head.address,
        template=row.template,
        consent=row.consent,
        letter=_unit_letter(row, head),
        area=row.area,
        codes=row.codes,
        valid_from=row.valid_from,
        valid_to=row.valid_to,
        flags=frozenset(row.flags),
    )


def _window(row: WindowRow) -> Window:
    return Window(row.from_, row.to, row.label, row.note, frozenset(row.units), row.estimated)


def _round(row: RoundRow, calendar: Calendar) -> Round:
    return Round(
        id=row.id,
        kind=row.kind,
        title=row.title,
        period=row.period,
        next_period=row.next_period,
        window=_window(row.window),
        cut_off=row.cut_off,
        opens=row.opens,
        due=round_due(row, calendar),
        windows={name: _window(window) for name, window in row.windows.items()},
        written=row.due.written,
        urgent=row.urgent,
    )


def _target(row: TargetRow, draft: Draft) -> Target:
    assert draft.opening
    opening, shares = draft.opening.rows.opening, draft.opening.rows.target
    per_unit = {
        unit.id: UnitTarget(opening[unit.id][row.opening], shares[unit.id][row.id])
        for unit in draft.all_units
        if row.id in shares.get(unit.id, {})
    }
    return Target(
        id=row.id,
        label=row.label,
        kind=row.kind,
        planned_text=row.planned_text,
        unit_of_measure=row.unit_of_measure,
        indicator=row.indicator,
        indicator_start=row.indicator_start,
        indicator_end=row.indicator_end,
        rate=row.rate,
        start=row.start,
        planned=row.planned,
        start_rate=row.start_rate,
        planned_rate=row.planned_rate,
        per_unit=per_unit,
    )


def _indicators(draft: Draft) -> tuple[Indicator, ...]:
    """Ratios and computed figures owe what their parts owe: their units come from there."""
    assert draft.indicators
    rows = {row.id: row for row in draft.indicators.rows.indicator}
    return tuple(_indicator(row, _source_units(row, rows, draft), draft) for row in rows.values())


def _source_units(
    row: IndicatorRow, rows: dict[str, IndicatorRow], draft: Draft
) -> tuple[str, ...]:
    parts = [part for part in (row.numerator, row.denominator, *row.plus, *row.minus) if part]
    if not parts:
        return tuple(unit.id for unit in draft.units_named(row.units, row.of_kind))
    owing = {unit for part in parts for unit in _source_units(rows[part], rows, draft)}
    return tuple(unit.id for unit in draft.all_units if unit.id in owing)


def _indicator(row: IndicatorRow, units: tuple[str, ...], draft: Draft) -> Indicator:
    return Indicator(
        id=row.id,
        label=row.label,
        unit_of_measure=row.unit_of_measure,
        kind=row.kind,
        aggregate=row.aggregate,
        measure=row.measure,
        question=row.question,
        choice=row.choice,
        units=units,
        numerator=row.numerator,
        denominator=row.denominator,
        plus=tuple(row.plus),
        minus=tuple(row.minus),
        opening=row.opening,
        compare=tuple(
            Comparison(
                each.question,
                tuple(unit.id for unit in draft.units_named(each.units, each.kind)),
                each.relation,
            )
            for each in row.compare
        ),
        section=row.section,
        rounds=frozenset(row.rounds),
    )


def _opening(draft: Draft) -> dict[str, dict[str, Answer]]:
    assert draft.opening
    return {
        unit: {name: whole_figure(value) for name, value in figures.items()}
        for unit, figures in draft.opening.rows.opening.items()
    }


def _section(row: SectionRow) -> Section:
    blocks = tuple(
        Block(block.say, block.narratives, block.table, frozenset(block.rounds))
        for block in row.block
    )
    return Section(row.id, row.heading, row.level, blocks)


def _outline(report: ReportFile) -> Outline:
    return Outline(
        title=report.title,
        subject=tuple(report.subject),
        opening=tuple(report.opening),
        sections=tuple(_section(row) for row in report.section),
        closing=report.closing,
        annexes=tuple(Annex(row.id, row.title, row.table, row.internal) for row in report.annex),
    )
