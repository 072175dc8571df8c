from __future__ import annotations

from reporting.answers import Answer
from reporting.conversation import Phase, Pressed, Review
from tests.unit.conversation.forms import answered, gate, mixed, poor
from tests.unit.conversation.phone import Draft, Phone, form_of, labels


def asked(say):
    return say.params["question"]["label"]


def done(phone):
    return answered(phone, "12", "2", "[Khớp, 13 hộ]", "3", "45", "Thiếu vốn.")


def test_all_answers_are_listed_by_group_with_a_number_each():
    phone = done(poor())
    phone.press("Xem lại")
    lines = phone.last.params["lines"]
    assert [(line["number"], line["group"]) for line in lines] == [
        (1, "Hộ nghèo"),
        (2, "Hộ nghèo"),
        (3, "Hộ nghèo"),
        (4, "Hộ nghèo"),
        (5, ""),
        (6, ""),
    ]
    assert lines[4]["shown"]["text"] == "45 triệu đồng (45.000.000 đồng)"
    assert labels(phone.last) == ["1", "2", "3", "4", "5", "6", "Nộp báo cáo", "Tạm dừng"]


def test_the_command_works_in_the_middle_and_shows_what_is_open():
    phone = answered(poor(), "12")
    phone.do(Review())
    assert phone.last.params["lines"][1]["shown"] is None
    assert phone.last.params["open"] == 4
    phone.press("Tiếp tục báo cáo")
    assert asked(phone.last) == "Hộ tái nghèo"


def test_an_edited_answer_leads_back_to_the_list():
    phone = done(poor())
    phone.press("Xem lại")
    phone.press("5")
    assert asked(phone.last) == "Kinh phí đã chi"
    assert phone.last.params["question"]["current"]["text"].startswith("45 triệu đồng")
    phone.type("46")
    assert phone.last.kind == "review"
    assert phone.last.params["lead"]["shown"]["text"].startswith("46 triệu đồng")
    assert phone.draft.answer("chi") == Answer(46_000_000)


def test_a_typed_number_opens_that_answer():
    phone = done(poor())
    phone.press("Xem lại")
    phone.type("6")
    assert asked(phone.last) == "Khó khăn, vướng mắc"
    phone.press("Giữ nguyên")
    assert phone.last.kind == "review"
    phone.type("7")
    assert phone.last.params["lead"] == {"is": "press_number"}


def test_back_to_the_list_without_a_change():
    phone = done(poor())
    phone.press("Xem lại")
    phone.press("1")
    phone.press("‹ Về danh sách")
    assert phone.last.kind == "review"


def test_what_an_edit_makes_relevant_is_asked_before_the_list():
    phone = answered(gate(), "[Không]", "3")
    phone.press("Xem lại")
    phone.press("1")
    phone.press("Có")
    assert asked(phone.last) == "Số thứ nhất"
    phone.type("1")
    assert asked(phone.last) == "Số thứ hai"
    phone.type("2")
    assert phone.last.kind == "review"


def test_what_an_edit_makes_irrelevant_is_kept_but_not_shown():
    phone = answered(gate(), "[Có]", "1", "2", "3")
    phone.press("Xem lại")
    phone.press("1")
    phone.press("Không")
    assert [line["label"] for line in phone.last.params["lines"]] == [
        "Có biến động không?",
        "Số thứ ba",
    ]
    assert phone.draft.answer("mot") == Answer(1)
    phone.press("1")
    phone.press("Có")
    assert phone.last.kind == "review"
    assert len(phone.last.params["lines"]) == 4


def test_an_edit_in_the_middle_does_not_ask_what_was_open_before():
    phone = answered(poor(), "12")
    phone.do(Review())
    phone.press("1")
    phone.type("11")
    assert phone.last.kind == "review"


def test_a_rule_broken_by_an_edit_is_named_and_mending_leads_back():
    phone = done(poor())
    phone.press("Xem lại")
    phone.press("4")
    phone.type("20")
    assert phone.last.kind == "contradiction"
    phone.press("Sửa: Trong đó hộ DTTS")
    phone.type("2")
    assert phone.last.kind == "review"


def test_pages_hold_36_lines():
    rows = "\n".join(f"| | integer | q{i} | Câu hỏi số {i} |" for i in range(60))
    phone = Phone(Draft(form_of(f"| | type | name | label |\n{rows}")))
    phone.open()
    phone.do(Review())
    assert len(phone.last.params["lines"]) == 36
    assert phone.last.params["pages"] == 2
    phone.press("Trang sau ›")
    assert phone.last.params["lines"][0]["number"] == 37
    phone.press("37")
    phone.type("5")
    assert phone.last.params["page"] == 2
    phone.press("‹ Trang trước")
    assert phone.last.params["page"] == 1


def test_pages_hold_3500_characters():
    rows = "\n".join(f"| | text | q{i} | {'Nội dung ' * 20} |" for i in range(30))
    phone = Phone(Draft(form_of(f"| | type | name | label |\n{rows}")))
    phone.open()
    phone.do(Review())
    assert phone.last.params["pages"] == 2


def test_items_of_a_list_can_be_added_and_taken_out():
    phone = answered(mixed(), "[Nguồn vốn số 1]", "[Không có]")
    assert phone.last.kind == "repeat_question"
    for answer in ("[Thêm]", "Bò", "12", "[Thêm]", "Dê", "3", "[Không còn]"):
        phone.press(answer[1:-1]) if answer.startswith("[") else phone.type(answer)
    phone.do(Review())
    assert [line["item"] for line in phone.last.params["lines"]][2:6] == [1, 1, 2, 2]
    phone.press("Bỏ mục 3–4")
    assert phone.last.kind == "removing"
    assert [i["shown"]["text"] for i in phone.last.params["items"]] == ["Bò", "12"]
    phone.press("Giữ lại")
    assert phone.last.kind == "review"
    phone.press("Bỏ mục 3–4")
    phone.press("Bỏ mục này")
    assert phone.last.kind == "review"
    assert [line["shown"]["text"] for line in phone.last.params["lines"][2:4]] == ["Dê", "3"]
    phone.press("Thêm mục: Giống đã hỗ trợ")
    phone.press("Thêm")
    phone.type("Gà")
    phone.type("100")
    phone.press("Không còn")
    assert phone.last.kind == "review"
    assert phone.last.params["lines"][6]["count"] == 2


def test_forged_edits_are_old_buttons():
    phone = done(poor())
    phone.press("Xem lại")
    for ref in ("", "/data/hn/dau", "/data/nowhere", "/data/hn/thoat[9]"):
        phone.do(Pressed("edit", ref))
        assert phone.last.params["lead"] == {"is": "old_button"}
        assert phone.place.phase is Phase.REVIEWING
