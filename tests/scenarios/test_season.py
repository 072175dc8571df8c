"""A season of a small town, played and read: what its diary must and must not hold."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from bot.__main__ import main
from reporting.calendar import Calendar
from reporting.plan import load_plan
from tests.unit.plan import small

COMMUNES = [f"xa-{n}" for n in range(3, 13)]
ROUND = "2021-6T"
FROM_THE_CLOCK = ("opening", "reminder", "overdue")


def files() -> dict[str, bytes]:
    """The small plan with so many communes that everything can happen, and the usual calendar."""
    commune = small.UNITS[small.UNITS.index('[[unit]]\nid = "xa-hai"') :]
    units = [
        commune.replace("xa-hai", unit).replace("xã Hai", unit).replace("XÃ HAI", unit.upper())
        for unit in COMMUNES
    ]
    units = [each.replace('kind = "xa"', 'kind = "xa"\narea = "nong_thon"') for each in units]
    found = {**small.files(), "units.toml": (small.UNITS + "\n".join(units)).encode()}
    shares = [f"{unit} = {{ N1 = 0 }}" for unit in COMMUNES]
    figures = "\n".join(f"{unit} = {{ N0 = 0 }}" for unit in COMMUNES)
    opening = small.OPENING.replace("\n[target]", f"{figures}\n\n[target]") + "\n".join(shares)
    found["opening-sample.toml"] = opening.encode()
    del found["calendar.toml"]
    return found


@dataclass(frozen=True)
class Diary:
    folder: Path
    lines: list[dict[str, Any]]
    events: list[dict[str, Any]]
    calendar: Calendar

    def of(self, *kinds: str) -> list[dict[str, Any]]:
        return [line for line in self.lines if line["kind"] in kinds]

    def stands(self, line: dict[str, Any]) -> str:
        """How the report that a reminder is about stood then: submitted, returned or ""."""
        about = (line["unit"], line["round"])
        kinds = [
            event["kind"]
            for event in self.events
            if (event["unit"], event["round"]) == about and event["at"] <= line["at"]
        ]
        return next((kind for kind in reversed(kinds) if kind in ("submitted", "returned")), "")

    def when(self, kind: str) -> dict[str, datetime]:
        return {
            e["unit"]: datetime.fromisoformat(e["at"]) for e in self.events if e["kind"] == kind
        }


@pytest.fixture(scope="module")
def diary(tmp_path_factory: pytest.TempPathFactory) -> Diary:
    folder = tmp_path_factory.mktemp("season")
    for name, content in files().items():
        path = folder / "plan" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    arguments = ["--season", "2021", "--plan", str(folder / "plan"), "--out", str(folder)]
    done = CliRunner().invoke(main, ["rehearse", *arguments])
    assert done.exit_code == 0, done.output
    return Diary(
        folder,
        _read(folder / "diary.jsonl"),
        _read(folder / "events.jsonl"),
        load_plan(files()).calendar,
    )


def _read(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def at(line: dict[str, Any]) -> datetime:
    return datetime.fromisoformat(line["at"])


def test_nobody_is_reminded_after_submission_twice_or_outside_hours(diary: Diary) -> None:
    told = diary.of(*FROM_THE_CLOCK)

    assert len(diary.when("submitted")) >= 6
    assert [line for line in told if diary.stands(line) == "submitted"] == []
    assert all(diary.calendar.is_open(at(line)) for line in [*told, *diary.of("digest")])
    assert set(Counter((t["person"], t["at"]) for t in told).values()) == {1}


def test_whoever_owes_a_report_is_chased_each_working_day(diary: Diary) -> None:
    submitted = {
        e["unit"] for e in diary.events if e["kind"] == "submitted" and e["round"] == ROUND
    }
    away = {line["unit"] for line in diary.of("opening")} - submitted
    assert len(away) == 1
    mine = [line for line in diary.of("overdue") if line["unit"] in away and line["round"] == ROUND]
    chased = {at(line).date() for line in mine}

    first = datetime.fromisoformat("2021-06-17").date()
    days = (first + timedelta(days=n) for n in range(28))
    assert chased == {day for day in days if diary.calendar.days.works(day)}


def test_a_liaison_who_has_blocked_the_bot_is_the_offices_task(diary: Diary) -> None:
    [unit] = diary.when("blocked")
    unreached = [line for line in diary.lines if not line["delivered"]]

    assert {line["unit"] for line in unreached} == {unit}
    assert {line["rung"] for line in unreached} >= {"before_7", "before_3"}
    unsaid = [line for line in unreached if line["rung"] and not line["buttons"]]
    assert {line["text"] for line in unsaid} == {
        "(Không gửi tin nhắc: người nhận đã chặn Hệ thống.)"
    }
    assert {line["state"] for line in unsaid} == {"not_started", "started"}
    assert all(line["text"] for line in unreached)
    tasks = [t["round"] for t in diary.of("task") if "Chưa nhắc được" in t["text"]]
    assert tasks.count(ROUND) == 1, "once a round"
    [back] = [e["at"] for e in diary.events if e["kind"] == "unblocked"]
    assert "Tin nhắc chưa đến được" not in str(
        [d["text"] for d in diary.of("digest") if d["at"] > back]
    )


def test_the_outage_of_two_days_is_told_and_late_reminders_come_once(diary: Diary) -> None:
    began, ended = (diary.when(f"outage_{word}")[""] for word in ("began", "ended"))

    assert timedelta(days=1) < ended - began < timedelta(days=2)
    assert [line for line in diary.lines if began < at(line) < ended] == []
    [task] = [t for t in diary.of("task") if "không hoạt động" in t["text"]]
    assert at(task) == ended
    late = [line for line in diary.of(*FROM_THE_CLOCK) if at(line) == ended]
    assert {line["rung"] for line in late} == {"due_day"}


def test_the_office_has_its_morning_each_working_day_until_grace_ends(diary: Diary) -> None:
    mornings = [at(line).date() for line in diary.of("digest")]

    assert len(set(mornings)) == len(mornings)
    assert mornings[-1] == datetime.fromisoformat("2021-07-14").date()
    assert all(len(line["text"].splitlines()) <= 5 for line in diary.of("digest"))


def test_the_diary_can_be_read(diary: Diary) -> None:
    page = (diary.folder / "diary.html").read_text(encoding="utf-8")
    text = (diary.folder / "diary.txt").read_text(encoding="utf-8")

    for line in (line for line in diary.of("overdue") if line["delivered"]):
        assert line["person"] in page and line["text"].splitlines()[0] in text
    assert page.count("<article") == len(diary.lines)


def test_reports_are_taken_in_sent_back_opened_again_and_given_time(diary: Diary) -> None:
    kinds = Counter(event["kind"] for event in diary.events)

    assert kinds["returned"] == 2 and kinds["reopened"] == kinds["extended"] == 1
    assert kinds["accepted"] >= 6
    for kind, told in (("returned", "sent_back"), ("extended", "extension")):
        units = {event["unit"] for event in diary.events if event["kind"] == kind}
        assert {line["unit"] for line in diary.of(told)} == units
    for unit in diary.when("returned"):
        again = [e for e in diary.events if (e["unit"], e["kind"]) == (unit, "submitted")]
        assert len([e for e in again if e["round"] == ROUND]) == 2
    assert "returned" in {line["state"] for line in diary.of("reminder")}
    [longer] = diary.when("extended")
    overdue = [line for line in diary.of("overdue") if line["round"] == ROUND]
    assert longer not in {line["unit"] for line in overdue}


def test_something_asked_at_once_is_answered_and_one_is_late(diary: Diary) -> None:
    [asked] = [event for event in diary.events if event["kind"] == "requested"]
    answers = [e for e in diary.events if e["round"] == asked["round"] and e["kind"] == "submitted"]

    assert len(answers) >= 4
    assert [e["at"][:10] > asked["at"][:10] for e in answers].count(True) == 1
    assert {line["round"] for line in diary.of("request")} >= {asked["round"]}


def test_the_diary_shows_buttons_and_keeps_conversations_apart(diary: Diary) -> None:
    first = [line["buttons"][0] for line in diary.of("opening") if line["delivered"]]
    text = (diary.folder / "diary.txt").read_text(encoding="utf-8")

    assert first and set(first) == {"Bắt đầu báo cáo"}
    assert "[Bắt đầu báo cáo] [Nhắc lại sau]" in text
    assert len(diary.of("conversation")) > len(COMMUNES)
    assert ": trả lời\n" not in text


def test_one_report_waits_for_its_leader_and_its_reminders_say_so(diary: Diary) -> None:
    first, again = [e for e in diary.events if e["kind"] == "put_before" and e["round"] == ROUND]
    [unit] = {first["unit"], again["unit"]}
    asked = [line for line in diary.of("approval") if line["unit"] == unit]
    requests = [line["text"] for line in asked if "Duyệt" in line["buttons"]]
    assert "Trình duyệt báo cáo" in requests[0]
    assert "Thay đổi so với lần trình trước" in requests[1]

    waiting = [line for line in diary.of("reminder") if line["unit"] == unit]
    waiting = [line for line in waiting if line["state"] == "awaiting_leader"]
    assert {line["round"] for line in waiting} >= {ROUND}
    assert all("đang chờ lãnh đạo đơn vị xem" in line["text"] for line in waiting)
    [agreed] = [
        event["at"]
        for event in diary.events
        if (event["kind"], event["unit"], event["round"]) == ("submitted", unit, ROUND)
    ]
    assert first["at"] < min(line["at"] for line in waiting) < agreed
