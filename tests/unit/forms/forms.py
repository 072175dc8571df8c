"""What the tests of forms share: a form from a few lines, and an instance of it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo

from reporting.answers import Answer
from reporting.forms import Form, Instance, Surroundings, convert_markdown, load, markdown
from reporting.forms.sheets import Sheet

HERE = Path(__file__).parent
NOW = datetime(2021, 6, 15, 9, 0, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))
SETTINGS = """
| settings |            |         |                        |
|          | form_title | form_id | namespaces             |
|          | Thử        | thu     | th="urn:tonghop:form"  |
"""
CHOICES = """
| choices |
| | list_name | name | label | loai |
| | mau | do | Đỏ | nong |
| | mau | xanh | Xanh | lanh |
| | mau | cam | Cam | nong |
| | loai | nong | Nóng | |
| | loai | lanh | Lạnh | |
"""


@cache
def form_of(text: str) -> Form:
    """`text`: the survey sheet and, where wanted, others; settings are added."""
    whole = text if "| settings |" in text else text + SETTINGS
    return load(convert_markdown(whole, "forms/thu.md"))


def example_text() -> str:
    return (HERE / "example_form.md").read_text(encoding="utf-8")


def example() -> Form:
    return form_of(example_text())


def surroundings(
    round_kind: str = "six_month", given: Mapping[str, Answer] | None = None, language: str = ""
) -> Surroundings:
    return Surroundings(NOW, round_kind, given or {}, language, seed=7, instance_id="i1")


def filled(form: Form, answers: Mapping[str, Answer], **about: object) -> Instance:
    """Keys are names of questions, or refs."""
    refs = {_ref(form, name): answer for name, answer in answers.items()}
    return Instance.of(form, refs, surroundings(**about))  # type: ignore[arg-type]


def _ref(form: Form, name: str) -> str:
    return name if name.startswith("/") else form.by_name(name).nodeset


def survey(*rows: str | Mapping[str, str], **sheets: str) -> str:
    """A form from rows: "integer a" with its label A, or the cells by header; th_unit stands for
    bind::th:unit. `sheets`: other sheets as markdown."""
    cells = [_cells(row) for row in rows]
    header = list(dict.fromkeys(name for row in cells for name in row))
    table = [header, *([row.get(name, "") for name in header] for row in cells)]
    text = markdown.write([Sheet("survey", table)])
    return text + "".join(sheets.values()) + SETTINGS


def _cells(row: str | Mapping[str, str]) -> dict[str, str]:
    if isinstance(row, str):
        kind, _, name = row.rpartition(" ")
        return {"type": kind, "name": name, "label": name.upper()}
    return {
        f"bind::th:{name[3:]}" if name.startswith("th_") else name: cell
        for name, cell in row.items()
    }


def row(kind: str, name: str, label: str = "", **cells: str) -> Mapping[str, str]:
    return {"type": kind, "name": name, "label": label or name.upper(), **cells}


def names(instance: Instance) -> list[str]:
    """Of the nodes to walk through, in order."""
    return [step.ref.rpartition("/")[2] for step in instance.steps()]
