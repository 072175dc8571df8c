"""`tonghop template`: a Word template looked through before it is used."""

from __future__ import annotations

import sys
from dataclasses import asdict
from pathlib import Path

import click

from bot.clock import Clock
from bot.commands.console import FAILED, explaining, fail_with
from bot.commands.form import plan_option
from bot.commands.usage import VietnameseGroup
from bot.speaking.voice import Voice
from bot.workplace import open_library
from documents.excel.forms import Forms, is_form
from documents.package import UnfitFile
from documents.templating.samples import nobody, trials_of
from documents.templating.trial import KINDS
from documents.word import WordDocuments
from documents.word.render import phrases
from reporting.plan import Plan
from usecases.messages import say

_EXAMPLE = "{{ HN_N1['xa-phuoc-tin'] }}"  # a tag in a cell of another authority's workbook


@click.group(cls=VietnameseGroup)
def template() -> None:
    """Word templates of reports."""


def _check_form(file: Path, sample: Path | None, plan: Plan) -> None:
    """Another authority's form."""
    form = file.read_bytes()
    if not is_form(form, {each.id for each in plan.indicators}):
        fail_with("document.no_form", file=file, example=_EXAMPLE)
    flaws, filled = Forms(phrases()).flaws(form, nobody(plan, Clock().now()))
    told = [asdict(each) for each in flaws]
    click.echo(Voice(plan.timezone).plain(say("form_checked", name=file.name, faults=told)))
    if flaws:
        sys.exit(FAILED)
    if sample is not None:
        sample.write_bytes(filled)
        click.echo(str(sample))


@template.command()
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--kind", type=click.Choice(KINDS), default=None, help="Told by its tags if not.")
@click.option("--sample", type=click.Path(path_type=Path, dir_okay=False), help="Written here.")
@plan_option
@explaining
def check(file: Path, kind: str | None, sample: Path | None, plan_path: Path) -> None:
    """List unknown, unused and split tags of FILE with their paragraphs; try it out."""
    plan = open_library(plan_path).current
    if file.suffix.lower() == ".xlsx":
        _check_form(file, sample, plan)
        return
    trials = trials_of(plan, WordDocuments(), Clock().now())
    try:
        trial = trials.try_out(file.read_bytes(), kind or "")
    except UnfitFile as error:
        fail_with(f"document.unfit_{error.code}", file=file, round="")
    said = say("template_checked", name=file.name, sent=False, **trial.told())
    click.echo(Voice(plan.timezone).plain(said))
    if sample is not None and trial.sample:
        sample.write_bytes(trial.sample)
        click.echo(str(sample))
    if not trial.fit:
        sys.exit(FAILED)
