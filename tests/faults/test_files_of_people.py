"""S25: names that lead elsewhere, and files that are not what they say."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from reporting.file_types import file_type
from tests.telegram.bot_stage import Resident, Town, town_in

JPEG = b"\xff\xd8\xff\xe0" + bytes(2000)
UNIT = "kinh-te"
HOSTILE_NAMES = [
    "../../x.jpg",
    "/etc/passwd",
    "anh\x00.exe.jpg",
    "a" * 300 + ".jpg",
    "\u202egpj.exe",
    "<b>a</b>&.jpg",
]
NOT_WHAT_THEY_SAY = {
    "anh.jpg": b"MZ\x90\x00" + bytes(2000),
    "quyet-dinh.pdf": b"\x7fELF" + bytes(2000),
    "anh.svg": b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
    "trang.html": b"<!doctype html><script>alert(1)</script>",
    "lenh.sh": b"#!/bin/sh\nrm -rf /\n",
    "rieng.png": b"\x89PNX" + bytes(50),
}


@pytest.fixture
async def town(tmp_path: Path) -> AsyncIterator[Town]:
    async with town_in(tmp_path) as town:
        yield town


async def at_the_photo(town: Town) -> Resident:
    an = await town.invited(UNIT, 1, "Nguyễn Văn An")
    await an.send("/baocao")
    while "Ảnh mô hình" not in an.last.text:
        await an.press(next(label for label in an.last.labels if label.startswith("Không")))
    return an


@pytest.mark.parametrize("name", HOSTILE_NAMES)
async def test_s25_a_name_leads_nowhere_and_spoils_nothing(town: Town, name: str) -> None:
    an = await at_the_photo(town)
    await an.attach(JPEG, name, "image/jpeg")
    [(sha256, shown)] = town.rows("SELECT sha256, name FROM attachment WHERE state = 'stored'")
    assert town.stage.place.files.get(sha256) == JPEG
    assert len(shown) <= 120
    assert shown.endswith(name[-4:])
    assert not any(ord(sign) < 32 or 0x202A <= ord(sign) <= 0x202E for sign in shown)
    assert not set(shown) & set("/\\<>")
    root = town.path.parent
    kept = [path.name for path in root.rglob("*") if path.is_file()]
    assert not {"x.jpg", "passwd"} & set(kept)
    town.check()


@pytest.mark.parametrize("name", NOT_WHAT_THEY_SAY)
async def test_s25_what_is_no_picture_or_document_is_refused(town: Town, name: str) -> None:
    an = await at_the_photo(town)
    await an.attach(NOT_WHAT_THEY_SAY[name], name, "image/jpeg")
    assert town.rows("SELECT state, error FROM attachment") == [("failed", "content")]
    assert any(name in text and "gửi lại" in text for text in (m.text for m in an.phone.messages))
    assert town.rows("SELECT count(*) FROM job WHERE state <> 'done'") == [(0,)]
    town.check()


@pytest.mark.parametrize(
    ("beginning", "expected"),
    [
        (JPEG, "jpeg"), (b"%PDF-1.7", "pdf"), (b"PK\x03\x04....", "zip"), (b"", None),
        (b"RIFF\x00\x00\x00\x00WEBPVP8 ", "webp"), (b"RIFF\x00\x00\x00\x00ACON", None),
        (b"\x00\x00\x00\x18ftypheic", "mp4"), (b"OggS\x00", "ogg"), (b"PK\x05\x06", None),
    ],
)  # fmt: skip
def test_s25_the_first_bytes_decide(beginning: bytes, expected: str | None) -> None:
    assert file_type(beginning) == expected
