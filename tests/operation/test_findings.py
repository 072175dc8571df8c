"""What is wrong is told with a remedy, and nothing else is."""

from __future__ import annotations

import ast
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.config import AlarmSettings, BackupSettings, Settings
from bot.operation.facts import Facts
from bot.operation.findings import wrong_with
from bot.operation.metrics import exposition
from bot.speaking.catalogue import FOLDER, catalogue, read_texts
from storage.vitals import Queue, Vitals
from tests.sources import python_files, tree
from tests.storage.season import NOW

CALM = Vitals(Queue(0, None), Queue(0, None), Queue(0, None), 0, 0, 0, 0)
WELL = Facts(
    at=NOW,
    since=NOW - timedelta(days=9),
    heard_at=NOW,
    vitals=CALM,
    database_problem="",
    free={Path("/srv"): 10 << 30},
    backup_at=NOW - timedelta(hours=9),
)


def ago(**span: float) -> Any:
    return NOW - timedelta(**span)


def codes(facts: Facts, settings: Settings | None = None) -> list[str]:
    return [finding.code for finding in wrong_with(facts, settings or Settings())]


def waiting(name: str, **span: float) -> Facts:
    queue: Any = {name: Queue(3, ago(**span))}
    return replace(WELL, vitals=replace(CALM, **queue))


def test_nothing_is_wrong_when_all_is_well() -> None:
    assert codes(WELL) == []


@pytest.mark.parametrize(
    ("facts", "told"),
    [
        (replace(WELL, heard_at=ago(minutes=14)), []),
        (replace(WELL, heard_at=ago(minutes=15)), ["silent"]),
        (replace(WELL, free={Path("/srv"): 500 << 20}), []),
        (replace(WELL, free={Path("/srv"): 9 << 30, Path("/b"): 499 << 20}), ["disk_low"]),
        (replace(WELL, backup_at=ago(hours=35)), []),
        (replace(WELL, backup_at=ago(hours=36)), ["backup_old"]),
        (replace(WELL, backup_at=None), ["no_backup"]),
        (replace(WELL, backup_at=None, since=ago(minutes=59)), []),
        (replace(WELL, vitals=replace(CALM, dead_letters=1)), ["dead_letters"]),
        (replace(WELL, vitals=None, database_problem="locked"), ["database_away"]),
        (waiting("inbox", minutes=9), []),
        (waiting("inbox", minutes=10), ["inbox_late"]),
        (waiting("outbox", minutes=29), []),
        (waiting("outbox", minutes=30), ["outbox_late"]),
        (waiting("jobs", hours=3), []),
    ],
)
def test_each_fault_is_found_from_its_limit_on(facts: Facts, told: list[str]) -> None:
    assert codes(facts) == told


def test_limits_are_settings_and_what_is_off_is_not_missed() -> None:
    late = replace(WELL, heard_at=ago(minutes=20), backup_at=None)
    assert codes(late) == ["silent", "no_backup"]
    off = Settings(alarm=AlarmSettings(silent_minutes=30), backup=BackupSettings(on=False))
    assert codes(late, off) == []


def test_every_finding_has_a_text_and_whatever_is_amiss_a_remedy() -> None:
    texts = read_texts(FOLDER / "operator.toml")
    said = {code.removeprefix("doctor.") for code in texts if code.startswith("doctor.")}
    found = {code for file in python_files("bot") for code in _codes(file)}
    assert len(found) > 25
    for code in found:
        assert code in said
        assert (f"{code}_remedy" in said) != code.endswith("_fine"), code
    assert said - found - {f"{code}_remedy" for code in found} == {"summary_fine", "summary_wrong"}


def _codes(file: Path) -> list[str]:
    """What is given to Finding, or chosen for it."""
    texts = read_texts(FOLDER / "operator.toml")
    if "operation" not in file.parts:
        return []
    named = [
        node.value
        for node in ast.walk(tree(file))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    ]
    return [name for name in named if f"doctor.{name}" in texts]


def test_texts_are_filled_in() -> None:
    ill = replace(
        WELL,
        heard_at=ago(minutes=90),
        free={Path("/srv/tonghop"): 12 << 20},
        backup_at=ago(hours=50),
        vitals=replace(CALM, dead_letters=2),
    )
    texts = [f"{finding.text} {finding.remedy}" for finding in wrong_with(ill, Settings())]
    assert "90 phút" in texts[0]
    assert "/srv/tonghop chỉ còn trống 12 MB" in texts[1]
    assert "50 giờ" in texts[2]
    assert "2 tin đến" in texts[3] and "tonghop dead list" in texts[3]
    assert not [text for text in texts if "{" in text]
    assert catalogue().operator("doctor.summary_wrong", count=4)


def test_metrics_say_the_same_in_numbers() -> None:
    ill = replace(
        waiting("inbox", minutes=20), heard_at=ago(minutes=90), backup_at=None, free={Path("/a"): 7}
    )
    lines = exposition(ill, Settings()).decode().splitlines()
    assert "tonghop_last_poll_age_seconds 5400.0" in lines
    assert 'tonghop_waiting{queue="inbox"} 3.0' in lines
    assert 'tonghop_oldest_seconds{queue="inbox"} 1200.0' in lines
    assert 'tonghop_disk_free_bytes{folder="/a"} 7.0' in lines
    assert "tonghop_backup_age_seconds NaN" in lines
    assert "tonghop_findings 4.0" in lines
    assert any(line.startswith("process_resident_memory_bytes ") for line in lines)


def test_metrics_are_given_while_the_database_is_away() -> None:
    away = replace(WELL, vitals=None, database_problem="gone")
    text = exposition(away, Settings()).decode()
    assert "tonghop_database_up 0.0" in text
    assert "tonghop_waiting" not in text
