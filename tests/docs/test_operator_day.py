"""An operator's day, typed from the Vietnamese guide: every command, on machines of a test."""

from __future__ import annotations

import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from bot.clock import Clock
from rehearsal.stage import TOKEN
from simulator import Phone, Simulator
from storage import schema
from storage.database import Database
from storage.work import SqlWork
from storage.writer import Writer
from tests.docs.guide import Machine, said, sections
from tests.storage import postgres
from tests.storage.season import NOW
from tests.telegram.bot_process import PATIENCE
from usecases.records import Role

NEW_TOKEN = "110201543:BBHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw0"
IN_THE_GUIDE = "tonghop-20210616T190000Z.tar.gz"


@asynccontextmanager
async def telegram(token: str) -> AsyncIterator[Simulator]:
    sim = Simulator(token, Clock().now)
    await sim.start()
    try:
        yield sim
    finally:
        await sim.stop()


@pytest.fixture(scope="module")
def postgres_server():
    with postgres.server() as running:
        yield running


async def install(machine: Machine, sim: Simulator, token: str) -> list[str]:
    """Section 1 up to the editing of config.toml; what is left of it."""
    lines = sections()["1"]
    edited = lines.index("nano config.toml")
    await machine.play(lines[:edited])
    machine.inside = True
    machine.edit(
        ('token = ""', f'token = "{token}"'),
        ('path = "plans/phuoc-long-2021"', 'path = "app/plans/phuoc-long-2021"'),
        ("poll_seconds = 30", "poll_seconds = 1"),
    )
    machine.connect(sim)
    return lines[edited + 1 :]


async def answers(phone: Phone, within: float = PATIENCE) -> bool:
    phone.send("/huongdan")
    await phone.wait_for(within=within)
    return True


async def test_r28_a_day_from_installation_to_a_standby(
    tmp_path: Path, postgres_server: postgres.Server
) -> None:
    guide = sections()
    machines: list[Machine] = []
    try:
        async with telegram(TOKEN) as sim, telegram(NEW_TOKEN) as renewed:
            old = Machine(tmp_path / "old", sim)
            machines.append(old)
            said = await old.play(await install(old, sim, TOKEN))
            assert "Mọi việc đều ổn." in said

            link = (await old.play(guide["2"])).strip()
            hoa = sim.add_person(900, "Lê Thị Hoa")
            hoa.open_link(link)
            await hoa.wait_for("Anh/Chị cần làm gì?", within=PATIENCE)

            await old.play(guide["3"])
            old.edit(('# key_file = "khoa-sao-luu.txt"', 'key_file = "khoa-sao-luu.txt"'))
            assert "Mọi việc đều ổn." in await old.play(guide["4"])
            archive = old.archives()[-1]
            assert archive.suffix == ".age"

            new = await _another_machine(tmp_path, old, sim, archive)
            machines.append(new)
            await hoa.wait_for("có thể chưa đến được Hệ thống", within=PATIENCE)
            assert await answers(hoa)

            await _with_a_new_token(new, renewed)
            hoa = renewed.add_person(900, "Lê Thị Hoa")
            hoa.start()
            assert await answers(hoa)

            await _on_postgresql(new, postgres_server)
            assert await answers(hoa)
            await _replaced_by_a_standby(new)
            assert await answers(hoa)
    finally:
        for machine in machines:
            machine.end()


async def _another_machine(folder: Path, old: Machine, sim: Simulator, archive: Path) -> Machine:
    """Section 5, after the old one was switched off without a word."""
    assert old.service is not None
    await old.service.kill()
    new = Machine(folder / "new", sim)
    await install(new, sim, TOKEN)
    shutil.copy(archive, new.folder)
    shutil.copy(old.folder / "khoa-sao-luu.txt", new.folder)
    shutil.copytree(old.folder / "var", new.folder / "cu")
    given = {IN_THE_GUIDE: f"{archive.name} --key khoa-sao-luu.txt"}
    *lines, lost = sections()["5"]
    assert "Mọi việc đều ổn." in await new.play(lines, given)
    assert "Mọi báo cáo" in await new.play([lost])
    return new


