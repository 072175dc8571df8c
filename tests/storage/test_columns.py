"""Columns give back what they were given, on both engines."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest

from storage.writer import Writer
from tests.storage.season import NOW, Season
from usecases.records import JSON, Message, Sender

HANOI = timezone(timedelta(hours=7))


def test_times_come_back_aware_and_in_utc(season: Season) -> None:
    at = datetime(2021, 6, 15, 9, 0, 0, 123456, tzinfo=HANOI)
    season.run(lambda work: work.obligations.add(season.round_id, "mttq", "form", at, at))
    read = season.run(lambda work: work.obligations.of_units(["mttq"])[0])
    assert read.due_at == at
    assert read.due_at.tzinfo is UTC
    assert read.due_at.isoformat() == "2021-06-15T02:00:00.123456+00:00"


def test_a_time_without_a_zone_is_refused(season: Season) -> None:
    naive = datetime(2021, 6, 15)  # noqa: DTZ001 - the fault under test
    with pytest.raises(ValueError, match="without a zone"):
        season.run(lambda work: work.obligations.add(season.round_id, "mttq", "form", naive, NOW))


def test_times_are_compared_as_moments_not_as_texts(writer: Writer) -> None:
    writer.run(
        lambda work: work.jobs.add("late", {}, datetime(2021, 6, 15, 9, tzinfo=HANOI))
    ).result()
    before = datetime(2021, 6, 15, 1, 59, 59, 999999, tzinfo=UTC)
    assert writer.run(lambda work: work.jobs.next(before)).result() is None
    assert writer.run(lambda work: work.jobs.next(NOW)).result() is not None


@pytest.mark.parametrize(
    "value",
    [None, 0, 0.1, "", "ệ\U0001f600", [], {"b": 1, "a": [None, {"c": "d"}]}, 10**25, "\x00 \x01"],
)
def test_json_comes_back_as_it_was(writer: Writer, value: JSON) -> None:
    writer.run(lambda work: work.settings.put("k", value)).result()
    read = writer.run(lambda work: work.settings.get("k")).result()
    assert read == value
    if isinstance(value, dict):
        assert list(read) == list(value)


def test_large_telegram_ids_fit(writer: Writer) -> None:
    sender = Sender(telegram_id=2**52 - 1, chat_id=-(2**52) + 1, name="An")
    writer.run(lambda work: work.people.add(sender, NOW)).result()
    read = writer.run(lambda work: work.people.of(sender)).result()
    assert read is not None
    assert (read.telegram_id, read.chat_id) == (2**52 - 1, -(2**52) + 1)


@pytest.mark.parametrize("name", ["\ud800 An", "A\x00n", "\U0001f600"])
def test_a_hostile_name_stops_nobody(writer: Writer, name: str) -> None:
    sender = Sender(1, 1, name)
    writer.run(lambda work: work.people.add(sender, NOW)).result()
    for _ in range(2):
        assert writer.run(lambda work: work.people.of(sender)).result() is not None
    writer.run(lambda work: work.outbox.add(1, Message("hello", {"name": name}), NOW)).result()
