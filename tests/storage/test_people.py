"""People, their memberships and the invitations that made them."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from storage.work import SqlWork
from storage.writer import Writer
from tests.storage.season import AN, BINH, NOW, Season, later
from usecases.records import MembershipState, Person, Role, Sender


def member(work: SqlWork, sender: Sender, unit: str, role: Role, *, active: bool = True) -> Person:
    known = work.people.of(sender) or work.people.add(sender, NOW)
    work.people.join(known.id, unit, role, active=active, at=NOW)
    return work.people.get(known.id)


def test_a_stranger_is_nobody(writer: Writer) -> None:
    assert writer.run(lambda work: work.people.of(AN)).result() is None
    with pytest.raises(KeyError):
        writer.run(lambda work: work.people.get(1)).result()


def test_name_and_chat_are_kept_fresh_and_a_block_ends(season: Season) -> None:
    season.run(lambda work: work.people.block(AN.chat_id, NOW))
    assert season.run(lambda work: work.people.get(season.an.id)).blocked
    renamed = replace(AN, name="An (Phòng Kinh tế)", chat_id=77)
    seen = season.run(lambda work: work.people.of(renamed))
    assert seen is not None
    assert (seen.id, seen.name, seen.chat_id, seen.blocked) == (
        season.an.id,
        renamed.name,
        77,
        False,
    )
    assert season.run(lambda work: work.people.get(season.an.id)) == seen


def test_joining_twice_is_joining_once(season: Season) -> None:
    for _ in range(2):
        season.run(lambda work: member(work, AN, "kinh-te", Role.LIAISON))
    assert len(season.run(lambda work: work.people.get(season.an.id)).memberships) == 1


def test_a_pending_membership_becomes_active_and_never_the_other_way(writer: Writer) -> None:
    def states(active: bool) -> list[MembershipState]:
        found = writer.run(lambda work: member(work, AN, "y-te", Role.LIAISON, active=active))
        return [one.state for one in found.result().memberships]

    assert states(active=False) == [MembershipState.PENDING]
    assert states(active=True) == [MembershipState.ACTIVE]
    assert states(active=False) == [MembershipState.ACTIVE]


def test_after_a_revocation_a_new_membership_begins(season: Season) -> None:
    def revoke(work: SqlWork) -> None:
        work.transaction.connection.execute(text("UPDATE membership SET state = 'revoked'"))

    season.run(revoke)
    assert season.run(lambda work: work.people.get(season.an.id)).units() == ()
    again = season.run(lambda work: member(work, AN, "kinh-te", Role.LIAISON))
    assert [one.state for one in again.memberships] == [
        MembershipState.REVOKED,
        MembershipState.ACTIVE,
    ]
    assert again.units() == ("kinh-te",)


def test_units_are_in_the_order_they_were_given(season: Season) -> None:
    for unit in ("y-te", "mttq", "giao-duc"):
        season.run(partial(member, sender=AN, unit=unit, role=Role.SECOND_LIAISON))
    seen = season.run(lambda work: work.people.of(AN))
    assert seen is not None
    assert seen.units() == ("kinh-te", "y-te", "mttq", "giao-duc")


def test_the_people_of_a_unit_liaisons_first(season: Season) -> None:
    chief, pending, other = Sender(3, 3, "Lê"), Sender(4, 4, "Võ"), Sender(5, 5, "Hồ")
    season.run(lambda work: member(work, chief, "kinh-te", Role.LEADER))
    season.run(lambda work: member(work, BINH, "kinh-te", Role.SECOND_LIAISON))
    season.run(lambda work: member(work, pending, "kinh-te", Role.LIAISON, active=False))
    season.run(lambda work: member(work, other, "y-te", Role.LIAISON))
    names = [one.name for one in season.run(lambda work: work.people.of_unit("kinh-te"))]
    assert names == [AN.name, BINH.name, "Lê"]


def test_the_office_is_who_is_active_and_can_be_reached(season: Season) -> None:
    pending, gone = Sender(3, 3, "Lê"), Sender(4, 4, "Võ")
    season.run(lambda work: member(work, BINH, "noi-vu", Role.OFFICE))
    season.run(lambda work: member(work, pending, "noi-vu", Role.OFFICE, active=False))
    season.run(lambda work: member(work, gone, "noi-vu", Role.OFFICE))
    season.run(lambda work: work.people.block(4, NOW))
    assert [one.name for one in season.run(lambda work: work.people.office())] == [BINH.name]


def test_focus_is_a_stack(season: Season) -> None:
    season.run(lambda work: work.people.focus(season.an.id, [3, 5]))
    assert season.run(lambda work: work.people.get(season.an.id)).focus == (3, 5)


def invite(season: Season, token: str = "a" * 64) -> int:
    return season.run(
        lambda work: work.invites.add(
            token,
            "y-te",
            Role.LIAISON,
            expires_at=later(days=7),
            direct=True,
            at=NOW,
            by=season.an.id,
        )
    )


def test_an_invite_is_found_by_the_hash_of_its_token(season: Season) -> None:
    key = invite(season)
    found = season.run(lambda work: work.invites.find("a" * 64))
    assert found is not None
    assert (found.id, found.unit_id, found.role, found.direct) == (key, "y-te", Role.LIAISON, True)
    assert (found.expires_at, found.used_at, found.revoked_at) == (later(days=7), None, None)
    assert season.run(lambda work: work.invites.find("b" * 64)) is None


def test_an_invite_is_used_once(season: Season) -> None:
    key = invite(season)
    uses = [
        season.writer.run(lambda work: work.invites.use(key, season.an.id, later(minutes=1)))
        for _ in range(5)
    ]
    assert sorted(one.result() for one in uses) == [False] * 4 + [True]
    found = season.run(lambda work: work.invites.find("a" * 64))
    assert found is not None and found.used_at == later(minutes=1)


def test_a_revoked_invite_cannot_be_used(season: Season) -> None:
    key = invite(season)

    def revoke(work: SqlWork) -> None:
        work.transaction.connection.execute(text("UPDATE invite SET revoked_at = used_at"))
        work.transaction.connection.execute(
            text("UPDATE invite SET revoked_at = created_at WHERE id = :key"), {"key": key}
        )

    season.run(revoke)
    assert not season.run(lambda work: work.invites.use(key, season.an.id, NOW))


def test_two_invites_never_share_a_token(season: Season) -> None:
    invite(season)
    with pytest.raises(IntegrityError):
        invite(season)
