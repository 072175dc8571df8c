"""A whole round, played: what was sent is what is stored, added up, and printed; what is missing is
named exactly where it matters."""

from __future__ import annotations

import asyncio
import json
import os
import re
import sqlite3
import subprocess
import sys
import tomllib
from collections import Counter
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass
from datetime import timedelta
from fractions import Fraction
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from bot.clock import FakeClock
from bot.commands.rehearse import rehearse
from rehearsal.rounds import Script, ask_for_consolidated, play_round
from rehearsal.stage import raised
from reporting.answers import FileValue
from reporting.consolidation import indicators_json
from reporting.kinds import KINDS
from storage.codec import answer_from_json
from tests.documents import opened
from tests.secrets import given_away, logged_at_debug, names_below, secrets_of
from tests.unit.plan.town import FILES, FOLDER, PLAN
from usecases.consolidated import consolidated
from usecases.library import Library

ROOT = Path(__file__).parents[1]
ROUND = "2021-6T"
MISSING = ("kinh-te", "xa-phuoc-tin")
INDICATORS = tomllib.loads((FOLDER / "indicators.toml").read_text(encoding="utf-8"))["indicator"]


@dataclass(frozen=True)
class Played:
    """`sent`: unit → question → value, as the actors noted it; `stored`: unit → ref → answer, as
    SQLite holds it; `indicators` as reported."""

    sent: Mapping[str, Mapping[str, Any]]
    stored: Mapping[str, Mapping[str, Any]]
    indicators: Mapping[str, Any]
    troubles: list[object]
    log: str  # of the bot, at DEBUG
    files: str  # names of all that it wrote
    secrets: set[str]


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> Played:
    return asyncio.run(play(tmp_path_factory.mktemp("round")))


async def play(folder: Path) -> Played:
    library, round_ = Library(PLAN, FILES), PLAN.round(ROUND)
    clock = FakeClock(round_.due["unit"] - timedelta(days=2))
    with logged_at_debug() as log:
        return await _play(library, clock, folder, log)


async def _play(library: Library, clock: FakeClock, folder: Path, log: StringIO) -> Played:
    round_ = PLAN.round(ROUND)
    async with raised(library, clock, folder) as stage:
        cast = await play_round(stage, round_, Script())
        await ask_for_consolidated(stage, cast.office)
        report = await stage.place.reader.perform(
            lambda work: consolidated(work, library, ROUND, clock.now())
        )
        rows = read(
            folder / "tonghop.sqlite",
            "SELECT unit_id, content FROM submission JOIN obligation ON obligation_id ="
            " obligation.id WHERE round_id = '2021-6T'",
        )
        troubles = [*stage.simulator.refusals, *stage.simulator.unanswered_presses]
        troubles += read(folder / "tonghop.sqlite", "SELECT * FROM inbox WHERE state <> 'done'")
        return Played(
            sent={unit: each.values for unit, each in cast.sent.items()},
            stored={unit: json.loads(content) for unit, content in rows},
            indicators=indicators_json(report),
            troubles=troubles,
            log=log.getvalue(),
            files=names_below(folder),
            secrets=secrets_of(stage.simulator),
        )


def read(path: Path, statement: str) -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute(statement).fetchall()


# All 24 units


def test_everybody_reported_and_nothing_went_wrong(played: Played) -> None:
    assert played.stored.keys() == played.sent.keys() == {unit.id for unit in PLAN.units}
    assert len(played.sent) == 24
    assert played.troubles == []


def test_s14_nothing_of_anybody_is_in_the_log_of_a_whole_round(played: Played) -> None:
    """Nor in the names of files. 24 units, the office, and the report with all that goes out."""
    assert "INFO" in played.log
    assert len(played.secrets) > 100
    assert given_away(played.log, played.secrets) == set()
    assert given_away(played.files, played.secrets) == set()


def test_what_the_actors_sent_is_what_the_database_holds(played: Played) -> None:
    for unit_id, sent in played.sent.items():
        assert given_by(unit_id, played.stored[unit_id]) == sent


