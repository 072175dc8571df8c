"""S19: a file broken anywhere on its way is refused by each door that opens it, never a fault."""

from __future__ import annotations

import io
import random
import zipfile
from collections.abc import Callable

import pytest

from documents.package import UnfitFile, open_package
from reporting.directory.package import refusal
from reporting.faults import Faulty
from reporting.forms import convert_workbook

BROKEN = 400  # copies, each broken at a place of its own


def open_as_book(data: bytes) -> None:
    open_package(data, "xl/workbook.xml")


def open_as_list(data: bytes) -> None:
    assert isinstance(refusal(data), str)


def open_as_form(data: bytes) -> None:
    convert_workbook(data, "form.xlsx")


def book(method: int) -> bytes:
    """A workbook whose parts are packed in one of the ways a zip knows."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", method) as package:
        for name in ("[Content_Types].xml", "xl/workbook.xml", "xl/worksheets/sheet1.xml"):
            package.writestr(name, f"<a>{name * 40}</a>")
    return packed.getvalue()


def broken(data: bytes, chance: random.Random) -> bytes:
    copy = bytearray(data)
    for _ in range(chance.randint(1, 4)):
        copy[chance.randrange(len(copy))] = chance.randrange(256)
    return bytes(copy[: chance.choice([len(copy), chance.randrange(len(copy))])])


@pytest.mark.parametrize("door", [open_as_book, open_as_list, open_as_form])
@pytest.mark.parametrize(
    "method",
    [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA],
    ids=["stored", "deflated", "bzip2", "lzma"],
)
def test_s19_a_broken_zip_is_refused(door: Callable[[bytes], None], method: int) -> None:
    chance, whole = random.Random(method), book(method)
    for _ in range(BROKEN):
        try:
            door(broken(whole, chance))
        except (UnfitFile, Faulty):
            continue


def test_s19_a_way_of_packing_nobody_knows_is_no_password() -> None:
    data = bytearray(book(zipfile.ZIP_STORED))
    for mark, at in ((b"PK\x03\x04", 8), (b"PK\x01\x02", 10)):
        start = -1
        while (start := data.find(mark, start + 1)) >= 0:
            data[start + at] = 97
    assert refusal(bytes(data)) == "no_workbook"
    with pytest.raises(UnfitFile, match="not_office"):
        open_as_book(bytes(data))
