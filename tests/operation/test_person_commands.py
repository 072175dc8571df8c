"""S28: what is kept of one person is handed out, and forgotten without changing a figure."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from reporting.answers import Answer
from storage import inbox_queue, outbox_queue, schema
from storage.database import Database
from storage.inbox_queue import RawUpdate
from storage.outbox_queue import NewPart
from storage.tables import metadata
from storage.work import SqlWork
from storage.writer import Writer
from tests.operation.town import Town
from tests.storage import postgres
from tests.storage.season import AN, BINH, NOW, Season
from usecases.records import Message, OutgoingFile, Role

PHONE = "+84912345678"
MARKS = ("Nguyễn Thị An", str(AN.telegram_id), PHONE, "0912345678", "\\u1ec5n Th\\u1ecb An")


def play(season: Season, town: Town) -> dict[str, str]:
    """An's season: what she wrote, was told, handed in; and what others heard of her."""
    files = {name: town.files.put(name.encode()) for name in ("photo", "loose", "draft")}

    def live(work: SqlWork) -> None:
        work.people.set_phone(season.an.id, PHONE)
        binh = work.people.add(BINH, NOW)
        work.people.join(binh.id, "kinh-te", Role.SECOND_LIAISON, active=True, at=NOW)
        name = r"Nguy\u1ec5n Th\u1ecb An"  # as Telegram spells it
        by = f'{{"text": "5", "from": {{"id": {AN.telegram_id}, "name": "{name}"}}}}'
        inbox_queue.store(work, [RawUpdate(1, by, AN.chat_id, AN.telegram_id, "message")], NOW)
        forwarded = f'{{"forward": "{name}", "id": {AN.telegram_id}}}'
        inbox_queue.store(work, [RawUpdate(2, forwarded, 7, 7, "message")], NOW)
        file = OutgoingFile(files["draft"], "bao-cao.docx", "x")
        for chat, text in ((AN.chat_id, "Chào Nguyễn Thị An"), (7, "Nguyễn Thị An đã sửa")):
            said = Message("contact_letter", {"text": text}, file=file if chat != 7 else None)
            key = work.outbox.add(chat, said, NOW)
            assert key is not None
            outbox_queue.keep_parts(work, key, [NewPart("sendMessage", {"text": text})])
        work.audit.note(NOW, season.an.id, "joined", "Nguyễn Thị An", {"phone": PHONE})
        entry = work.directory.add(
            "kinh-te", Role.LIAISON, "Nguyễn Thị An", "Chuyên viên", PHONE, at=NOW, by=None
        )
        work.directory.get(entry)
        for name, draft in (("photo", season.draft.id), ("loose", None)):
            wanted = work.attachments.want(
                name, "an.jpg", "image/jpeg", 5, draft_id=draft, ref="/d/x",
                person_id=season.an.id, at=NOW,
            )  # fmt: skip
            work.attachments.stored(wanted, files[name], 5, NOW)

    season.run(live)
    season.keep("/data/KT01", Answer(5))
    season.submit("R1", {"/data/KT01": Answer(5), "/data/ten": Answer("Nguyễn Văn Chí")})
    return files


def dump(database: Database) -> str:
    with database.reading.connect() as connection:
        return "\n".join(
            str(tuple(row))
            for table in metadata.sorted_tables
            for row in connection.exec_driver_sql(f'SELECT * FROM "{table.name}"')
        )


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest, town: Town) -> Database:
    if request.param == "sqlite":
        return Database(f"sqlite:///{town.path}")
    server: postgres.Server = request.getfixturevalue("postgres_server")
    town.configure(f'[database]\nurl = "{server.url}"\nschema = "person"\n')
    return Database(server.url, schema="person")


def test_s28_a_person_is_forgotten_and_the_report_stays(town: Town, database: Database) -> None:
    town.path.parent.mkdir()
    schema.upgrade(database)
    with Writer(database) as writer:
        season = Season(writer)
        files = play(season, town)
        before = season.run(lambda work: work.submissions.by_code("R1"))
    listed = town.tonghop("person", "list")
    assert "Nguyễn Thị An  kinh-te (liaison, active)" in listed.output
    refused = town.tonghop("person", "remove", 99, "--yes")
    assert refused.exit_code == 1 and "person list" in refused.output

    done = town.tonghop("person", "remove", season.an.id, "--yes")
    assert done.exit_code == 0, done.output
    left = dump(database)
    assert [mark for mark in MARKS if mark in left] == []
    with Writer(database) as writer:
        after = writer.run(lambda work: work.submissions.by_code("R1")).result(10)
        with pytest.raises(Exception, match="only grows"):
            writer.run(
                lambda work: work.transaction.connection.exec_driver_sql("DELETE FROM audit")
            ).result(10)
        person = writer.run(lambda work: work.people.get(season.an.id)).result(10)
        assert not person.active() and person.telegram_id is None
    assert before is not None and after is not None
    assert (after.answers, after.receipt_code, after.at) == (before.answers, "R1", before.at)
    assert after.person_name == person.name == "(đã xóa thông tin)"
    assert "person_forgotten" in left and "Trần Văn Bình" in left
    assert town.files.get(files["photo"])  # of a submitted report
    assert [name for name in ("loose", "draft") if town.files.size(files[name])] == []
    database.dispose()


def test_s28_no_trace_is_left_in_the_file(town: Town) -> None:
    with town.season() as season:
        play(season, town)
    town.tonghop("person", "remove", season.an.id, "--yes")
    for path in town.path.parent.glob("tonghop.sqlite*"):
        content = path.read_bytes()
        assert [mark for mark in MARKS if mark.encode() in content] == [], path


def test_it_is_asked_before_anything_is_forgotten(town: Town) -> None:
    with town.season() as season:
        before = dump(season.writer._database)
    asked = town.tonghop("person", "remove", season.an.id)
    assert asked.exit_code == 1 and "Xóa mọi thông tin cá nhân của Nguyễn Thị An" in asked.output
    with town.database() as database:
        assert dump(database) == before


def test_s28_everything_kept_of_a_person_is_handed_out(town: Town, tmp_path: Path) -> None:
    with town.season() as season:
        files = play(season, town)
    done = town.tonghop("person", "export", season.an.id, "--out", tmp_path / "out")
    assert done.exit_code == 0, done.output
    kept = json.loads((tmp_path / "out" / "du-lieu.json").read_text("utf-8"))
    assert set(kept) == {
        "person", "membership", "directory_entry", "inbox", "message", "part", "audit",
        "answer", "answer_history", "submission", "attachment",
    }  # fmt: skip
    assert kept["person"][0]["name"] == "Nguyễn Thị An"
    assert [row["receipt_code"] for row in kept["submission"]] == ["R1"]
    assert [row["chat_id"] for row in kept["message"]] == [AN.chat_id]
    assert "Bình" not in json.dumps(kept, ensure_ascii=False)
    written = {path.name for path in (tmp_path / "out").iterdir()}
    assert written == {"du-lieu.json", files["photo"], files["loose"]}
    assert {path.stat().st_mode & 0o777 for path in (tmp_path / "out").iterdir()} == {0o600}
