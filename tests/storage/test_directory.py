"""The office's directory, and files of it that wait to be taken over."""

from __future__ import annotations

import pytest
from sqlalchemy.exc import IntegrityError

from storage.work import SqlWork
from tests.storage.season import NOW, Season, later
from usecases.records import DirectoryEntry, Role

PHONE = "+84912345678"


def add(work: SqlWork, phone: str = PHONE, role: Role = Role.LIAISON) -> int:
    return work.directory.add("y-te", role, "Võ Thị Tư", "Phó Giám đốc", phone, at=NOW, by=None)


def test_entries_come_back_as_they_were_given(season: Season) -> None:
    key = season.run(add)
    entry = DirectoryEntry(key, "y-te", Role.LIAISON, "Võ Thị Tư", "Phó Giám đốc", PHONE)
    assert season.run(lambda work: work.directory.get(key)) == entry
    other = season.run(lambda work: add(work, role=Role.LEADER))
    assert [one.id for one in season.run(lambda work: work.directory.all())] == [key, other]


def test_an_entry_is_changed(season: Season) -> None:
    key = season.run(add)
    season.run(lambda work: work.directory.change(key, "Võ Thị Tư", "Giám đốc", "+84987654321"))
    changed = season.run(lambda work: work.directory.get(key))
    assert changed is not None
    assert (changed.post, changed.phone) == ("Giám đốc", "+84987654321")


def test_a_removed_entry_is_gone_and_may_be_entered_again(season: Season) -> None:
    key = season.run(add)
    gone = [season.run(lambda work: work.directory.remove(key, later(days=1))) for _ in range(2)]
    assert gone == [True, False]
    assert season.run(lambda work: work.directory.get(key)) is None
    again = season.run(add)
    assert [one.id for one in season.run(lambda work: work.directory.all())] == [again]


def test_nobody_stands_twice_in_one_role(season: Season) -> None:
    season.run(add)
    with pytest.raises(IntegrityError):
        season.run(add)


def test_a_shown_file_is_decided_on_once(season: Season) -> None:
    people = [{"unit_id": "y-te", "name": "Võ Thị Tư"}]
    key = season.run(
        lambda work: work.directory.show("danh-ba.xlsx", "0" * 64, people, at=NOW, by=season.an.id)
    )
    shown = season.run(lambda work: work.directory.shown(key))
    assert shown is not None and (shown.people, shown.state) == (people, "shown")
    decided = [
        season.run(lambda work: work.directory.decide(key, state, NOW))  # noqa: B023
        for state in ("kept", "dropped", "kept")
    ]
    assert decided == [True, False, False]
    kept = season.run(lambda work: work.directory.shown(key))
    assert kept is not None and kept.state == "kept"
    assert season.run(lambda work: work.directory.shown(key + 1)) is None
