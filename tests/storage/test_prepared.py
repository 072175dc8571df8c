"""A statement works as often as it is used: a server plans it anew after some uses."""

from __future__ import annotations

from storage.work import SqlWork
from tests.storage.season import NOW, Season
from usecases.records import Role

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
