"""What is old goes, what others refer to stays."""

from __future__ import annotations

import os
from pathlib import Path

from sqlalchemy import select

from storage import inbox_queue, outbox_queue, retention
from storage.files import FileStore
from storage.inbox_queue import RawUpdate
from storage.outbox_queue import NewPart
from storage.tables import attachment, inbox, message, part
from storage.work import SqlWork
from tests.storage.season import NOW, Season, later
from usecases.records import Message, OutgoingFile

OLD, LIMIT = later(days=-100), later(days=-90)


def test_raw_updates_go_and_their_ids_and_hashes_stay(season: Season) -> None:
    def store(work: SqlWork) -> None:
        for number, at in enumerate((OLD, OLD, OLD, NOW)):
            inbox_queue.store(work, [RawUpdate(number, f'{{"n": {number}}}')], at)
        for key in (1, 4):
            work.inbox.take(key, NOW)
        inbox_queue.count_attempt(work, 2, "E", not_before=None, at=NOW)

    season.run(store)
    assert season.run(lambda work: retention.forget_updates(work, LIMIT)) == 1
    assert season.run(lambda work: retention.forget_updates(work, LIMIT)) == 0
    rows = season.run(
        lambda work: work.transaction.connection.execute(
            select(inbox.c.raw, inbox.c.sha256 != "").order_by(inbox.c.id)
        ).all()
    )
    assert [tuple(row) for row in rows] == [
        ("", True), ('{"n": 1}', True), ('{"n": 2}', True), ('{"n": 3}', True)
    ]  # fmt: skip
    # What comes again is known by id and hash still.
    again = [RawUpdate(0, '{"n": 0}')]
    assert season.run(lambda work: inbox_queue.store(work, again, NOW)) == []


def test_what_was_said_goes_once_it_was_sent(season: Season) -> None:
    def say(work: SqlWork) -> None:
        for at in (OLD, OLD, NOW):
            key = work.outbox.add(1, Message("contact_letter", {"text": "chữ"}), at)
            assert key is not None
            parts = [NewPart("sendMessage", {"text": "chữ"})]
            (part_id,) = outbox_queue.keep_parts(work, key, parts)
            if key != 2:
                outbox_queue.claim(work, part_id, NOW)
                outbox_queue.sent(work, part_id, 70 + key, NOW)

    season.run(say)
    assert season.run(lambda work: retention.forget_messages(work, LIMIT)) == 1
    assert season.run(lambda work: retention.forget_messages(work, LIMIT)) == 0

    def read(work: SqlWork) -> list[tuple[object, ...]]:
        statement = (
            select(message.c.params, part.c.payload, part.c.telegram_message_id)
            .join_from(message, part)
            .order_by(message.c.id)
        )
        return list(map(tuple, work.transaction.connection.execute(statement)))

    said = {"text": "chữ"}
    assert season.run(read) == [({}, {}, 71), (said, said, None), (said, said, 73)]


def test_an_update_discarded_in_its_turn_is_known_and_says_nothing(season: Season) -> None:
    raw = RawUpdate(1, '{"text": "070123456789"}')

    def turn(work: SqlWork) -> None:
        [key] = inbox_queue.store(work, [raw], NOW)
        assert work.inbox.take(key, NOW)
        work.inbox.discard(key)

    season.run(turn)
    rows = season.run(
        lambda work: work.transaction.connection.execute(select(inbox.c.raw, inbox.c.state)).all()
    )
    assert [tuple(row) for row in rows] == [("", "done")]
    assert season.run(lambda work: inbox_queue.store(work, [raw], NOW)) == [], "not taken again"


def test_much_is_forgotten_piece_by_piece(season: Season) -> None:
    def store(work: SqlWork) -> None:
        keys = inbox_queue.store(work, [RawUpdate(n, f"{n}") for n in range(7)], OLD)
        assert all(work.inbox.take(key, NOW) for key in keys)

    season.run(store)
    counts = [season.run(lambda work: retention.forget_updates(work, LIMIT, 3)) for _ in range(4)]
    assert counts == [3, 3, 1, 0]


def test_files_nobody_refers_to_any_more_go(season: Season, tmp_path: Path) -> None:
    files = FileStore(tmp_path / "files")
    words = ("old photo", "new photo", "old report", "new report", "unsent", "stray", "just put")
    names = {word: files.put(word.encode()) for word in words}
    for word, sha256 in names.items():
        if word != "just put":
            os.utime(files.path(sha256), (OLD.timestamp(), OLD.timestamp()))

    def refer(work: SqlWork) -> None:
        for word, at in (("old", OLD), ("new", NOW)):
            wanted = work.attachments.want(
                "f", "a", "b", 1, draft_id=season.draft.id, ref="/d/x",
                person_id=season.an.id, at=at,
            )  # fmt: skip
            work.attachments.stored(wanted, names[f"{word} photo"], 9, at)
            file = OutgoingFile(names[f"{word} report"], "b.docx", "x")
            key = work.outbox.add(1, Message("consolidated", {"a": 1}, file=file), at)
            assert key is not None
            (part_id,) = outbox_queue.keep_parts(work, key, [NewPart("sendDocument", {"a": 1})])
            outbox_queue.claim(work, part_id, NOW)
            outbox_queue.sent(work, part_id, 5, NOW)

        unsent = Message("nobody_to_invite", file=OutgoingFile(names["unsent"], "c.pdf", "x"))
        work.outbox.add(1, unsent, OLD)

    season.run(refer)
    tidy = lambda work: retention.remove_stray_files(work, files, NOW)  # noqa: E731
    assert season.run(tidy) == 1
    assert season.run(lambda work: retention.forget_attachments(work, LIMIT)) == 1
    assert season.run(lambda work: retention.forget_messages(work, LIMIT)) == 1
    assert season.run(tidy) == 2
    left = {word for word, sha256 in names.items() if files.size(sha256)}
    assert left == {"new photo", "new report", "unsent", "just put"}
    rows = season.run(
        lambda work: work.transaction.connection.execute(
            select(attachment.c.state, attachment.c.error).order_by(attachment.c.id)
        ).all()
    )
    assert [tuple(row) for row in rows] == [("failed", "expired"), ("stored", "")]


def test_a_file_that_is_put_again_is_young_again(season: Season, tmp_path: Path) -> None:
    files = FileStore(tmp_path / "files")
    sha256 = files.put(b"report")
    os.utime(files.path(sha256), (OLD.timestamp(), OLD.timestamp()))
    files.put(b"report")
    assert season.run(lambda work: retention.remove_stray_files(work, files, NOW)) == 0


def test_what_a_killed_process_left_half_written_goes(season: Season, tmp_path: Path) -> None:
    files = FileStore(tmp_path / "files")
    folder = files.path(files.put(b"report")).parent
    half, being_written = folder / ".new-a", folder / ".new-b"
    for path in (half, being_written):
        path.write_bytes(b"rep")
    os.utime(half, (OLD.timestamp(), OLD.timestamp()))
    os.utime(being_written, (NOW.timestamp(), NOW.timestamp()))
    assert season.run(lambda work: retention.remove_stray_files(work, files, NOW)) == 1
    assert [half.exists(), being_written.exists()] == [False, True]
