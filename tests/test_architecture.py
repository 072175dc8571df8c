"""The house keeps its plan: no folder slips in, and dependencies point inwards."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent

FOLDERS = {
    ".ci", "benchmarks", "bot", "docs", "documents", "handlers", "plans", "rehearsal", "reporting",
    "scheduler", "simulator", "storage", "templates", "tests", "usecases",
}  # fmt: skip


def tracked() -> list[Path]:
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    return [Path(name) for name in listed.stdout.split("\0") if name]


def test_top_level_holds_the_folders_of_the_house_and_no_other() -> None:
    assert {path.parts[0] for path in tracked() if len(path.parts) > 1} == FOLDERS


def test_templates_and_plans_hold_no_python() -> None:
    assert [
        p for p in tracked() if p.parts[0] in ("templates", "plans") and p.suffix == ".py"
    ] == []


def test_import_contracts_hold() -> None:
    done = subprocess.run(["lint-imports"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("folder", sorted(FOLDERS - {".ci", "docs", "plans", "templates"}))
def test_every_python_folder_is_a_package(folder: str) -> None:
    assert (ROOT / folder / "__init__.py").is_file()


def test_every_folder_has_its_paragraph_in_the_architecture_page() -> None:
    page = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    assert [f for f in sorted(FOLDERS - {".ci"}) if f"`{f}/`" not in page] == []
