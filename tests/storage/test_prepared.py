"""A statement works as often as it is used: a server plans it anew after some uses."""

from __future__ import annotations

import pytest
from sqlalchemy import bindparam, select

from storage.repositories.prepared import Prepared
from storage.tables import message, person
from storage.work import SqlWork
from tests.storage.season import NOW, Season
from usecases.records import Message, Role, Sender

OFTEN = 25


def test_drafts_are_opened_again_and_again(season: Season) -> None:
    def hand_in(work: SqlWork) -> bool:
        owed = season.obligation.id
        draft = work.drafts.open_for(owed) or work.drafts.start(owed, NOW)
        return work.drafts.close(draft.id)

    assert all(season.run(hand_in) for _ in range(OFTEN))


def test_people_join_again_and_again(season: Season) -> None:
    def join(work: SqlWork) -> int:
        work.people.join(season.an.id, "kinh-te", Role.LIAISON, active=True, at=NOW)
        return len(work.people.get(season.an.id).memberships)

    assert [season.run(join) for _ in range(OFTEN)] == [1] * OFTEN


def test_constants_are_spelt_out_so_that_nothing_is_planned_anew(season: Season) -> None:
    new = select(message.c.id).where(message.c.state == "new", message.c.chat_id == bindparam("to"))

    def compiled(work: SqlWork) -> str:
        return Prepared(new, work.transaction.connection.dialect, ["to"]).sql

    assert "message.state = 'new'" in season.run(compiled)


@pytest.mark.parametrize("kind", ["it's", "100 %s %% ?", ":to", "\\"])
def test_a_constant_is_read_as_it_was_written(season: Season, kind: str) -> None:
    same = select(message.c.kind).where(
        message.c.kind == kind, message.c.chat_id == bindparam("to")
    )

    def look(work: SqlWork) -> list[str]:
        work.outbox.add(7, Message(kind), NOW)
        return [row.kind for row in work.transaction.all(same, {"to": 7})]

    assert season.run(look) == [kind]


@pytest.mark.parametrize("params", [{}, {"key": 1, "more": 2}])
def test_a_parameter_too_few_or_too_many_is_refused(
    season: Season, params: dict[str, object]
) -> None:
    named = select(person.c.name).where(person.c.id == bindparam("key"))
    with pytest.raises(KeyError):
        season.run(lambda work: work.transaction.all(named, params))
    sender = Sender(5, 5, "Bình")
    assert season.run(lambda work: work.people.add(sender, NOW)).name == "Bình"
