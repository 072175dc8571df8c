"""What the operator types to back up and to bring back."""

from __future__ import annotations

import json
import tarfile
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from bot.clock import FakeClock
from bot.operation.backups import Backups, DailyBackup
from reporting.answers import Answer
from storage import schema
from storage.database import Database
from storage.lock import hold
from storage.writer import Writer
from tests.operation.town import Town
from tests.storage import postgres
from tests.storage.season import NOW


@pytest.fixture
def new(tmp_path: Path) -> Town:
    """Another machine."""
    folder = tmp_path / "new"
    folder.mkdir()
    return Town(folder)


def test_backup_and_restore_by_two_commands(town: Town, new: Town) -> None:
    with town.season() as season:
        season.submit("R1", {"/data/KT01": Answer(5)})
        sha256 = town.files.put(b"photo")
        done = town.tonghop("backup")
    assert done.exit_code == 0
    (archive,) = town.archives
    assert str(archive) in done.output and "1 báo cáo đã nộp, 1 tệp" in done.output

    done = new.tonghop("restore", archive)
    assert done.exit_code == 0
    assert "1 báo cáo đã nộp, 1 tệp" in done.output and "lost-from" in done.output
    assert new.files.get(sha256) == b"photo"
    with new.database() as database, Writer(database) as writer:
        assert writer.run(lambda work: work.submissions.by_code("R1")).result(10) is not None

    again = new.tonghop("restore", archive)
    assert again.exit_code == 1
    assert "đã có dữ liệu" in again.output and str(new.path) in again.output


def test_restore_lists_receipts_that_the_old_database_still_has(town: Town, new: Town) -> None:
    with town.season() as season:
        season.submit("R1", {})
        town.tonghop("backup")
        season.run(lambda work: work.drafts.start(season.obligation.id, NOW))
        season.submit("R2", {})
    (archive,) = town.archives
    done = new.tonghop("restore", archive, "--lost-from", town.path)
    assert "1 báo cáo nộp sau lúc sao lưu" in done.output
    assert "R2  kinh-te  2021-6T  v2  09:00 15/06/2021  Nguyễn Thị An" in done.output
    assert "R1 " not in done.output
    assert new.tonghop("database", "lost-from", town.path).output in done.output
    assert "Mọi báo cáo" in town.tonghop("database", "lost-from", new.path).output


def test_restore_refuses_while_the_bot_runs(town: Town, new: Town) -> None:
    with town.season():
        town.tonghop("backup")
    database = Database(f"sqlite:///{new.path}")
    with hold(database):
        done = new.tonghop("restore", town.archives[0])
    database.dispose()
    assert done.exit_code == 1 and "tiến trình khác" in done.output
    assert not new.path.exists()


def test_an_encrypted_backup_needs_its_key(town: Town, new: Town) -> None:
    key = town.folder / "khoa.txt"
    assert town.tonghop("backup", "--new-key", key).exit_code == 0
    refused = town.tonghop("backup", "--new-key", key)
    assert refused.exit_code == 1 and "đã có" in refused.output
    town.configure('[backup]\nkey_file = "khoa.txt"\n')
    with town.season():
        assert town.tonghop("backup").exit_code == 0
    (archive,) = town.archives
    assert archive.suffix == ".age"
    refused = new.tonghop("restore", archive)
    assert refused.exit_code == 1 and "mã hóa" in refused.output
    assert new.tonghop("restore", archive, "--key", key).exit_code == 0


def test_an_archive_for_another_folder_deletes_nothing_there(town: Town, tmp_path: Path) -> None:
    elsewhere = tmp_path / "usb"
    elsewhere.mkdir()
    old = elsewhere / "tonghop-20200101T000000Z.tar.gz"
    old.write_bytes(b"")
    town.configure("[backup]\nkeep_days = 1\nkeep_weeks = 0\nkeep_months = 0\n")
    with town.season():
        assert town.tonghop("backup", "--to", elsewhere).exit_code == 0
    assert old.exists() and len(list(elsewhere.iterdir())) == 2
    assert town.archives == []


def test_what_cannot_be_backed_up_or_restored_is_explained(town: Town) -> None:
    nothing = town.tonghop("backup")
    assert nothing.exit_code == 1 and "Chưa có cơ sở dữ liệu" in nothing.output
    assert not town.path.exists()
    broken = town.folder / "broken.tar.gz"
    broken.write_bytes(b"no archive")
    refused = town.tonghop("restore", broken)
    assert refused.exit_code == 1 and "không phải bản sao lưu" in refused.output


def test_a_missing_file_is_told(town: Town) -> None:
    with town.season() as season:
        sha256 = town.files.put(b"photo")

        def keep(work):
            wanted = work.attachments.want(
                "f", "a", "b", 1, draft_id=None, ref="", person_id=season.an.id, at=NOW
            )
            work.attachments.stored(wanted, sha256, 5, NOW)

        season.run(keep)
        town.files.path(sha256).unlink()
        done = town.tonghop("backup")
    assert done.exit_code == 0 and "1 tệp đính kèm không còn" in done.output


