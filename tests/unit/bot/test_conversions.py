"""Forms that were converted before are taken from their files, and only if they are whole."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from bot import conversions
from bot.conversions import Conversions
from bot.plan_files import read_plan
from reporting.plan import load_plan

_ROOT = Path(__file__).parents[3]
_PLAN = _ROOT / "plans" / "phuoc-long-2021"


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


_OPENED = """
import sys
from pathlib import Path
from bot.conversions import convert_elsewhere
from bot.workplace import open_library
convert_elsewhere(Path(sys.argv[1]), Path(sys.argv[2]))
library = open_library(Path(sys.argv[1]), Path(sys.argv[2]))
print(len(library.current.forms), "pyxform" in sys.modules)
"""


def _opened(folder: Path) -> tuple[int, bool]:
    """How many forms a new process reads that keeps them in `folder`, and whether it has loaded
    the converter, which then stays in its memory."""
    command = [sys.executable, "-c", _OPENED, str(_PLAN), str(folder)]
    done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=_ROOT)
    forms, loaded = done.stdout.split()
    return int(forms), loaded == "True"


def test_forms_are_converted_by_a_process_of_its_own(tmp_path: Path) -> None:
    forms = len(load_plan(read_plan(_PLAN)).forms)
    assert _opened(tmp_path / "forms") == (forms, False)
    assert len(Conversions(tmp_path / "forms")) == forms


def test_where_nothing_can_be_kept_they_are_converted_all_the_same(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("", encoding="utf-8")
    forms, loaded = _opened(blocked / "below")
    assert forms > 0
    assert loaded
