"""Invitations on paper: a page for each unit, a code and a link for each person."""

from __future__ import annotations

import struct
import zlib
from datetime import datetime

import pytest
import segno

from documents.qr import qr_png
from documents.template_source import FOLDER, PAGES, build_template
from documents.word import WordDocuments
from tests.documents import opened
from tests.unit.plan.town import PLAN
from usecases.people.everybody import Guest, invitations
from usecases.records import DirectoryEntry, Role

NOW = datetime.fromisoformat("2021-06-10T09:00:00+07:00")
LINK = "https://t.me/tonghop_bot?start=0123456789abcdefghij-{}"


def guest(number: int, unit: str, name: str, role: Role = Role.LIAISON, post: str = "") -> Guest:
    entry = DirectoryEntry(number, unit, role, name, post, "+84912345678")
    return Guest(entry, "", LINK.format(number), "kept")


def made(*guests: Guest) -> bytes:
    return WordDocuments().invitation_pages(invitations(PLAN, guests, NOW))


def test_a_page_says_who_is_asked_and_how() -> None:
    lines = opened.lines(made(guest(1, "kinh-te", "Nguyễn Văn An", post="Chuyên viên")))
    assert "Kính gửi: Phòng Kinh tế thị xã Phước Long" in lines
    assert "Nguyễn Văn An, Chuyên viên, cán bộ đầu mối" in lines
    assert LINK.format(1) in lines
    assert [line[:2] for line in lines if line[:2] in ("1.", "2.", "3.")] == ["1.", "2.", "3."]
    assert any("09:00 ngày 13/6/2021" in line for line in lines)
    assert any(line.startswith("Đề nghị Anh/Chị") for line in lines)


def test_the_front_is_asked_more_politely() -> None:
    assert any(
        line.startswith("Kính đề nghị") for line in opened.lines(made(guest(1, "mttq", "A")))
    )


def test_every_unit_has_its_page_and_every_person_a_code() -> None:
    guests = [guest(n, unit.id, f"Người {n}") for n, unit in enumerate(PLAN.units)]
    data = made(*guests, guest(99, PLAN.units[-1].id, "Lãnh đạo", Role.LEADER))
    xml = opened.members(data)["word/document.xml"].decode()
    assert xml.count('<w:br w:type="page"/>') == len(PLAN.units) - 1
    assert xml.count("<pic:pic") == len(PLAN.units) + 1
    pictures = {v for k, v in opened.members(data).items() if k.startswith("word/media/")}
    assert len(pictures) == len(PLAN.units) + 1
    assert qr_png(LINK.format(99)) in pictures


def test_what_is_kept_in_databases_is_not_on_paper() -> None:
    assert "kept" not in opened.text(made(guest(1, "kinh-te", "An")))


@pytest.mark.parametrize("name", ["& < > {{ 7 * 7 }}", "{% raw %}", "</w:t>]]>", "\x0b\ufffeAn"])
def test_a_name_is_never_markup(name: str) -> None:
    shown = name.replace("\x0b", "").replace("\ufffe", "")
    assert f"{shown}, cán bộ đầu mối" in opened.lines(made(guest(1, "kinh-te", name)))


def test_the_same_invitations_give_the_same_file() -> None:
    assert made(guest(1, "y-te", "A")) == made(guest(1, "y-te", "A"))


@pytest.mark.parametrize("name", PAGES)
def test_the_shipped_template_is_what_its_source_builds(name: str) -> None:
    shipped = opened.members((FOLDER / f"{name}.docx").read_bytes())
    assert shipped == opened.members(build_template(name))


def test_a_code_is_the_picture_of_its_link() -> None:
    """The pixels against the modules, a way of its own through the PNG."""
    dark = [
        [bool(module) for module in row]
        for row in segno.make_qr(LINK, error="m", boost_error=False).matrix
    ]
    width, rows = _pixels(qr_png(LINK))
    assert width == (len(dark) + 8) * 10
    seen = [[not rows[(4 + y) * 10 + 5][(4 + x) * 10 + 5] for x in range(len(dark))]
            for y in range(len(dark))]  # fmt: skip
    assert seen == dark


def _pixels(png: bytes) -> tuple[int, list[list[int]]]:
    """Width and rows of a greyscale PNG with one bit a pixel."""
    width, height, depth, colour = struct.unpack(">IIBB", png[16:26])
    assert (depth, colour) == (1, 0)
    at, data = 8, b""
    while at < len(png):
        (length,) = struct.unpack(">I", png[at : at + 4])
        if png[at + 4 : at + 8] == b"IDAT":
            data += png[at + 8 : at + 8 + length]
        at += 12 + length
    raw, stride = zlib.decompress(data), (width + 7) // 8 + 1
    lines: list[bytes] = []
    for n in range(height):
        kind, line = raw[n * stride], raw[n * stride + 1 : (n + 1) * stride]
        assert kind in (0, 2), "as it is, or the difference to the line above"
        above = lines[-1] if kind else bytes(len(line))
        lines.append(bytes((a + b) % 256 for a, b in zip(line, above, strict=True)))
    return width, [[line[x // 8] >> (7 - x % 8) & 1 for x in range(width)] for line in lines]
