"""`tonghop calendar`: the year of a plan, to read and to put into an office calendar."""

from __future__ import annotations

from pathlib import Path

import click

from bot.clock import Clock
from bot.commands.console import explaining
from bot.commands.form import DEFAULT_PLAN
from bot.speaking.catalogue import catalogue
from bot.workplace import open_library
from reporting.calendar import Event, icalendar
from reporting.plan import Dated, Plan, dates_of


@click.command()
@click.option("--year", type=click.IntRange(1950, 2100), required=True)
@click.option("--plan", "plan_path", type=click.Path(path_type=Path), default=DEFAULT_PLAN)
@click.option(
    "--ics",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Write an iCalendar file, too.",
)
@explaining
def calendar(year: int, plan_path: Path, ics: Path | None) -> None:
    """Print the rounds, due times and days off of a year."""
    plan = open_library(plan_path).current
    dates = dates_of(plan, year)
    click.echo(_say("title", year=year, plan=plan.title))
    for dated in dates:
        click.echo(_line(dated))
    if ics is not None:
        events = [_event(plan, dated) for dated in dates]
        ics.write_text(icalendar(events, Clock().now()), encoding="utf-8", newline="")
        click.echo(str(ics))


def _line(dated: Dated) -> str:
    day = dated.day
    weekday = _say(f"weekday.{day.weekday()}")
    return _say("line", day=f"{day:%d/%m/%Y}", weekday=f"{weekday:<8}", what=_what(dated))


def _what(dated: Dated) -> str:
    title = dated.round.title if dated.round is not None else ""
    code = "reminder_today" if dated.what == "reminder" and not dated.ahead else dated.what
    return _say(code, round=title, why=dated.why, ahead=dated.ahead) + _note(dated)


def _note(dated: Dated) -> str:
    """The hour, how it is written in the plan, from which day off it was moved."""
    notes = []
    if dated.written is not None:
        day = f"{dated.written.day:%d/%m/%Y}"
        notes.append(_say(f"written.{dated.written.wording}", day=day, hour=f"{dated.when:%H:%M}"))
    if dated.rolled_from is not None:
        notes.append(_say("rolled", day=f"{dated.rolled_from:%d/%m/%Y}"))
    return f" ({'; '.join(notes)})" if notes else ""


def _event(plan: Plan, dated: Dated) -> Event:
    round_id = dated.round.id if dated.round is not None else f"{dated.day:%Y%m%d}"
    ahead = f"-{dated.ahead}" if dated.what == "reminder" else ""
    uid = f"{dated.what}{ahead}-{round_id}@{plan.id}.tonghop"
    return Event(uid, dated.when, _what(dated))


def _say(code: str, **params: object) -> str:
    return catalogue().operator(f"calendar.{code}", **params)
