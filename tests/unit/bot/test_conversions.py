"""Forms that were converted before are taken from their files, and only if they are whole."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot import conversions
from bot.conversions import Conversions
from bot.plan_files import read_plan
from reporting.plan import load_plan

_PLAN = Path(__file__).parents[3] / "plans" / "phuoc-long-2021"


def test_a_plan_loaded_again_is_the_same_and_converts_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = read_plan(_PLAN)
    first = load_plan(files, Conversions(tmp_path))

    def refuse(*_: object) -> bytes:
        raise AssertionError("converted again")

    monkeypatch.setattr("reporting.plan.form_files.convert_markdown", refuse)
    again = load_plan(files, Conversions(tmp_path))
    assert {name: form.version for name, form in again.forms.items()} == {
        name: form.version for name, form in first.forms.items()
    }
    assert len(Conversions(tmp_path)) == len(first.forms)


def test_a_damaged_file_is_as_good_as_none(tmp_path: Path) -> None:
    kept = Conversions(tmp_path)
    kept["ab"] = b"<h:html/>"
    assert kept["ab"] == b"<h:html/>"
    (path,) = (each for each in tmp_path.rglob("*") if each.is_file())
    path.write_bytes(path.read_bytes()[:-3])
    assert "ab" not in kept


def test_another_converter_finds_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    Conversions(tmp_path)["ab"] = b"<h:html/>"
    monkeypatch.setattr(conversions, "version", lambda _: "99.0")
    assert "ab" not in Conversions(tmp_path)


def test_a_disk_that_takes_nothing_costs_time_and_nothing_else(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("", encoding="utf-8")
    kept = Conversions(blocked / "below")
    kept["ab"] = b"<h:html/>"
    assert "ab" not in kept
    assert list(kept) == []