def test_copy_to_postgresql(town: Town, postgres_server: postgres.Server) -> None:
    new = settings_beside(town, f'url = "{postgres_server.url}"\nschema = "phuoc_long"')
    with town.season() as season:
        season.submit("R1", {"/data/KT01": Answer(5)})
        held = Database(f"sqlite:///{town.path}")
        with hold(held):
            refused = town.tonghop("database", "copy", "--to", new)
        held.dispose()
    assert refused.exit_code == 1 and "tiến trình khác" in refused.output
    done = town.tonghop("database", "copy", "--to", new)
    assert done.exit_code == 0 and "số dòng từng bảng khớp" in done.output
    again = town.tonghop("database", "copy", "--to", new)
    assert again.exit_code == 1 and "đã có dữ liệu" in again.output
    target = Database(postgres_server.url, schema="phuoc_long")
    with Writer(target) as writer:
        assert writer.run(lambda work: work.submissions.by_code("R1")).result(10) is not None
    target.dispose()

    # And its backup is one of this town, made without stopping anything.
    new.replace(town.config)
    done = town.tonghop("backup")
    assert done.exit_code == 0 and "1 báo cáo" in done.output
    assert [path.name[:11] for path in (town.folder / "var" / "backups").iterdir()] == [
        "phuoc_long-"
    ]


def settings_beside(town: Town, database: str) -> Path:
    """A second file of settings, of the same bot with another database."""
    path = town.config.with_name("moi.toml")
    path.write_text(f"{town.config.read_text('utf-8')}[database]\n{database}\n", "utf-8")
    path.chmod(0o600)
    return path


def test_a_database_of_an_earlier_version_is_brought_up_to_date_and_copied(town: Town) -> None:
    with town.season() as season:
        season.submit("R1", {"/data/KT01": Answer(5)})
        schema.migrate(season.writer._database, "-1")
    done = town.tonghop("database", "copy", "--to", settings_beside(town, 'url = "sqlite:///n.db"'))
    assert done.exit_code == 0, done.output


@pytest.mark.parametrize("url", ["mysql://x/y", "nonsense", "sqlite://"])
def test_another_kind_of_database_is_refused(town: Town, url: str) -> None:
    new = settings_beside(town, f'url = "{url}"')
    refused = town.tonghop("database", "copy", "--to", new)
    assert refused.exit_code == 1 and "sqlite:///" in refused.output


def test_a_database_is_not_copied_into_itself(town: Town) -> None:
    new = settings_beside(town, 'schema = ""')
    refused = town.tonghop("database", "copy", "--to", new)
    assert refused.exit_code == 1 and "cùng một cơ sở dữ liệu" in refused.output


class Daily:
    """The daily backup of a town under a clock of its own."""

    def __init__(self, town: Town, database: Database) -> None:
        self.clock = FakeClock(NOW)
        self.backups = Backups(town.settings, database, town.files)
        self.duty = DailyBackup(self.backups, self.clock)
        self.town = town

    async def made_at(self, moment: str) -> int:
        """How many archives there are after a look at this local time."""
        self.clock.advance_to(datetime.fromisoformat(f"{moment}+07:00"))
        await self.duty()
        return len(self.town.archives)


async def test_one_backup_a_day_after_its_hour_and_at_once_when_there_is_none(town: Town) -> None:
    with town.season() as season:
        daily = Daily(town, season.writer._database)
        assert await daily.made_at("2021-06-15T09:00") == 1
        assert await daily.made_at("2021-06-16T01:59") == 1
        assert await daily.made_at("2021-06-16T02:00") == 2
        assert await daily.made_at("2021-06-16T02:01") == 2
        assert await daily.made_at("2021-06-16T23:59") == 2
        assert await daily.made_at("2021-06-19T08:00") == 3
        assert not daily.backups.due(daily.clock.now())


async def test_a_backup_that_fails_is_told_and_tried_again(
    town: Town, caplog: pytest.LogCaptureFixture
) -> None:
    key = town.folder / "khoa.txt"
    key.write_text("no key")
    town.configure('[backup]\nkey_file = "khoa.txt"\n')
    with town.season() as season:
        daily = Daily(town, season.writer._database)
        assert await daily.made_at("2021-06-15T09:00") == 0
        assert "Không đọc được khóa" in caplog.text
        town.tonghop("backup", "--new-key", town.folder / "khoa2.txt")
        (town.folder / "khoa2.txt").replace(key)
        assert await daily.made_at("2021-06-15T09:14") == 0
        assert await daily.made_at("2021-06-15T09:16") == 1


async def test_old_archives_go_as_the_days_pass(town: Town) -> None:
    town.configure("[backup]\nkeep_days = 2\nkeep_weeks = 1\nkeep_months = 1\n")
    with town.season() as season:
        daily = Daily(town, season.writer._database)
        for day in range(16, 26):
            await daily.made_at(f"2021-06-{day}T03:00")
        assert len(town.archives) == 2
        with tarfile.open(town.archives[0]) as tar:
            content = tar.extractfile("manifest.json")
            assert content is not None
            made_at = datetime.fromisoformat(json.load(content)["made_at"])
    assert daily.clock.now() - made_at == timedelta(days=1)
