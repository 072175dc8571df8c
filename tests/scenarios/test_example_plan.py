"""Another town, another programme: the smallest plan shipped is played from invitations to report,
with nothing of it in any code."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from bot.commands.rehearse import rehearse
from bot.plan_files import read_plan
from documents.check import check
from reporting.plan import load_plan, plan_faults
from tests.documents import opened

FOLDER = Path(__file__).parents[2] / "plans" / "mau-nong-thon-moi-2024"
PLAN = load_plan(read_plan(FOLDER))
XA = ("xa-tan-hoa", "xa-vinh-phu")


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("example") / "out"
    options = ["--plan", str(FOLDER), "--round", "2024-6T", "--out", str(folder)]
    result = CliRunner().invoke(rehearse, options)
    assert result.exit_code == 0, result.output
    return folder


def test_it_has_no_fault() -> None:
    assert plan_faults(read_plan(FOLDER)) == []


def test_it_leaves_out_all_that_a_plan_need_not_have() -> None:
    assert PLAN.targets == ()
    assert PLAN.opening == {}
    assert PLAN.poverty_standard == ""
    assert list(PLAN.round("2024-6T").due) == ["unit", "office", "town"]


def test_its_figures_are_added_up(out: Path) -> None:
    sent = json.loads((out / "answers.json").read_text("utf-8"))
    made = json.loads((out / "indicators.json").read_text("utf-8"))

    gained = sum(sent[xa]["TC1"] - sent[xa]["TC0"] for xa in XA)

    assert made["TANG"]["value"] == gained
    assert made["LOP"]["value"] == sent["nong-nghiep"]["LOP"]


def test_its_report_speaks_of_its_own_matters(out: Path) -> None:
    docx = (out / "bao-cao.docx").read_bytes()
    text = opened.text(docx)

    assert "TIÊU CHÍ NÔNG THÔN MỚI THEO XÃ" in text
    assert "Đường giao thông (km)" in text
    assert "hộ nghèo theo" not in text.casefold()
    assert "Phước Long" not in text
    assert [each for each in check(docx) if each.ok is False] == []


def test_its_office_gets_the_charts_of_its_plan_and_no_empty_one(out: Path) -> None:
    office = (out / "office.txt").read_text("utf-8")

    assert "<bieu-do-tieu-chi-nong-thon-moi-theo-xa 2024-6T.png>" in office
    assert "<bieu-do-tien-do 2024-6T.png>" in office
    assert "chi-tieu 2024-6T.png" not in office
