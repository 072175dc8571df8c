"""R31: killed within a conversion, a download, the writing of a file. It is done again, nothing
half is ever reached, one final file comes, and nothing that was started is left behind."""

from __future__ import annotations

import signal
from collections.abc import AsyncIterator, Callable
from functools import partial
from pathlib import Path

import pytest

from simulator import ChatMessage, Phone
from tests.telegram.bot_process import PATIENCE, Place, Process, invited, place_in

PHOTO = b"\xff\xd8\xff\xe0" + bytes(40_000)
ROUND = "6 tháng đầu năm 2021"
PHOTO_ASKED = "Ảnh mô hình"
STORED = [("stored",)]


@pytest.fixture
async def place(tmp_path: Path) -> AsyncIterator[Place]:
    async with place_in(tmp_path) as place:
        yield place


def converting() -> dict[int, Path]:
    """Processes of LibreOffice with the profile in a folder of its own, by their numbers."""
    found = {}
    for process in Path("/proc").glob("[0-9]*"):
        try:
            said = (process / "cmdline").read_bytes().decode("utf-8", "replace")
        except (FileNotFoundError, ProcessLookupError):
            continue
        words = said.split("\0")
        profile = next((w for w in words if w.startswith("-env:UserInstallation=file://")), "")
        if "soffice" in words[0] and profile:
            found[int(process.name)] = Path(
                profile.removeprefix("-env:UserInstallation=file://")
            ).parent
    return found


def begun_by(place: Place, before: dict[int, Path]) -> set[Path]:
    """Folders of conversions that are at work now and were not before."""
    new = {n: folder for n, folder in converting().items() if n not in before}
    return {folder for folder in new.values() if (folder / "profile" / "user").is_dir()}


def files_of(phone: Phone, ending: str) -> list[ChatMessage]:
    return [m for m in phone.messages if m.file is not None and m.file.name.endswith(ending)]


async def test_r31_killed_within_a_conversion(place: Place) -> None:
    hoa = invited(place, "office", 1, "Lê Thị Hoa")
    process, before = await place.running(), converting()
    hoa.send("/tonghop")
    await place.until(lambda: bool(begun_by(place, before)))
    [folder] = begun_by(place, before)
    await process.kill()
    await place.until(lambda: folder not in converting().values())
    await place.until(lambda: not folder.exists())
    assert files_of(hoa, ".pdf") == []
    await place.running()
    await hoa.wait_for(lambda m: m in files_of(hoa, ".pdf"), within=PATIENCE)
    await place.until(lambda: place.rows("SELECT DISTINCT state FROM job") == [("done",)])
    await place.until(lambda: place.rows("SELECT DISTINCT state FROM part") == [("sent",)])
    assert len(files_of(hoa, ".pdf")) == len(files_of(hoa, ".docx")) == 1


async def at_the_photo(an: Phone) -> None:
    """Everything before it is declined."""
    an.send("/baocao")
    choice = await an.wait_for(lambda m: any(ROUND in one for one in m.labels), within=PATIENCE)
    an.press(next(label for label in choice.labels if ROUND in label))
    seen = await an.wait_for(is_next, within=PATIENCE)
    while PHOTO_ASKED not in seen.text:
        an.press((seen, data_of(seen)))
        seen = await an.wait_for(partial(comes_after, seen), within=PATIENCE)


def is_next(message: ChatMessage) -> bool:
    return PHOTO_ASKED in message.text or any(one.startswith("Không") for one in message.labels)


def comes_after(earlier: ChatMessage, message: ChatMessage) -> bool:
    return message.id > earlier.id and is_next(message)


def data_of(message: ChatMessage) -> str:
    buttons = [b for row in message.buttons for b in row if b.text.startswith("Không")]
    assert buttons[0].data is not None
    return buttons[0].data


def kept(place: Place) -> list[Path]:
    return sorted(path for path in (place.folder / "files").glob("??/*"))


async def photographed(place: Place, start: Callable[[], Process]) -> Process:
    """A bot that is just about to fetch or to keep a photo."""
    an = invited(place, "kinh-te", 1, "Nguyễn Văn An")
    process = start()
    await at_the_photo(an)
    an.attach(PHOTO, "anh.jpg", "image/jpeg")
    return process


async def fetched_in_the_end(place: Place) -> None:
    await place.running()
    await place.until(lambda: place.rows("SELECT state FROM attachment") == STORED)
    [(sha256,)] = place.rows("SELECT sha256 FROM attachment")
    whole = [path for path in kept(place) if path.name == sha256]
    assert [path.read_bytes() for path in whole] == [PHOTO]
    await place.until(lambda: place.rows("SELECT DISTINCT state FROM job") == [("done",)])


async def test_r31_killed_within_a_download(place: Place) -> None:
    place.sim.faults.stall_file()
    process = await photographed(place, place.start)
    await place.until(lambda: place.sim.faults.stalled)
    await process.kill()
    assert place.rows("SELECT state, sha256 FROM attachment") == [("wanted", "")]
    assert kept(place) == []
    await fetched_in_the_end(place)


async def test_r31_killed_before_a_file_has_its_name(place: Place) -> None:
    process = await photographed(place, lambda: place.start(failpoint="before_file:kill"))
    assert await process.ended() == -signal.SIGKILL
    [half] = kept(place)
    assert half.name.startswith(".new-"), "no name by which anybody could reach it"
    await fetched_in_the_end(place)
