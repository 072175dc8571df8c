"""`tonghop rehearse`: a whole round played through the bot, on a clock that skips the waiting."""

from __future__ import annotations

import asyncio
import json
import tempfile
from datetime import time, timedelta
from pathlib import Path

import click

from bot.clock import FakeClock
from bot.commands.console import explaining, fail, fail_with
from bot.commands.form import plan_option
from bot.commands.office import write_report
from bot.workplace import open_library
from rehearsal.actors import Lost
from rehearsal.diary import diary_of, write_diary
from rehearsal.leading import led_in_the_bot
from rehearsal.rounds import (
    Played,
    Script,
    Unfinished,
    ask_for_consolidated,
    play_round,
)
from rehearsal.season import play_season
from rehearsal.stage import Stage, raised
from rehearsal.transcripts import Transcript
from reporting.plan import Round
from usecases.consolidated import consolidated
from usecases.library import Library


@click.command()
@plan_option
@click.option("--round", "round_id", help="Play one round, three days of it.")
@click.option("--season", type=int, metavar="YEAR", help="Play all rounds of the year.")
@click.option("--out", type=click.Path(path_type=Path, file_okay=False), required=True)
@click.option("--missing", multiple=True, metavar="UNIT", help="A unit that reports nothing.")
@click.option(
    "--leader",
    metavar="UNIT",
    help="Whose leader agrees in the bot, in a season; by chance if the plan has none.",
)
@click.option("--seed", type=int, default=0, show_default=True)
@explaining
def rehearse(
    plan_path: Path,
    round_id: str | None,
    season: int | None,
    out: Path,
    missing: tuple[str, ...],
    leader: str | None,
    seed: int,
) -> None:
    """Play a round of a plan, or its whole season, and write down what everybody saw."""
    if (round_id is None) == (season is None):
        raise click.UsageError("either --round or --season")
    library = open_library(plan_path)
    _check_units(library, (*missing, leader) if leader else missing)
    if season is not None and season != library.current.year:
        fail_with("plan.unknown_season", season=season, year=library.current.year)
    playing = (
        _play_season(led_in_the_bot(library, seed, leader), out, seed)
        if round_id is None
        else _play(library, _round(library, round_id), out, missing, seed)
    )
    out.mkdir(parents=True, exist_ok=True)
    try:
        asyncio.run(playing)
    except* (Lost, Unfinished) as group:
        fail(*[str(error) for error in group.exceptions])
    click.echo(str(out))


def _round(library: Library, round_id: str) -> Round:
    try:
        return library.current.round(round_id)
    except KeyError:
        rounds = ", ".join(r.id for r in library.current.rounds)
        fail_with("plan.unknown_round", round=round_id, rounds=rounds)
        raise


def _check_units(library: Library, missing: tuple[str, ...]) -> None:
    known = [unit.id for unit in library.current.units]
    for unit in missing:
        if unit not in known:
            fail_with("plan.unknown_unit", unit=unit, units=", ".join(known))


async def _play_season(library: Library, out: Path, seed: int) -> None:
    calendar = library.current.calendar
    eve = calendar.at(min(round_.opens for round_ in library.current.rounds), time())
    clock = FakeClock(eve - timedelta(hours=8))
    with tempfile.TemporaryDirectory() as folder:
        async with raised(library, clock, Path(folder)) as stage:
            played = await play_season(stage, seed)
            lines = await stage.place.reader.perform(lambda work: diary_of(work, library))
            write_diary(lines, played.events, library, out)


async def _play(
    library: Library, round_: Round, out: Path, missing: tuple[str, ...], seed: int
) -> None:
    clock = FakeClock(round_.due["unit"] - timedelta(days=3))
    with tempfile.TemporaryDirectory() as folder:
        async with raised(library, clock, Path(folder)) as stage:
            played = await play_round(stage, round_, Script(seed, missing))
            await stage.wait_until(round_.due["unit"])
            document = await ask_for_consolidated(stage, played.office)
            await _write(stage, round_, out, played)
            assert document.file is not None
            (out / "bao-cao.docx").write_bytes(document.file.content)


async def _write(stage: Stage, round_: Round, out: Path, played: Played) -> None:
    library, now = stage.place.library, stage.clock.now()
    report = await stage.place.reader.perform(
        lambda work: consolidated(work, library, round_.id, now)
    )
    write_report(report, out)
    sent = {unit_id: each.values for unit_id, each in sorted(played.sent.items())}
    text = json.dumps(sent, ensure_ascii=False, indent=2)
    (out / "answers.json").write_text(text + "\n", encoding="utf-8")
    for unit_id, liaison in played.liaisons.items():
        (out / f"{unit_id}.txt").write_text(liaison.transcript.text(), encoding="utf-8")
    for unit_id, phone in played.phones.items():
        if unit_id not in played.liaisons:
            silent = Transcript(phone, phone.person.first_name, library.current.timezone)
            (out / f"{unit_id}.txt").write_text(silent.text(), encoding="utf-8")
    (out / "office.txt").write_text(played.office_transcript.text(), encoding="utf-8")
