"""`tonghop document`: a report as a Word file, brought up to date and checked."""

from __future__ import annotations

import json
import sys
import tomllib
from dataclasses import asdict
from pathlib import Path

import click

from bot.clock import Clock
from bot.commands.console import FAILED, config_option, explaining, fail, fail_with, settings_from
from bot.commands.office import report_of
from bot.commands.usage import VietnameseGroup
from bot.speaking.catalogue import catalogue
from bot.speaking.voice import Voice
from bot.workplace import open_workplace
from documents.check import PLAIN_EXEMPTIONS, Finding, check_file
from documents.controls.told import outcome_words
from documents.excel.forms import Forms
from documents.package import UnfitFile
from documents.word import WordDocuments
from documents.word.refreshing import OpenedReport
from documents.word.render import TEMPLATES, phrases
from usecases.deciding.correcting import correction_of
from usecases.messages import say

_FILE = click.Path(path_type=Path, exists=True, dir_okay=False)


@click.group(cls=VietnameseGroup)
def document() -> None:
    """Reports as Word files."""


@document.command()
@click.argument("file", type=_FILE)
@click.option("--round", "round_id", default="", help="The one FILE is of if not.")
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), help="FILE itself if not.")
@config_option
@explaining
def refresh(file: Path, round_id: str, out: Path | None, config: Path) -> None:
    """Update the figures and tables of an edited report; its sentences stay."""
    docx = file.read_bytes()
    try:
        theirs = OpenedReport(docx).manifest.round_id
        if round_id and theirs != round_id:
            fail_with("document.unfit_other_round", file=file, round=round_id, theirs=theirs)
        with open_workplace(settings_from(config)) as place:
            report = report_of(place, theirs)
        made, outcome = WordDocuments().refreshed(docx, report)
    except UnfitFile as error:
        fail_with(f"document.unfit_{error.code}", file=file, round=round_id)
    (out or file).write_bytes(made)
    voice = Voice(report.plan.timezone)
    click.echo(voice.plain(say("document_refreshed", **outcome_words(outcome, report))))
    click.echo(catalogue().operator("document.written", file=out or file))


@document.command()
@click.argument("form", type=_FILE)
@click.option("--round", "round_id", required=True)
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), required=True)
@config_option
@explaining
def fill(form: Path, round_id: str, out: Path, config: Path) -> None:
    """Fill FORM, another authority's .xlsx whose cells are mapped to indicators."""
    with open_workplace(settings_from(config)) as place:
        report = report_of(place, round_id)
    flaws, filled = Forms(phrases()).flaws(form.read_bytes(), report)
    if flaws:
        told = [asdict(each) for each in flaws]
        voice = Voice(report.plan.timezone)
        fail(voice.plain(say("form_checked", name=form.name, faults=told)))
    out.write_bytes(filled)
    click.echo(catalogue().operator("document.written", file=out))


@document.command()
@click.option("--round", "round_id", required=True)
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), required=True)
@config_option
@explaining
def correction(round_id: str, out: Path, config: Path) -> None:
    """Write what has changed since the round's last final as a correction notice."""
    now = Clock().now()
    with open_workplace(settings_from(config)) as place:
        try:
            made = place.reader.run(
                lambda work: correction_of(work, place.library, round_id, now)
            ).result()
        except KeyError:
            made = None
    if made is None:
        fail_with("document.no_correction", round=round_id)
    out.write_bytes(WordDocuments().correction_notice(made))
    click.echo(catalogue().operator("document.written", file=out))


@document.command("check")
@click.argument("file", type=_FILE)
@click.option("--plain", is_flag=True, help="Of a body outside the state administration.")
@click.option("--json", "as_json", is_flag=True, help="Machine-readable.")
@explaining
def check_(file: Path, *, plain: bool, as_json: bool) -> None:
    """Say rule by rule whether FILE keeps the form of Decree 30/2020."""
    try:
        findings = check_file(file.read_bytes(), PLAIN_EXEMPTIONS if plain else ())
    except UnfitFile as error:
        fail_with(f"document.unfit_{error.code}", file=file, round="")
    names = tomllib.loads((TEMPLATES / "rules.toml").read_text("utf-8"))
    if as_json:
        click.echo(json.dumps([_row(each, names) for each in findings], ensure_ascii=False))
    else:
        for each in findings:
            click.echo(_line(each, names))
        click.echo(_verdict(findings))
    if any(each.ok is False for each in findings):
        sys.exit(FAILED)


_STATES = {True: "holds", False: "broken", None: "not_applicable"}


def _row(finding: Finding, names: dict[str, str]) -> dict[str, str]:
    return {
        "rule": finding.rule,
        "name": names[finding.rule],
        "state": _STATES[finding.ok],
        "detail": finding.detail,
    }


def _line(finding: Finding, names: dict[str, str]) -> str:
    row = _row(finding, names)
    return catalogue().operator(f"document.rule_{row['state']}", **row)


def _verdict(findings: list[Finding]) -> str:
    broken = sum(each.ok is False for each in findings)
    if broken:
        return catalogue().operator("document.rules_broken", count=broken)
    held = sum(each.ok is True for each in findings)
    return catalogue().operator("document.rules_hold", count=held)
