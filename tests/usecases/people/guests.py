"""Invitations in a town: jobs done as the bot does them, links opened, telephones shared."""

from __future__ import annotations

import json
from functools import partial

from storage.work import SqlWork
from tests.usecases.town import Resident, Shown, Town
from usecases import speak
from usecases.people.everybody import Guest, expected, issue_all
from usecases.people.invites import join, token_hash
from usecases.people.inviting import issue
from usecases.records import OutgoingFile, Role

PICTURE = OutgoingFile("0" * 64, "loi-moi.png", "image/png")
PAGES = OutgoingFile("1" * 64, "phieu-moi.docx", "application/octet-stream")


def orders(town: Town, kind: str) -> list[tuple[int, dict[str, object]]]:
    """Jobs of that kind that nobody has done."""
    rows = town.rows("SELECT id, params FROM job WHERE kind = ? AND state = 'new'", kind)
    return [(key, json.loads(params)) for key, params in rows]


def links_made(town: Town) -> list[str]:
    """Does the waiting orders for links; the tokens, oldest first."""
    tokens = []
    for key, order in orders(town, "invitation"):
        token = f"token-{key}"
        tokens.append(token)

        def making(
            work: SqlWork, order: object = order, token: str = token, key: int = key
        ) -> None:
            work.jobs.next(town.now)
            issue(work, town.library, order, token_hash(token), f"link:{token}", PICTURE, town.now)
            work.jobs.done(key, town.now)

        town.do(partial(making))
        town.change(f"UPDATE job SET state = 'done' WHERE id = {key}")
    town.deliver()
    return tokens


def everybody_invited(town: Town) -> dict[int, str]:
    """Does the waiting order of `Mời tất cả`: token by entry of the directory."""
    [(key, order)] = orders(town, "invite_all")
    guests = [
        Guest(entry, token_hash(f"all-{entry.id}"), "", f"link:all-{entry.id}")
        for entry in town.do(lambda work: expected(work, town.library.current))
    ]
    town.do(lambda work: issue_all(work, town.library, order, guests, PAGES, town.now))
    town.change(f"UPDATE job SET state = 'done' WHERE id = {key}")
    town.deliver()
    return {guest.entry.id: f"all-{guest.entry.id}" for guest in guests}


def listed(
    town: Town, unit: str, name: str, phone: str, role: Role = Role.LIAISON, post: str = ""
) -> int:
    return town.do(
        lambda work: work.directory.add(unit, role, name, post, phone, at=town.now, by=None)
    )


def opens(person: Resident, token: str) -> str:
    return person.do(partial(join, token=token)).kind


def shares(person: Resident, phone: str, owner: int | None = -1) -> Shown:
    """Their own contact, unless it is said whose."""
    whose = person.sender.telegram_id if owner == -1 else owner
    return person.do(partial(speak.contact, phone=phone, owner=whose))


def comes(town: Town, person_id: int, name: str, token: str, phone: str) -> Resident:
    """Opens the link and shares their telephone."""
    person = town.stranger(person_id, name)
    assert opens(person, token) == "welcome_pending"
    shares(person, phone)
    return person


def standing(town: Town) -> list[tuple[object, ...]]:
    """Telegram id, unit, role and state of everybody who waits or is active."""
    return town.rows(
        "SELECT telegram_id, unit_id, role, state FROM membership JOIN person"
        " ON person.id = person_id WHERE state <> 'revoked' ORDER BY membership.id"
    )


def audited(town: Town, action: str) -> int:
    [(count,)] = town.rows("SELECT count(*) FROM audit WHERE action = ?", action)
    return int(count)
