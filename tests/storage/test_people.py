"""People, their memberships and the invitations that made them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from functools import partial
from typing import TypeVar

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from storage.work import SqlWork
from storage.writer import Writer
from tests.storage.season import AN, BINH, NOW, Season, later
from usecases.records import MembershipState, Person, Role, Sender

T = TypeVar("T")


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
    [standing] = season.an.memberships
    revoked = [season.run(lambda work: work.people.revoke(standing.id)) for _ in range(2)]
    assert revoked == [True, False]
    assert season.run(lambda work: work.people.get(season.an.id)).units() == ()
    again = season.run(lambda work: member(work, AN, "kinh-te", Role.LIAISON))
    assert [one.state for one in again.memberships] == [
        MembershipState.REVOKED,
        MembershipState.ACTIVE,
    ]
    assert again.units() == ("kinh-te",)


def test_a_membership_is_activated_once_and_never_after_its_end(writer: Writer) -> None:
    def run(fn: Callable[[SqlWork], T]) -> T:
        return writer.run(fn).result()

    [one] = run(lambda work: member(work, AN, "y-te", Role.LIAISON, active=False)).memberships
    assert [run(lambda work: work.people.activate(one.id)) for _ in range(2)] == [True, False]
    found = run(lambda work: work.people.membership(one.id))
    assert found == replace(one, state=MembershipState.ACTIVE)
    run(lambda work: work.people.revoke(one.id))
    assert not run(lambda work: work.people.activate(one.id))
    assert run(lambda work: work.people.membership(999)) is None


def test_a_person_has_a_telephone_and_a_time_they_were_seen(season: Season) -> None:
    assert season.an.seen_at == NOW
    season.run(lambda work: work.people.set_phone(season.an.id, "+84912345678"))
    season.run(lambda work: work.people.seen(season.an.id, later(days=1)))
    seen = season.run(lambda work: work.people.get(season.an.id))
    assert (seen.phone, seen.seen_at) == ("+84912345678", later(days=1))


def test_the_roll_has_who_is_pending_and_leaves_out_who_is_gone(season: Season) -> None:
    pending, gone = Sender(3, 3, "Lê"), Sender(4, 4, "Võ")
    season.run(lambda work: member(work, pending, "y-te", Role.LEADER, active=False))
    left = season.run(lambda work: member(work, gone, "y-te", Role.LIAISON))
    season.run(lambda work: work.people.revoke(left.memberships[0].id))
    assert [one.name for one in season.run(lambda work: work.people.roll())] == [AN.name, "Lê"]


def listed(season: Season, phone: str = "+84912345678", unit: str = "kinh-te") -> int:
    return season.run(
        lambda work: work.directory.add(
            unit, Role.LIAISON, "Nguyễn Thị An", "", phone, at=NOW, by=None
        )
    )


def test_a_membership_stands_for_an_entry_of_the_directory(season: Season) -> None:
    [membership] = season.an.memberships
    entry = listed(season)
    season.run(lambda work: work.people.stand_for(membership.id, entry))
    [standing] = season.run(lambda work: work.people.of_entry(entry))
    assert standing == replace(membership, entry_id=entry)
    season.run(lambda work: work.people.revoke(membership.id))
    assert season.run(lambda work: work.people.of_entry(entry)) == []


def test_joining_keeps_whom_one_stands_for_and_whom_one_replaces(season: Season) -> None:
    entry, [old] = listed(season), season.an.memberships

    def join(work: SqlWork) -> int:
        binh = work.people.of(BINH) or work.people.add(BINH, NOW)
        return work.people.join(
            binh.id, "kinh-te", Role.LIAISON, active=False, at=NOW, entry_id=entry,
            replaces_id=old.id,
        )  # fmt: skip

    key = season.run(join)
    joined = season.run(lambda work: work.people.membership(key))
    assert joined is not None and (joined.entry_id, joined.replaces_id) == (entry, old.id)
    again = season.run(
        lambda work: work.people.join(
            joined.person_id, "kinh-te", Role.LIAISON, active=True, at=NOW
        )
    )
    assert again == key
    assert season.run(lambda work: work.people.membership(key)) == replace(
        joined, state=MembershipState.ACTIVE
    )


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
        work.transaction.connection.execute(
            text("UPDATE invite SET revoked_at = created_at WHERE id = :key"), {"key": key}
        )

    season.run(revoke)
    assert not season.run(lambda work: work.invites.use(key, season.an.id, NOW))


def test_two_invites_never_share_a_token(season: Season) -> None:
    invite(season)
    with pytest.raises(IntegrityError):
        invite(season)


def test_invitations_of_an_entry_are_voided_but_for_the_used_ones(season: Season) -> None:
    entry = listed(season)

    def add(work: SqlWork, token: str, entry_id: int | None) -> int:
        return work.invites.add(
            token * 64, "kinh-te", Role.LIAISON, expires_at=later(days=3), direct=False, at=NOW,
            by=season.an.id, entry_id=entry_id,
        )  # fmt: skip

    used, first, other = (
        season.run(partial(add, token=t, entry_id=e))
        for t, e in (("u", entry), ("f", entry), ("o", None))
    )
    season.run(lambda work: work.invites.use(used, season.an.id, NOW))
    waiting = season.run(lambda work: work.invites.outstanding(NOW))
    assert [(one.id, one.entry_id) for one in waiting] == [(first, entry), (other, None)]
    season.run(lambda work: work.invites.void(entry, NOW))
    assert [one.id for one in season.run(lambda work: work.invites.outstanding(NOW))] == [other]
    assert not season.run(lambda work: work.invites.use(first, season.an.id, NOW))
    assert season.run(lambda work: work.invites.outstanding(later(days=3))) == []


def test_wrong_tokens_are_counted_within_their_window(season: Season) -> None:
    window = timedelta(minutes=10)

    def guess(minutes: float, who: int = 7) -> int:
        return season.run(lambda work: work.invites.guessed(who, later(minutes=minutes), window))

    assert [guess(0), guess(4), guess(9), guess(0, who=8)] == [1, 2, 3, 1]
    known = lambda minutes: season.run(  # noqa: E731
        lambda work: work.invites.guesses(7, later(minutes=minutes), window)
    )
    assert [known(9), known(10)] == [3, 0]
    assert [guess(10), guess(11)] == [1, 2]
