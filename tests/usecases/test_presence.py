"""After an absence that Telegram does not bridge, people are told what may be missing, once."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import partial

from tests.usecases.town import START, Town
from usecases.people.invites import join
from usecases.presence import RESTORED, note_presence
from usecases.records import Role

HOUR = timedelta(hours=1)


def heard(town: Town, at: datetime) -> datetime | None:
    since = town.do(lambda work: note_presence(work, at))
    town.deliver()
    return since


def told(town: Town) -> dict[int, int]:
    """How many such messages each phone got."""
    counted = {
        chat: sum(shown.kind == "may_be_missing" for shown in phone)
        for chat, phone in town.phones.items()
    }
    return {chat: count for chat, count in counted.items() if count}


def test_r27_more_than_a_day_offline_is_told_once(town: Town) -> None:
    town.invited("kinh-te", 1, "An")
    town.office()
    assert heard(town, START) is None
    assert heard(town, START + 24 * HOUR) is None
    assert heard(town, START + 49 * HOUR) == START + 24 * HOUR
    assert told(town) == {1: 1, 900: 1}
    text = town.phones[1][-1].text
    assert "09:00 ngày 11/6/2021" in text and "10:00 ngày 12/6/2021" in text
    assert heard(town, START + 49 * HOUR) is None
    assert heard(town, START + 50 * HOUR) is None
    assert heard(town, START + 80 * HOUR) == START + 50 * HOUR
    assert told(town) == {1: 2, 900: 2}


def test_r27_whoever_does_not_take_part_is_not_told(town: Town) -> None:
    town.invited("kinh-te", 1, "An")
    town.invited("y-te", 2, "Bình")
    town.invited("tu-phap", 3, "Chi")
    pending = town.stranger(4, "Dung")
    token = town.token("giao-duc", Role.LIAISON, direct=False)
    pending.do(partial(join, token=token))
    town.do(lambda work: work.people.block(2, START))
    town.change("UPDATE membership SET state = 'revoked' WHERE unit_id = 'tu-phap'")
    heard(town, START)
    heard(town, START + 30 * HOUR)
    assert told(town) == {1: 1}


def test_after_a_restore_the_time_since_the_backup_is_told_however_short(town: Town) -> None:
    town.invited("kinh-te", 1, "An")
    heard(town, START)
    town.do(lambda work: work.settings.put(RESTORED, {"made_at": (START - HOUR).isoformat()}))
    assert heard(town, START + HOUR) == START - HOUR
    assert heard(town, START + HOUR) is None
    assert told(town) == {1: 1}
