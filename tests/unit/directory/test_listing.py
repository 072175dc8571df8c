"""Reading a directory: who is in it, and every cell that is not right."""

from __future__ import annotations

import io
import warnings
from zipfile import ZipFile

import pytest

from bot.speaking.catalogue import catalogue
from reporting.directory import Listed, blank_directory, read_directory
from reporting.faults import Faulty
from reporting.forms.xlsform import workbook
from tests.unit.directory.sheets import AN, HEADINGS, book, with_parts
from tests.unit.plan.town import PLAN

FILE = "danh-ba.xlsx"


def faults(data: bytes) -> list[str]:
    """As they are told, without the file's name."""
    with pytest.raises(Faulty) as caught:
        read_directory(data, FILE, PLAN)
    told = [catalogue().fault(fault) for fault in caught.value.faults]
    assert all(line.startswith(FILE) for line in told)
    return [line.removeprefix(FILE).lstrip(":, ") for line in told]


def test_everybody_is_read() -> None:
    hoa = ("Phòng Nội vụ - LĐTB&XH", "Lê Thị Hoa", "", 987654321, "Thường trực")
    assert read_directory(book([AN, hoa]), FILE, PLAN) == [
        Listed("kinh-te", "liaison", "Nguyễn Văn An", "Chuyên viên", "+84912345678"),
        Listed("noi-vu", "office", "Lê Thị Hoa", "", "+84987654321"),
    ]


def test_titles_empty_rows_and_other_columns_do_no_harm() -> None:
    headings = ("STT", "Họ tên", "SĐT", "ĐƠN VỊ", "Vai trò", "Ghi chú")
    row = (1, " Nguyễn  Văn An ", "0912345678", "kinh te", "đầu mối", "mới")
    data = book([(), row, ()], headings, above=3)
    [an] = read_directory(data, FILE, PLAN)
    assert (an.unit_id, an.name, an.post, an.role) == ("kinh-te", "Nguyễn Văn An", "", "liaison")


@pytest.mark.parametrize(
    ("written", "unit"),
    [
        ("UBND P. Thác Mơ", "phuong-thac-mo"),
        ("phường Long Thuỷ", "phuong-long-thuy"),
        ("Ủy ban nhân dân xã Phước Tín", "xa-phuoc-tin"),
        ("MTTQ thị xã", "mttq"),
        ("Phòng Tài chính Kế hoạch", "tai-chinh"),
        ("HỘI CCB", "hoi-cuu-chien-binh"),
        ("Hội Liên hiệp Phụ nữ thị xã Phước Long", "hoi-phu-nu"),
        ("thi-doan", "thi-doan"),
    ],
)
def test_a_unit_is_found_by_the_names_people_give_it(written: str, unit: str) -> None:
    [one] = read_directory(book([(written, *AN[1:])]), FILE, PLAN)
    assert one.unit_id == unit


@pytest.mark.parametrize("unit", PLAN.units, ids=lambda unit: unit.id)
def test_every_unit_is_found_by_all_its_own_names(unit: object) -> None:
    for name in ("name", "short_name", "id"):
        [one] = read_directory(book([(getattr(unit, name), *AN[1:])]), FILE, PLAN)
        assert one.unit_id == getattr(unit, "id")  # noqa: B009 - the same way as the names


def changed(**cells: object) -> tuple[object, ...]:
    names = ("unit", "name", "post", "phone", "role")
    return tuple(cells.get(name, value) for name, value in zip(names, AN, strict=True))


@pytest.mark.parametrize(
    ("cells", "cell", "words"),
    [
        ({"unit": "Phòng Kinh te thi xa PL"}, "A", "Có phải “Phòng Kinh tế”?"),
        ({"unit": "Sở Ngoại vụ quốc gia"}, "A", "Không có đơn vị “Sở Ngoại vụ quốc gia”"),
        ({"unit": None}, "A", "còn trống"),
        ({"name": " "}, "B", "còn trống"),
        ({"name": "a" * 300}, "B", "dài quá"),
        ({"phone": "02713 778 899"}, "D", "“02713 778 899” chưa phải là một số điện thoại"),
        ({"phone": "0912345678 - 0987654321"}, "D", "Mỗi ô ghi một số"),
        ({"phone": None}, "D", "còn trống"),
        ({"role": "Trưởng nhóm"}, "E", "Không có vai trò “Trưởng nhóm”"),
        ({"role": "Cơ quan thường trực"}, "E", "Phòng Nội vụ - LĐTB&XH"),
    ],
)
def test_a_fault_names_row_and_cell(cells: dict[str, object], cell: str, words: str) -> None:
    [told] = faults(book([AN, changed(**cells)]))
    heading = HEADINGS["ABCDE".index(cell)]
    assert told.startswith(f"trang tính Sheet, hàng 3, cột {cell} ({heading}): ")
    assert words in told


