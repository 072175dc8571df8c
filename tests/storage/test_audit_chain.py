"""S10: a row of the audit that was changed past the database's own refusal shows in the chain."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from sqlalchemy import delete, select, update

from storage.audit_chain import BEGINNING, Examined, entries, examine
from storage.database import Database
from storage.forgetting import forget_person, lifted
from storage.person_data import Someone
from storage.schema import migrate
from storage.tables import audit
from storage.work import SqlWork
from storage.writer import Writer
from tests.operation.town import Town
from tests.storage.season import NOW, Season

NOTES = 5


@pytest.fixture
def noted(season: Season) -> Season:
    def note(work: SqlWork) -> None:
        for n in range(NOTES):
            person = season.an.id if n % 2 else None
            work.audit.note(NOW, person, "done", f"thing:{n}", {"ô\ud800": n, "b": 1.5})

    season.run(note)
    return season


def look(season: Season) -> Examined:
    return season.run(lambda work: examine(work.transaction.connection))


def rows(season: Season) -> list[int]:
    """Ids of the rows in their order."""
    return season.run(
        lambda work: list(
            work.transaction.connection.execute(select(audit.c.id).order_by(audit.c.id)).scalars()
        )
    )


def test_s10_what_was_written_is_whole(noted: Season) -> None:
    found = look(noted)
    assert (found.rows, found.broken) == (len(rows(noted)), None)
    assert found.last != BEGINNING
    noted.run(lambda work: work.audit.note(NOW, None, "more", "x", {}))
    assert look(noted).last != found.last


@pytest.mark.parametrize(
    "change",
    [
        {"subject": "thing:9"}, {"detail": {"b": 2}}, {"person_id": None}, {"action": "undone"},
        {"at": NOW.replace(year=2020)}, {"words": "0" * 64}, {"chain": "0" * 64}, {"salt": ""},
    ],
    ids=lambda change: next(iter(change)),
)  # fmt: skip
def test_s10_a_changed_row_is_named(noted: Season, change: dict[str, object]) -> None:
    key = rows(noted)[-3]

    def tamper(work: SqlWork) -> None:
        connection = work.transaction.connection
        with lifted(connection, audit):
            connection.execute(update(audit).where(audit.c.id == key).values(**change))

    if change == {"person_id": None}:
        key = rows(noted)[-2]  # one that names a person
    noted.run(tamper)
    assert look(noted).broken == key


def test_s10_a_row_taken_out_is_missed(noted: Season) -> None:
    before = rows(noted)

    def remove(work: SqlWork) -> None:
        connection = work.transaction.connection
        with lifted(connection, audit):
            connection.execute(delete(audit).where(audit.c.id == before[-3]))

    noted.run(remove)
    assert look(noted).broken == before[-2]


def test_forgetting_a_person_is_no_break_and_cannot_hide_one(noted: Season) -> None:
    an = noted.an
    noted.run(lambda work: work.audit.note(NOW, an.id, "joined", an.name, {"name": an.name}))
    assert an.telegram_id is not None and an.chat_id is not None
    who = Someone(an.id, an.telegram_id, an.chat_id, an.name, an.phone)
    noted.run(lambda work: forget_person(work, who, "(nobody)", NOW))
    assert look(noted).broken is None
    said = noted.run(lambda work: json.dumps(list(entries(work.transaction.connection))))
    assert an.name not in said
    first = rows(noted)[0]

    def tamper(work: SqlWork) -> None:
        connection = work.transaction.connection
        with lifted(connection, audit):
            connection.execute(update(audit).where(audit.c.id == first).values(subject="other"))

    noted.run(tamper)
    assert look(noted).broken == first


def test_what_forgetting_left_cannot_be_changed_unseen(noted: Season) -> None:
    an = noted.an
    noted.run(lambda work: work.audit.note(NOW, an.id, "joined", an.name, {"role": "liaison"}))
    key = rows(noted)[-1]
    assert an.telegram_id is not None and an.chat_id is not None
    who = Someone(an.id, an.telegram_id, an.chat_id, an.name, an.phone)
    noted.run(lambda work: forget_person(work, who, "(nobody)", NOW))
    assert look(noted).broken is None

    def tamper(work: SqlWork) -> None:
        connection = work.transaction.connection
        with lifted(connection, audit):
            values = {"detail": {"role": "office"}}
            connection.execute(update(audit).where(audit.c.id == key).values(**values))

    noted.run(tamper)
    assert look(noted).broken == key


def test_s10_rows_cut_off_at_the_end_are_missed_by_a_link_known_before(noted: Season) -> None:
    before, last = look(noted), rows(noted)[-1]

    def cut(work: SqlWork) -> None:
        connection = work.transaction.connection
        with lifted(connection, audit):
            connection.execute(delete(audit).where(audit.c.id == last))

    def known(season: Season, link: str) -> bool:
        return season.run(lambda work: examine(work.transaction.connection, link).holds_known)

    assert known(noted, before.last)
    noted.run(cut)
    assert look(noted).broken is None
    assert known(noted, look(noted).last)
    assert not known(noted, before.last)


def test_rows_from_before_the_chain_are_taken_into_it(
    blank: Database,
) -> None:
    migrate(blank, "0006")
    with blank.writing.begin() as connection:
        for number in range(3):
            connection.exec_driver_sql(
                "INSERT INTO audit (at, action, subject, detail) VALUES"
                f" ('2021-06-15T02:00:00.000000+00:00', 'done', 'thing:{number}', '{{\"n\": 1}}')"
            )
    migrate(blank, "head")
    with blank.reading.connect() as connection:
        assert examine(connection) == Examined(3, examine(connection).last)


def test_the_command_line_checks_and_writes_out(tmp_path: Path) -> None:
    town = Town(tmp_path / "town")
    with town.season() as season:
        season.run(lambda work: work.audit.note(NOW, None, "done", "thing", {"a": 1}))
        whole = look(season)
    checked = town.tonghop("audit", "verify")
    assert checked.exit_code == 0 and whole.last in checked.output
    assert town.tonghop("audit", "verify", "--known", whole.last).exit_code == 0
    cut_off = town.tonghop("audit", "verify", "--known", "0" * 64)
    assert (cut_off.exit_code, "bị cắt" in cut_off.output) == (1, True)
    out = tmp_path / "audit.jsonl"
    written = town.tonghop("audit", "export", "--out", out)
    assert written.exit_code == 0
    lines = [json.loads(line) for line in out.read_text("utf-8").splitlines()]
    assert len(lines) == whole.rows and lines[-1]["subject"] == "thing"
    assert town.tonghop("audit", "export", "--out", out).exit_code == 1
    with town.database() as database, Writer(database) as writer:
        writer.run(spoil).result(30)
    spoiled = town.tonghop("audit", "verify")
    assert (spoiled.exit_code, f"dòng {lines[-1]['id']}" in spoiled.output) == (1, True)


def spoil(work: SqlWork) -> None:
    connection = work.transaction.connection
    with lifted(connection, audit):
        connection.execute(update(audit).where(audit.c.subject == "thing").values(subject="other"))
