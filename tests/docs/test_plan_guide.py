"""The guide to plans names every column of our own a form may have, and every file of a plan."""

from __future__ import annotations

import re

from reporting.forms.xform.questions import OWN
from reporting.plan.draft import ABSENT
from tests.sources import read, tracked

GUIDE = read("docs/vi/huong-dan-lap-ke-hoach.md")
ROWS = re.findall(r"^\| `?([a-z][\w:./-]*)`? \|(.*)\|$", GUIDE, re.MULTILINE)


def test_every_column_of_our_own_has_its_line() -> None:
    assert {name.removeprefix("bind::th:") for name, _ in ROWS if "th:" in name} == OWN


def test_every_file_of_a_plan_has_its_line() -> None:
    parts = [file.parts for file in tracked() if file.parts[:2] == ("plans", "phuoc-long-2021")]
    files = {"forms/" if len(rest) > 1 else rest[0].replace("-sample", "") for _, _, *rest in parts}

    assert {name for name, _ in ROWS if "th:" not in name} == files


def test_what_need_not_be_there_is_said_to_be_wanted_only_where_needed() -> None:
    said = {name for name, rest in ROWS if rest.endswith("khi cần ")}

    assert said == {*ABSENT, "calendar.toml", "rehearsal.toml"}
