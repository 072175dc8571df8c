"""`tonghop directory`: who is expected, from a spreadsheet to the database."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click

from bot.clock import Clock
from bot.commands.console import config_option, explaining, settings_from
from bot.commands.usage import VietnameseGroup
from bot.speaking.catalogue import catalogue
from bot.workplace import open_workplace
from reporting.directory import blank_directory, read_directory
from reporting.plan import Plan
from usecases.people.directory import Difference, difference, difference_words, take_over

_FILE = click.Path(path_type=Path, dir_okay=False)


@click.group(cls=VietnameseGroup)
def directory() -> None:
    """The directory of people: unit, name, post, phone, role."""


@directory.command("import")
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--yes", is_flag=True, help="Take it over without asking.")
@config_option
@explaining
def import_(file: Path, *, yes: bool, config: Path) -> None:
    """Check FILE row by row, show what would change, and take it over."""
    with open_workplace(settings_from(config)) as place:
        plan = place.library.current
        listed = read_directory(file.read_bytes(), file.name, plan)
        found = place.reader.run(lambda work: difference(work.directory.all(), listed)).result()
        for line in _preview(plan, found):
            click.echo(line)
        if not found.new and not found.changed:
            return
        if not yes:
            click.confirm(catalogue().operator("directory.ask"), abort=True)
        now = Clock().now()
        # Reckoned anew: the directory may have changed while somebody was reading.
        place.writer.run(
            lambda work: take_over(work, difference(work.directory.all(), listed), None, now)
        ).result()
    click.echo(catalogue().operator("directory.kept"))


@directory.command()
@click.argument("file", type=_FILE)
@config_option
@explaining
def template(file: Path, config: Path) -> None:
    """Write an empty directory with a row for every unit to FILE."""
    with open_workplace(settings_from(config)) as place:
        file.write_bytes(blank_directory(place.library.current))
    click.echo(str(file))


def _preview(plan: Plan, found: Difference) -> Iterator[str]:
    say = catalogue().operator
    words = difference_words(plan, found)
    for what in ("new", "changed", "unmentioned"):
        for one in words[what]:
            role = say(f"directory.role.{one['role']}")
            yield say(f"directory.{what}", **{**one, "role": role})
    counts = {what: len(words[what]) for what in ("new", "changed", "unmentioned")}
    yield say("directory.counts", **counts, same=found.same)