def given_by(unit_id: str, stored: Mapping[str, Any]) -> dict[str, Any]:
    """What a person of the unit was asked and has answered: name → value, a list in repeats."""
    found: dict[str, Any] = {}
    asked = {q.nodeset: q for q in PLAN.form_for(PLAN.unit(unit_id)).questions if q.asked}
    for ref, entry in stored.items():
        question = asked.get(without_items(ref))
        if question is None:
            continue
        value = answer_from_json(entry).value
        plain = KINDS[question.kind].to_json(value)
        plain = value.name if isinstance(value, FileValue) else plain
        if question.repeat:
            found.setdefault(question.name, []).append(plain)
        else:
            found[question.name] = plain
    return found


def without_items(ref: str) -> str:
    """The nodeset of a ref: no names of repeat items."""
    return re.sub(r"\[[^]]*\]", "", ref)


# Added up once more, from what SQLite holds and the plan's files, without our own domain.


def test_the_indicators_are_an_independent_addition(played: Played) -> None:
    figures = {unit: by_name(stored) for unit, stored in played.stored.items()}
    parts: dict[str, dict[str, Any]] = {}
    for entry in [*filter(is_gathered, INDICATORS), *INDICATORS]:
        if entry["id"] in played.indicators:
            parts[entry["id"]] = added(entry, figures, parts)
    assert parts.keys() == played.indicators.keys()
    for name, reported in played.indicators.items():
        assert reported["parts"] == parts[name], name
        assert reported["value"] == total(parts[name]), name
        assert reported["missing"] == [], name
    assert len(parts) > 150


def is_gathered(entry: Mapping[str, Any]) -> bool:
    return entry.get("aggregate", "sum") in ("sum", "count_yes")


def by_name(stored: Mapping[str, Any]) -> dict[str, Any]:
    """The values that are figures, choices too; what stands in lists is added by the form."""
    figures = ("figure", "zero")
    return {
        ref.rpartition("/")[2]: entry["value"]
        for ref, entry in stored.items()
        if "[" not in ref and entry.get("standing", "figure") in figures
    }


def added(
    entry: Mapping[str, Any],
    figures: Mapping[str, Mapping[str, Any]],
    parts: Mapping[str, Mapping[str, Any]],
) -> dict[str, Any]:
    """What each unit adds to an indicator."""
    match entry.get("aggregate", "sum"):
        case "ratio":
            above, below = parts[entry["numerator"]], parts[entry["denominator"]]
            return {
                unit: {"numerator": above[unit], "denominator": below[unit]}
                for unit in above
                if unit in below
            }
        case "computed":
            sources = [parts[name] for name in (*entry["plus"], *entry["minus"])]
            signs = [1] * len(entry["plus"]) + [-1] * len(entry["minus"])
            return {
                unit: sum(sign * source[unit] for sign, source in zip(signs, sources, strict=True))
                for unit in sources[0]
                if all(unit in source for source in sources)
            }
        case aggregate:
            said = {u: figures[u].get(entry["question"]) for u in sources_of(entry)}
            given = {unit: value for unit, value in said.items() if value is not None}
            if aggregate == "count_yes":
                return {unit: int(value == entry["choice"]) for unit, value in given.items()}
            return given


def sources_of(entry: Mapping[str, Any]) -> list[str]:
    named = entry.get("units", [])
    return [u.id for u in PLAN.units if u.id in named or u.kind == entry.get("of_kind")]


def total(parts: Mapping[str, Any]) -> int | float | None:
    values = list(parts.values())
    if not values:
        return None
    if not isinstance(values[0], dict):
        return as_number(Fraction(sum(values)))
    above, below = (sum(each[part] for each in values) for part in ("numerator", "denominator"))
    return None if below == 0 else as_number(Fraction(above, below))


def as_number(exact: Fraction) -> int | float:
    return int(exact) if exact.denominator == 1 else float(exact)


# Two units report nothing: the command as the office would use it, from another folder


@dataclass(frozen=True)
class Written:
    folder: Path

    def text(self, name: str) -> str:
        return (self.folder / name).read_text(encoding="utf-8")

    def data(self, name: str) -> Any:
        return json.loads(self.text(name))


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Written:
    out = tmp_path_factory.mktemp("out")
    line = [sys.executable, "-m", "bot", "rehearse", "--round", ROUND, "--out", str(out)]
    for unit in MISSING:
        line += ["--missing", unit]
    done = subprocess.run(
        line, cwd="/", env=os.environ | {"PYTHONPATH": str(ROOT)}, capture_output=True, text=True
    )
    assert (done.returncode, done.stdout.strip()) == (0, str(out)), done.stderr
    return Written(out)


