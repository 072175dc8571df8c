"""A report through Excel: started in the chat and finished in the workbook, or the other way."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from reporting.answers import Answer, Standing
from tests.usecases.reports import STORED, THI_DOAN
from tests.usecases.town import Resident, Town
from tests.usecases.workbooks.filling import Excel, another_book, edited, excel, filled, rows

UNIT = "thi-doan"
WHOLE: dict[str, Any] = {
    "DT01": 15,
    "DT03": 2,
    "DT04": "không",
    "DT05": 12.5,
    "DT06": "40tr",
    "DT07": "9 hộ",
    "DT11": 20,
    "DT08": 1200,
    "DT09": 6,
    "DT10a": 0,
    "TL1": "Không có",
    "TL2": "Đoàn viên giúp nhau vốn và ngày công.",
    "TL3": "Không có khó khăn, vướng mắc",
    "TL5": "không có",
    "TL6": "Không có kiến nghị",
}


@pytest.fixture
def office(town: Town, tmp_path: Path) -> Iterator[Excel]:
    with excel(town, tmp_path) as desk:
        yield desk


@pytest.fixture
def liaison(town: Town) -> Resident:
    person = town.invited(UNIT, 11, "Nguyễn Văn An")
    person.begin()
    return person


def test_a_whole_report_comes_in_as_a_workbook(
    town: Town, office: Excel, liaison: Resident
) -> None:
    read = office.send(liaison, filled(office.ask(liaison), WHOLE))
    assert read.kind == "workbook_read"
    assert "1,2 tỷ đồng (1.200.000.000 đồng)" in read.text
    assert "Xác nhận" in read.labels
    assert town.draft(UNIT) == {}, "nothing counts before it is confirmed"
    kept = office.confirm(liaison)
    assert kept.kind == "workbook_kept"
    assert town.draft(UNIT) == STORED
    liaison.press("Tiếp tục báo cáo")
    assert liaison.heard.kind == "ready"
    liaison.offers()
    liaison.press("Xác nhận")
    assert town.submitted(UNIT)["DT08"] == Answer(1_200_000_000)
    assert town.rows("SELECT action FROM audit WHERE action = 'workbook_kept'")
    people = town.rows("SELECT DISTINCT person_id FROM answer_history")
    assert len(people) == 1


def test_begun_in_the_chat_and_finished_in_the_workbook(
    town: Town, office: Excel, liaison: Resident
) -> None:
    begun = dict(list(THI_DOAN.items())[:4])
    liaison.fill(UNIT, begun)
    liaison.press("Tạm dừng")
    data = office.ask(liaison)
    sheet = openpyxl.load_workbook(filename=_file(data)).worksheets[0]
    places = rows(data)
    assert sheet.cell(places["DT01"], 5).value == 15
    assert sheet.cell(places["DT05"], 5).value == 12.5, "in millions, as it is asked"
    assert sheet.cell(places["DT05"], 3).value == "triệu đồng"
    rest = {name: value for name, value in WHOLE.items() if name not in begun}
    read = office.send(liaison, filled(data, rest))
    assert len(read.message.params["changes"]) == len(rest), "untouched cells say nothing"
    office.confirm(liaison)
    assert town.draft(UNIT) == STORED


def test_begun_in_the_workbook_and_finished_in_the_chat(
    town: Town, office: Excel, liaison: Resident
) -> None:
    some = dict(list(WHOLE.items())[:9])
    office.send(liaison, filled(office.ask(liaison), some))
    office.confirm(liaison)
    liaison.press("Tiếp tục báo cáo")
    liaison.fill(UNIT, dict(list(THI_DOAN.items())[9:]))
    assert town.draft(UNIT) == STORED


def test_each_fault_names_its_cell_and_the_rest_can_be_kept(
    town: Town, office: Excel, liaison: Resident
) -> None:
    data = office.ask(liaison)
    wrong = {
        "DT01": "nhiều",
        "DT03": 2.5,
        "DT04": date(2021, 6, 12),
        "DT05": "gần 10 triệu",
        "DT06": 45_500_000,
        "DT07": "=1/0",
        "DT11": -4,
        "TL1": "Không thuộc nhiệm vụ",
    }
    read = office.send(liaison, filled(data, {**WHOLE, **wrong}))
    places = rows(data)
    problems = {each["at"]: each["how"] for each in read.message.params["problems"]}
    assert problems == {
        f"E{places[name]}": how
        for name, how in {
            "DT01": "refused",
            "DT03": "refused",
            "DT04": "date",
            "DT05": "doubted",
            "DT06": "doubted",
            "DT07": "formula",
            "DT11": "doubted",
            "TL1": "refused",
        }.items()
    }
    assert f"ô E{places['DT01']}" in read.text
    assert "“nhiều” chưa phải là một con số cụ thể" in read.text
    office.confirm(liaison)
    assert set(town.draft(UNIT)) == set(WHOLE) - set(wrong)


def test_a_workbook_with_personal_data_is_not_kept(
    town: Town, office: Excel, liaison: Resident
) -> None:
    households = "1. Nguyễn Văn An\n2. Trần Thị Bé\n3. Lê Văn Tám"
    data = office.ask(liaison)
    before = office.store.names()
    read = office.send(liaison, filled(data, {**WHOLE, "TL2": households}))
    assert "không được lưu" in read.text
    assert "Xác nhận" not in read.labels
    assert office.store.names() == before
    assert town.rows("SELECT state, sha256 FROM attachment") == [("failed", "")]
    assert "Lê Văn Tám" not in repr(town.rows("SELECT params FROM message"))
    office.send(liaison, filled(data, WHOLE))
    office.confirm(liaison)
    assert town.draft(UNIT) == STORED


def test_a_colleagues_answer_is_never_overwritten_unseen(
    town: Town, office: Excel, liaison: Resident
) -> None:
    data = office.ask(liaison)
    colleague = town.invited(UNIT, 12, "Lê Văn Cường")
    colleague.begin()
    colleague.fill(UNIT, {"DT01": "14", "DT03": "3"})
    read = office.send(liaison, filled(data, {"DT01": 15, "DT04": 1}))
    [conflict] = read.message.params["conflicts"]
    assert (conflict["by"], conflict["theirs"]["text"]) == ("Lê Văn Cường", "14 hộ")
    assert "Lê Văn Cường" in read.text
    office.confirm(liaison, "Xác nhận, giữ câu trả lời hiện có")
    assert town.draft(UNIT) == {"DT01": Answer(14), "DT03": Answer(3), "DT04": Answer(1)}
    office.send(liaison, filled(data, {"DT01": 15, "DT04": 1}))
    office.confirm(liaison, "Xác nhận, dùng số trong tệp")
    assert town.draft(UNIT)["DT01"] == Answer(15)
    history = town.rows("SELECT count(*) FROM answer_history WHERE ref LIKE '%/DT01'")
    assert history == [(2,)]


def test_what_changed_since_the_read_back_is_read_back_again(
    town: Town, office: Excel, liaison: Resident
) -> None:
    office.send(liaison, filled(office.ask(liaison), {"DT01": 15}))
    colleague = town.invited(UNIT, 12, "Lê Văn Cường")
    colleague.begin()
    colleague.type("14")
    again = office.confirm(liaison)
    assert again.kind == "workbook_read"
    assert again.message.params["conflicts"]
    assert town.draft(UNIT)["DT01"] == Answer(14)


def test_two_taps_keep_once(town: Town, office: Excel, liaison: Resident) -> None:
    office.send(liaison, filled(office.ask(liaison), {"DT01": 15}))
    office.confirm(liaison)
    again = office.confirm(liaison)
    assert again.kind == "workbook_read"
    assert not again.message.params["changes"]
    assert town.rows("SELECT count(*) FROM answer_history") == [(1,)]


def test_another_units_workbook_looks_like_one_that_does_not_exist(
    town: Town, office: Excel, liaison: Resident
) -> None:
    data = office.ask(liaison)
    stranger = town.invited("kinh-te", 31, "Trần Thị Bé")
    stranger.begin()
    before = town.fingerprint()

    def nowhere(book: Any) -> None:
        book["_tonghop"].cell(1, 2).value = "999999"

    foreign = office.send(stranger, filled(data, {"DT01": 15}))
    missing = office.send(stranger, edited(data, nowhere))
    assert foreign.kind == missing.kind == "not_there"
    assert foreign.text == missing.text
    office.send(liaison, filled(data, {"DT01": 15}))
    press = liaison.heard.buttons["Xác nhận"]
    stranger.press_data(press)
    office.work()
    assert stranger.heard.kind == "not_there"
    after = town.fingerprint()
    assert (before["answer"], before["draft"]) == (after["answer"], after["draft"])


def test_an_older_form_and_an_earlier_draft_are_refused_with_the_reason(
    town: Town, office: Excel, liaison: Resident
) -> None:
    data = office.ask(liaison)

    def older(book: Any) -> None:
        book["_tonghop"].cell(3, 2).value = "0" * 64

    old = office.send(liaison, edited(data, older))
    assert old.kind == "workbook_old"
    assert "mẫu cũ" in old.text
    liaison.go_on()
    liaison.fill(UNIT, THI_DOAN)
    liaison.offers()
    liaison.press("Xác nhận")
    sent = office.send(liaison, filled(data, {"DT01": 16}))
    assert "đã nộp" in sent.text
    liaison.press("Sửa báo cáo")
    earlier = office.send(liaison, filled(data, {"DT01": 16}))
    assert "bản nháp khác" in earlier.text
    assert town.submitted(UNIT)["DT01"] == Answer(15)


def test_a_reason_stands_beside_what_is_not_applicable(
    town: Town, office: Excel, liaison: Resident
) -> None:
    person = town.invited("kinh-te", 31, "Trần Thị Bé")
    person.begin()
    data = office.ask(person)
    form = town.library.current.form_for(town.library.current.unit("kinh-te"))
    name = next(
        q.name for q in form.questions if Standing.NOT_APPLICABLE in q.standings and q.asked
    )
    office.send(
        person, filled(data, {name: "Không thuộc nhiệm vụ"}, {name: "Do phòng khác theo dõi"})
    )
    office.confirm(person)
    answer = town.draft("kinh-te")[name]
    assert answer == Answer(None, Standing.NOT_APPLICABLE, note="Do phòng khác theo dõi")


def test_the_reason_of_a_figure_far_off_stands_beside_it(
    town: Town, office: Excel, liaison: Resident
) -> None:
    person = town.invited("xa-phuoc-tin", 31, "Trần Thị Bé")
    person.begin()
    data = office.ask(person)

    read = office.send(person, filled(data, {"H1": 2400}))
    assert "Cần nêu lý do" in read.text
    assert "Tăng 15% so với đầu năm (2.090 hộ)" in read.text

    named = office.send(person, filled(data, {"H1": 2400}, {"H1": "Hộ Lê Văn An 1960, Hà Ba 1955"}))
    assert "thông tin cá nhân" in named.text and "H1" not in town.draft("xa-phuoc-tin")

    told = office.send(person, filled(data, {"H1": 2400}, {"H1": "Sáp nhập ấp"}))
    assert "2.400 hộ (lý do: Sáp nhập ấp)" in told.text and "Cần nêu" not in told.text
    office.confirm(person)
    assert town.draft("xa-phuoc-tin")["H1"] == Answer(2400, note="Sáp nhập ấp")


def test_lists_have_sheets_of_their_own(town: Town, office: Excel, liaison: Resident) -> None:
    person = town.invited("kinh-te", 31, "Trần Thị Bé")
    person.begin()
    data = office.ask(person)

    def fill(book: Any) -> None:
        sheet = book.worksheets[1]
        items = (("Bò giống", 5, "con"), ("Cây điều", "1.200", "cây"))
        for row, item in enumerate(items, 6):
            for column, value in enumerate(item, 1):
                sheet.cell(row, column).value = value

    data = edited(data, fill)
    office.send(person, data)
    office.confirm(person)
    obligation = town.obligation("kinh-te")
    draft = town.do(lambda work: work.drafts.open_for(obligation.id))
    assert draft is not None
    kinds = [
        k.answer.value for r, k in draft.answers.items() if r.endswith("/giong_loai") and k.answer
    ]
    assert sorted(map(str, kinds)) == ["Bò giống", "Cây điều"]
    again = office.send(person, data)
    assert not again.message.params["changes"], "the same rows are not added twice"


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"xin chao", "not_office"),
        (b"\xd0\xcf\x11\xe0old", "not_office"),
        (another_book(), "not_ours"),
    ],
)
def test_what_is_no_workbook_is_refused_with_help(
    office: Excel, liaison: Resident, data: bytes, code: str
) -> None:
    answer = office.send(liaison, data)
    assert answer.kind == "workbook_unfit"
    assert answer.message.params["code"] == code
    assert "Điền bằng Excel" in answer.text


def _file(data: bytes) -> Any:
    return io.BytesIO(data)


def test_the_office_fills_in_a_unit_s_workbook_for_it(town: Town, office: Excel) -> None:
    nga, hoa = town.invited(UNIT, 11, "Thị Nga"), town.office()
    hoa.press_data(f"s:reading:{town.obligation(UNIT).id}")
    hoa.press("Nhập thay")
    hoa.press("Từ văn bản giấy")

    read = office.send(hoa, filled(office.ask(hoa), WHOLE))
    kept = office.confirm(hoa)
    review = hoa.press("Tiếp tục báo cáo")

    assert (read.kind, kept.kind, review.kind) == ("workbook_read", "workbook_kept", "ready")
    assert town.draft(UNIT) == STORED
    assert town.rows(
        "SELECT DISTINCT person.name FROM answer JOIN person ON person.id = person_id"
    ) == [("Lê Thị Hoa",)]
    assert [shown.kind for shown in nga.phone].count("entering_for_you") == 1


def test_the_office_takes_no_workbook_of_a_unit_it_does_not_fill_in_for(
    town: Town, office: Excel, liaison: Resident
) -> None:
    book = filled(office.ask(liaison), WHOLE)

    assert office.send(town.office(), book).kind == "not_there"
    assert town.draft(UNIT) == {}
