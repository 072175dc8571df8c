"""`tonghop invite`, `status` and `report`: the office's work from the command line."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path

import click

from bot.clock import Clock
from bot.commands.console import config_option, explaining, fail_with, settings_from
from bot.connection.links import bot_username, invite_link
from bot.speaking.catalogue import catalogue
from bot.workplace import Workplace, open_workplace
from documents.excel import ExcelDocuments
from documents.pdf import PdfError, find_office, to_pdf
from documents.pictures.charts import Charts
from documents.word import WordDocuments
from documents.word.render import phrases
from reporting.consolidation import ConsolidatedReport, indicators_json
from usecases.deciding.finals import final_template, is_intact, ordered, rebuilt
from usecases.monitoring.progress import status as status_of
from usecases.people.invites import invite as make_invite
from usecases.records import JSON, Role


@click.command()
@click.argument("unit")
@config_option
@explaining
def invite(unit: str, config: Path) -> None:
    """Print an invitation link for a liaison of UNIT, or for the office."""
    with open_workplace(settings_from(config)) as place:
        plan = place.library.current
        if unit != "office" and unit not in {u.id for u in plan.units}:
            fail_with("plan.unknown_unit", unit=unit, units=", ".join(u.id for u in plan.units))
        username = bot_username(place)
        if not username:
            fail_with("plan.unknown_username")
        role = Role.OFFICE if unit == "office" else Role.LIAISON
        unit_id = plan.office.id if unit == "office" else unit
        now = Clock().now()
        token = place.writer.run(
            lambda work: make_invite(work, unit_id, role, now, direct=True)
        ).result()
    click.echo(invite_link(username, token))


@click.command()
@click.option("--round", "round_id", required=True)
@click.option("--json", "as_json", is_flag=True, help="Machine-readable.")
@config_option
@explaining
def status(round_id: str, as_json: bool, config: Path) -> None:
    """Who has reported in a round."""
    with open_workplace(settings_from(config)) as place:
        try:
            units = place.reader.run(lambda work: status_of(work, place.library, round_id)).result()
        except KeyError:
            fail_with("plan.round_not_open", round=round_id, rounds=_open_rounds(place))
    if as_json:
        click.echo(json.dumps(units, ensure_ascii=False, indent=2))
        return
    for unit, line in units.items():
        click.echo(f"{unit:<22} {_state(line)}")


@click.command()
@click.option("--round", "round_id", required=True)
@click.option("--final", is_flag=True, help="The last one made final, not the draft of now.")
@click.option("--out", type=click.Path(path_type=Path, file_okay=False), required=True)
@config_option
@explaining
def report(round_id: str, final: bool, out: Path, config: Path) -> None:
    """Write the consolidated report of a round: Word, Excel, charts, PDF, indicators.json."""
    model, template = "A", None
    with open_workplace(settings_from(config)) as place:
        if final:
            made, model, template = _final_of(place, round_id)
        else:
            made = report_of(place, round_id)
    for path in [*write_report(made, out, model, template), *_write_more(made, out)]:
        click.echo(str(path))


def report_of(place: Workplace, round_id: str) -> ConsolidatedReport:
    """Ends the command when the round is not open."""
    now = Clock().now()
    try:
        return place.reader.run(
            lambda work: ordered(work, place.library, {"round": round_id}, now)[0]
        ).result()
    except KeyError:
        fail_with("plan.round_not_open", round=round_id, rounds=_open_rounds(place))


def _final_of(place: Workplace, round_id: str) -> tuple[ConsolidatedReport, str, bytes | None]:
    """The last final, its model and own template. Ends the command when there is none, or when it
    cannot be made again as it was."""
    final = place.reader.run(lambda work: work.finals.latest(round_id)).result()
    if final is None:
        fail_with("plan.no_final", round=round_id)
    if not place.reader.run(lambda work: is_intact(work, place.library, final)).result():
        fail_with("plan.final_altered", round=round_id, number=final.number)
    made = place.reader.run(lambda work: rebuilt(work, place.library, final)).result()
    return made, str(final.inputs["model"]), final_template(final)


def write_report(
    made: ConsolidatedReport, out: Path, model: str = "A", template: bytes | None = None
) -> list[Path]:
    out.mkdir(parents=True, exist_ok=True)
    word, figures = out / "bao-cao.docx", out / "indicators.json"
    word.write_bytes(WordDocuments().consolidated(made, model, template))
    text = json.dumps(indicators_json(made), ensure_ascii=False, indent=2)
    figures.write_text(text + "\n", encoding="utf-8")
    return [word, figures]


def _write_more(made: ConsolidatedReport, out: Path) -> Iterator[Path]:
    """Excel, charts, and a PDF of the Word file just written, where LibreOffice is installed."""
    excel, charts = ExcelDocuments(), Charts(made, phrases())
    yield _written(out / "bao-cao.xlsx", excel.consolidated(made))
    yield _written(out / "noi-bo-tinh-hinh-nop.xlsx", excel.submissions(made))
    for name in charts.titles():
        yield _written(out / f"{charts.file(name)}.png", charts.draw(name))
    office = find_office()
    if office is None:
        click.echo(catalogue().operator("document.no_pdf"), err=True)
        return
    try:
        yield _written(out / "bao-cao.pdf", to_pdf((out / "bao-cao.docx").read_bytes(), office))
    except PdfError as error:
        click.echo(catalogue().operator("document.pdf_failed", error=error), err=True)


def _written(path: Path, data: bytes) -> Path:
    path.write_bytes(data)
    return path


def _state(line: Mapping[str, JSON]) -> str:
    words = catalogue()
    late = words.operator("status.late") if line["late"] else ""
    state = words.operator(f"status.{line['state']}")
    return words.operator(
        "status.line", state=state, answered=line["answered"], total=line["total"], late=late
    )


def _open_rounds(place: Workplace) -> str:
    rounds = place.reader.run(lambda work: [r.id for r in work.rounds.all()]).result()
    return ", ".join(rounds) or catalogue().operator("plan.no_round_open")
