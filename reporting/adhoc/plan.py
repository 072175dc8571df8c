"""The plan an ad hoc round runs on: the one it was opened with, with a round of its own."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from reporting.adhoc.indicators import default_indicators
from reporting.adhoc.sheets import FORM_ID
from reporting.kinds.shown import show_date
from reporting.plan import LEVELS, Outline, Round, Tables, Window
from reporting.plan.outline import literal

if TYPE_CHECKING:
    from datetime import datetime

    from reporting.adhoc.request import Request
    from reporting.forms import Form
    from reporting.plan import Plan

_NO_OUTLINE = Outline("", (), (), (), "", ())


def plan_with(plan: Plan, round_id: str, request: Request, form: Form, opened_at: datetime) -> Plan:
    """Every unit is asked `form` in it, its indicators are those of the request, and its title is
    the subject of the document. The request must be whole. Opening figures and targets stay: picked
    questions read them."""
    round_ = _round(round_id, request, opened_at.astimezone(plan.timezone))
    return replace(
        plan,
        rounds=(*plan.rounds, round_),
        units=tuple(replace(unit, form=FORM_ID) for unit in plan.units),
        forms={FORM_ID: form},
        indicators=default_indicators(form, request.units, opened_at),
        outline=replace(_NO_OUTLINE, subject=(literal(request.title),)),
        tables=Tables(),
    )


def _round(round_id: str, request: Request, opened_at: datetime) -> Round:
    assert request.due and request.until, "the request is whole"
    since, until = request.since or request.until, request.until
    label = show_date(until) if since == until else f"{show_date(since)} - {show_date(until)}"
    name = f"“{request.title}”"
    return Round(
        id=round_id,
        kind="ad_hoc",
        title=request.title,
        period=name,
        next_period=name,
        window=Window(since, until, label),
        cut_off=until,
        opens=opened_at.date(),
        due=dict.fromkeys(LEVELS, request.due.astimezone(opened_at.tzinfo)),
        urgent=request.urgent,
    )