async def _with_a_new_token(machine: Machine, renewed: Simulator) -> None:
    """Section 6. The new token is one of another simulator."""
    machine.edit((TOKEN, NEW_TOKEN))
    before = machine.sim.base_url.removesuffix("bot")
    machine.connect(renewed, before)
    assert "Mọi việc đều ổn." in await machine.play(sections()["6"])


async def _on_postgresql(machine: Machine, server: postgres.Server) -> None:
    """Section 7, but for its standby."""
    lines = sections()["7"]
    edited = lines.index("nano moi.toml")
    await machine.play(lines[:edited])
    machine.edit(
        ('url = "sqlite:///var/tonghop.sqlite"', f'url = "{server.url}"'),
        ('schema = ""', 'schema = "phuoc_long"'),
        name="moi.toml",
    )
    # Archives bear the name of the schema now: the first one of it is to come.
    for archive in machine.archives():
        archive.unlink()
    copy, leave, start, _, doctor, *_ = lines[edited + 1 :]
    assert "số dòng từng bảng khớp" in await machine.play([copy])
    await machine.play([leave, start])
    process = machine.start(*doctor.split()[1:])
    assert await process.ended() == 1
    assert "fsync = off" in process.said  # of the tests' server


async def _replaced_by_a_standby(machine: Machine) -> None:
    """The second machine is this one: the same settings, and the same files."""
    await machine.play(sections()["7"][-2:])
    first, machine.service = machine.service, None
    assert first is not None
    standby = machine.start(*machine.served())
    await said(standby, "Tiến trình này chờ")
    await first.kill()
    await machine.up(standby)


async def test_dead_letters_and_people_as_the_guide_says(tmp_path: Path) -> None:
    """Sections 8 to 10 on a town with one dead letter, T42, and person 7."""
    async with telegram(TOKEN) as sim:
        machine = Machine(tmp_path / "town", sim)
        try:
            await install(machine, sim, TOKEN)
            _one_of_each(machine.folder / "var" / "tonghop.sqlite")
            assert await machine.play(sections()["8"]) == ""
            listed, retry, drop = sections()["9"]
            assert (await machine.play([listed])).startswith("T42 ")
            assert "T42 sẽ được xử lý lại" in await machine.play([retry])
            _one_of_each(machine.folder / "var" / "tonghop.sqlite")
            assert "T42 được ghi nhận" in await machine.play([drop])
            everybody, *rest = sections()["10"]
            assert "7  Nguyễn Thị An" in await machine.play([everybody])
            export, remove = rest
            assert "ban-giao/du-lieu.json" in await machine.play([export])
            assert "Đã xóa" in await machine.play([f"{remove} --yes"])
        finally:
            machine.end()


def _one_of_each(path: Path) -> None:
    database = Database(f"sqlite:///{path}")
    schema.upgrade(database)
    with Writer(database) as writer:
        writer.run(_put).result(10)
    database.dispose()


def _put(work: SqlWork) -> None:
    run = work.transaction.connection.exec_driver_sql
    run("DELETE FROM inbox")
    run(
        "INSERT INTO inbox"
        " (id, update_id, sha256, chat_id, kind, raw, received_at, state, attempts, error)"
        " VALUES (42, 1, 'x', 5, 'message', '{}', '2021-06-10T02:00:00.000000+00:00', 'dead', 3,"
        " 'ValueError')"
    )
    if not work.people.roll():
        run(
            "INSERT INTO person (id, telegram_id, chat_id, name, focus, created_at) VALUES"
            " (7, 70001, 70001, 'Nguyễn Thị An', '[]', '2021-06-10T02:00:00.000000+00:00')"
        )
        work.people.join(7, "kinh-te", Role.LIAISON, active=True, at=NOW)


def test_the_guide_has_no_section_that_is_not_played() -> None:
    assert set(sections()) == {str(number) for number in range(1, 11)}