def test_a_rehearsal_writes_what_everybody_saw_and_sent(written: Written) -> None:
    units = {unit.id for unit in PLAN.units}
    files = {path.name for path in written.folder.iterdir()}
    assert {f"{unit}.txt" for unit in units} <= files
    assert files - {f"{unit}.txt" for unit in units} == {
        "answers.json", "bao-cao.docx", "indicators.json", "office.txt",
    }  # fmt: skip
    assert written.data("answers.json").keys() == units - set(MISSING)
    assert "Mã xác nhận" in written.text("thi-doan.txt")
    assert "Mã xác nhận" not in written.text("kinh-te.txt")


def test_who_is_missing_is_named_for_exactly_the_figures_they_owe(written: Written) -> None:
    indicators = written.data("indicators.json")
    owing: dict[str, set[str]] = {}
    for entry in [*filter(is_gathered, INDICATORS), *INDICATORS]:
        owing[entry["id"]] = owed_by_the_missing(entry, owing)
    assert {name: set(each["missing"]) for name, each in indicators.items()} == {
        name: owing[name] for name in indicators
    }
    assert {unit for each in owing.values() for unit in each} == set(MISSING)


def owed_by_the_missing(entry: Mapping[str, Any], owing: Mapping[str, set[str]]) -> set[str]:
    """Of the units that report nothing. An opening figure by decision is known without them; what
    is made of other indicators lacks what they lack."""
    if not is_gathered(entry):
        names = [entry.get(key, ()) for key in ("numerator", "denominator", "plus", "minus")]
        made_of = [name for each in names for name in ([each] if isinstance(each, str) else each)]
        return {unit for name in made_of for unit in owing[name]}
    units = [unit for unit in sources_of(entry) if unit in MISSING]
    return {unit for unit in units if not is_opening(unit, entry["question"])}


def is_opening(unit: str, question: str) -> bool:
    return PLAN.form_for(PLAN.unit(unit)).by_name(question).given.startswith("opening:")


def test_the_document_names_them_in_every_row_they_are_missing_from(written: Written) -> None:
    indicators = written.data("indicators.json")
    missing = {each["label"].lower(): each["missing"] for each in indicators.values()}
    document = (written.folder / "bao-cao.docx").read_bytes()
    rows = [row for table in opened.tables(document) for row in table]
    checked = Counter[str]()
    for row in rows:
        label = next((cell.lower() for cell in row if cell.lower() in missing), None)
        if label is None:
            continue
        named = [unit for unit in MISSING if PLAN.unit(unit).short_name in row[-1]]
        assert named == missing[label], row
        for unit in missing[label] or [""]:
            checked[unit] += 1
    assert checked["kinh-te"] >= 10
    assert checked["xa-phuoc-tin"] >= 10
    assert checked[""] >= 30, "and nowhere else"


def test_the_document_names_them_in_its_sentences(written: Written) -> None:
    sentences = opened.lines((written.folder / "bao-cao.docx").read_bytes())
    assert any("khuyến nông" in s and "Phòng Kinh tế chưa báo cáo" in s for s in sentences)
    poor = next(s for s in sentences if "hộ thoát nghèo" in s and s.startswith("Trong kỳ"))
    assert "chưa bao gồm số liệu của xã Phước Tín" in poor
    lent = [s for s in sentences if "vay vốn" in s or "tiền điện" in s]
    assert not any("Phước Tín" in s or "Phòng Kinh tế" in s for s in lent)


def test_the_summary_in_the_chat_says_who_is_missing(written: Written) -> None:
    office = written.text("office.txt")
    assert "22/24 đơn vị" in office
    assert "Chưa nộp: Phòng Kinh tế; xã Phước Tín." in office
    assert "chưa có số liệu của xã Phước Tín" in office


@pytest.mark.parametrize("option", [["--round", "2020-X"], ["--missing", "xa-khong-co"]])
def test_an_unknown_round_or_unit_is_named(tmp_path: Path, option: list[str]) -> None:
    line = [*(["--round", ROUND] if "--round" not in option else []), *option]
    done = CliRunner().invoke(rehearse, [*line, "--out", str(tmp_path)])
    assert done.exit_code == 1
    assert f"“{option[1]}”" in done.output
    assert list(tmp_path.iterdir()) == []
