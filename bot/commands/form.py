"""`tonghop form` and `tonghop understand`: look at questions and at how answers are read."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import click

from bot.clock import Clock
from bot.commands.console import explaining, fail_with
from bot.commands.form_lint import lint
from bot.commands.understood import understood
from bot.workplace import open_library
from reporting.forms import Form, Instance, Question, Ref, Surroundings
from reporting.kinds import KINDS

DEFAULT_PLAN = Path(__file__).parent.parent.parent / "plans" / "phuoc-long-2021"

plan_option = click.option(
    "--plan",
    "plan_path",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    default=DEFAULT_PLAN,
    help="Folder of the plan.",
)

_ITEM = "m1"  # lists are shown as if they had one item


@click.group()
def form() -> None:
    """Look at what a unit is asked."""


form.add_command(lint)


@form.command()
@click.argument("unit")
@plan_option
@click.option("--json", "as_json", is_flag=True, help="Machine-readable.")
@explaining
def show(unit: str, plan_path: Path, as_json: bool) -> None:
    """The questions of UNIT in order."""
    plan = open_library(plan_path).current
    try:
        asked = plan.form_for(plan.unit(unit))
    except KeyError:
        fail_with("plan.unknown_unit", unit=unit, units=", ".join(u.id for u in plan.units))
    rows = _rows(asked)
    if as_json:
        click.echo(json.dumps(rows, ensure_ascii=False, indent=2))
        return
    for row in rows:
        measure = f" ({row['unit_of_measure']})" if row["unit_of_measure"] else ""
        click.echo(f"{row['name']:<8} {row['label']}{measure}")


def _rows(asked: Form) -> list[dict[str, object]]:
    surroundings = Surroundings(now=Clock().now(), round_kind="", given={})
    instance = Instance.of(asked, {}, surroundings)
    for repeat in sorted(asked.repeats, key=len):
        instance = instance.new_repeat(_within_lists(asked, repeat), _ITEM)
    return [_row(instance, question) for question in asked.questions if question.asked]


def _within_lists(asked: Form, nodeset: str) -> Ref:
    """Where it stands in the one item of each list around it."""
    ref = nodeset
    around = [repeat for repeat in asked.repeats if nodeset.startswith(f"{repeat}/")]
    for repeat in sorted(around, key=len, reverse=True):
        ref = f"{repeat}[{_ITEM}]{ref[len(repeat) :]}"
    return ref


def _row(instance: Instance, question: Question) -> dict[str, object]:
    choices = instance.choices(_within_lists(instance.form, question.nodeset))
    return {
        "name": question.name,
        "label": question.label,
        "kind": question.kind,
        "unit_of_measure": question.unit_of_measure,
        "choices": [{"name": choice.name, "label": choice.label} for choice in choices],
        "required": bool(question.required),
    }


@click.command()
@click.option("--kind", type=click.Choice(sorted(KINDS)), required=True)
@click.option("--unit", "unit_of_measure", default="", help="Unit of measure, e.g. 'triệu đồng'.")
@click.option("--today", type=click.DateTime(["%Y-%m-%d"]), help="Day that dates count from.")
@click.argument("text", nargs=-1, required=True)
def understand(kind: str, unit_of_measure: str, today: date | None, text: tuple[str, ...]) -> None:
    """Print as JSON how TEXT is read as an answer."""
    day = today or Clock().now().date()
    result = understood(kind, " ".join(text), unit_of_measure, day)
    click.echo(json.dumps(result, ensure_ascii=False, indent=2))