def test_all_faults_are_told_at_once_and_nobody_is_read() -> None:
    told = faults(book([AN, changed(phone="1", role="?"), changed(unit="?"), changed(name="")]))
    assert [line.split(", ")[1] for line in told] == ["hàng 3", "hàng 3", "hàng 4", "hàng 5"]


def test_the_same_person_twice_names_both_rows() -> None:
    [told] = faults(book([AN, changed(name="Trần Thị Bé", phone="+84 912345678")]))
    assert "hàng 3" in told and "đã có ở hàng 2" in told


def test_one_person_may_serve_two_units_and_have_two_roles() -> None:
    rows = [AN, changed(unit="Thị Đoàn"), changed(role="Lãnh đạo")]
    assert len(read_directory(book(rows), FILE, PLAN)) == 3


def test_a_file_without_the_columns_is_told_which_ones() -> None:
    [told] = faults(book([AN], ("A", "B", "C", "D", "E")))
    assert "Đơn vị, Họ và tên, Số điện thoại, Vai trò" in told
    [told] = faults(book([]))
    assert "Chưa có người nào" in told


def test_s11_a_formula_without_its_value_is_refused() -> None:
    [told] = faults(book([changed(phone='="0912"&"345678"')]))
    assert "hàng 2" in told and "Công thức" in told


def test_too_many_people_are_refused() -> None:
    rows = [changed(phone=f"09{number:08d}") for number in range(501)]
    assert "quá 500 người" in faults(book(rows))[0]


def test_the_blank_one_has_a_row_for_every_unit_and_can_be_filled_in() -> None:
    [sheet] = workbook.read(blank_directory(PLAN), FILE)
    assert tuple(sheet.rows[0]) == HEADINGS
    rows = [
        (row[0], f"Người {n}", "", f"09{n:08d}", row[4]) for n, row in enumerate(sheet.rows[1:])
    ]
    people = read_directory(book(rows), FILE, PLAN)
    assert [one.unit_id for one in people] == [unit.id for unit in PLAN.units]
    assert {one.role for one in people} == {"liaison"}


# Files that were not made to be read (reliability S17–S19).


def far_cell() -> bytes:
    data = book([AN])
    sheet = b'<row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t>x</t></is></c></row>'
    return _in_sheet(data, b"</sheetData>", sheet + b"</sheetData>")


def _in_sheet(data: bytes, old: bytes, new: bytes) -> bytes:
    written = io.BytesIO()
    with ZipFile(io.BytesIO(data)) as before, ZipFile(written, "w") as after:
        for name in before.namelist():
            content = before.read(name)
            if name == "xl/worksheets/sheet1.xml":
                content = content.replace(old, new)
            after.writestr(name, content)
    return written.getvalue()


def test_s17_a_cell_at_the_end_of_the_world_is_not_walked_to() -> None:
    assert len(read_directory(far_cell(), FILE, PLAN)) == 1


def test_s19_what_is_no_workbook_is_refused() -> None:
    for data in (b"", b"PK\x03\x04", b"Don vi;Ho ten", book([AN])[:-30]):
        assert "không phải .xlsx" in faults(data)[0]


def test_s19_an_old_or_locked_workbook_is_refused() -> None:
    assert "mật khẩu" in faults(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600))[0]
    flagged = bytearray(book([AN]))
    for header in (b"PK\x03\x04", b"PK\x01\x02"):  # general purpose bit 0: has a password
        at = flagged.index(header) + (6 if header == b"PK\x03\x04" else 8)
        flagged[at] |= 1
    assert "mật khẩu" in faults(bytes(flagged))[0]


@pytest.mark.parametrize(
    ("parts", "words"),
    [
        ([("xl/vbaProject.bin", b"x")], "macro"),
        ([("xl/externalLinks/externalLink1.xml", b"<x/>")], "liên kết"),
        ([("xl/embeddings/oleObject1.bin", b"x")], "nhúng"),
        ([("../../etc/passwd", b"x")], "hỏng"),
        ([("xl/worksheets/../../x", b"x")], "hỏng"),
        ([("/xl/extra.xml", b"x")], "hỏng"),
        ([("xl/x.xml", b'<!DOCTYPE x [<!ENTITY a "b">]><x/>')], "hỏng"),
        ([("xl/bomb.xml", b" " * 9_000_000)], "quá lớn"),
        ([(f"xl/{number}", b"") for number in range(300)], "quá lớn"),
    ],
    ids=lambda value: value if isinstance(value, str) else value[0][0],
)
def test_s18_a_hostile_package_is_refused(parts: list[tuple[str, bytes]], words: str) -> None:
    assert words in faults(with_parts(book([AN]), parts))[0]


def test_s19_doubled_parts_are_refused() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of zipfile, which writes them all the same
        data = with_parts(book([AN]), [("xl/workbook.xml", b"<x/>")])
    assert "hỏng" in faults(data)[0]
