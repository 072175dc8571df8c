"""What people type, send and press, in and outside a conversation."""

from __future__ import annotations

import json
from dataclasses import replace
from functools import partial

import pytest

from reporting.answers import Answer, FileValue, Standing
from reporting.conversation import Edited, Unexpected
from tests.usecases.reports import THI_DOAN
from tests.usecases.town import Resident, Town
from usecases.attachments import LIMIT, give_up_fetching, keep_fetched
from usecases.contact import LIMIT as LETTER
from usecases.contact import write_to_office
from usecases.drafting.reports import show_reports
from usecases.guiding.guide import show_whole_guide
from usecases.monitoring.progress import show_situation
from usecases.people.invites import join
from usecases.speak import attached, review, unexpected

UNIT = "thi-doan"


@pytest.fixture
def an(town: Town) -> Resident:
    return town.invited(UNIT, 1, "Nguyễn Văn An")


# Words that mean a command


@pytest.mark.parametrize("words", ["báo cáo", "bao cao", "BÁO CÁO", "Bắt đầu báo cáo", "tiếp tục"])
def test_words_begin_a_report(an: Resident, words: str) -> None:
    assert an.type(words).kind == "question"


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("tình hình", "situation"),
        ("Hướng dẫn", "help_now"),
        ("tiến độ", "office_only"),
        ("tong hop", "office_only"),
        ("xin chào", "menu"),
        ("12", "menu"),
        ("nộp", "menu"),
        ("tạm dừng", "menu"),
    ],
)
def test_words_outside_a_conversation(town: Town, an: Resident, words: str, kind: str) -> None:
    before = town.fingerprint()
    assert an.type(words).kind == kind
    assert an.labels, "there is always a button to go on with"
    assert town.fingerprint() == before


@pytest.mark.parametrize(
    ("words", "kind"),
    [("xem lại", "review"), ("XEM LAI", "review"), ("tạm dừng", "paused"), ("để sau", "paused")],
)
def test_words_within_a_conversation(an: Resident, words: str, kind: str) -> None:
    an.begin()
    assert an.type(words).kind == kind


@pytest.mark.parametrize("words", ["nộp", "Nộp báo cáo"])
def test_a_word_comes_back_to_the_end(an: Resident, words: str) -> None:
    an.begin()
    an.fill(UNIT, THI_DOAN)
    assert an.type(words).kind == "ready"
    assert "Nộp báo cáo" in an.labels


def test_other_words_are_an_answer_where_a_text_is_asked(town: Town, an: Resident) -> None:
    """Nobody would type "xem lại" as an answer, but "hướng dẫn" may be one."""
    an.begin()
    answers = dict(list(THI_DOAN.items())[:11])
    an.fill(UNIT, answers)
    an.give("Hướng dẫn")
    assert town.draft(UNIT)["TL2"] == Answer("Hướng dẫn")


# Answers


def test_a_sticker_where_a_number_is_due_asks_again(town: Town, an: Resident) -> None:
    an.begin()
    before = town.draft(UNIT)
    shown = an.do(partial(unexpected, what="sticker"))
    assert shown.kind == "helped"
    assert "nhãn dán" in shown.text or "hình dán" in shown.text
    assert "đang quản lý" in shown.text
    assert town.draft(UNIT) == before
    an.type("15")
    assert town.draft(UNIT) == {"DT01": Answer(15)}


@pytest.mark.parametrize("what", ["voice", "location", "poll", "something else"])
def test_whatever_else_is_sent_asks_again(an: Resident, what: str) -> None:
    an.begin()
    assert "đang quản lý" in an.happen(Unexpected(what)).text


@pytest.mark.parametrize(
    "typed", ["nhiều", "-3", "12abc", "1,5", "9" * 30, "mười lăm nghìn tỷ hộ", "\x00", "🙂"]
)
def test_what_cannot_be_the_figure_is_refused_with_a_reason(
    town: Town, an: Resident, typed: str
) -> None:
    an.begin()
    shown = an.type(typed)
    assert shown.kind in ("refused", "doubt")
    assert town.draft(UNIT) == {}
    an.type("15")
    assert town.draft(UNIT) == {"DT01": Answer(15)}


def test_a_figure_out_of_range_names_the_range(town: Town, an: Resident) -> None:
    an.do(partial(join, token=town.token("tai-nguyen")))
    an.press(an.begin().labels[0])
    while "đã phối hợp rà soát" not in an.heard.text:
        an.type("0")
    assert "từ 0 đến 7" in an.type("8").text
    assert "TN07" not in town.draft("tai-nguyen")
    an.type("7")
    assert town.draft("tai-nguyen")["TN07"] == Answer(7)


def test_ten_thousand_characters_of_narrative_are_kept_whole(town: Town, an: Resident) -> None:
    """A phone sends them in three messages; `Đã nhập xong` ends them."""
    an.begin()
    an.fill(UNIT, dict(list(THI_DOAN.items())[:11]))
    text = ("Một số hộ chưa có đất sản xuất, việc vay vốn còn chậm. " * 200)[:10_000].strip()
    pieces = [text[:4090], text[4090:8180], text[8180:]]
    for piece in pieces:
        an.type(piece)
    if "Đã nhập xong" in an.labels:
        an.press("Đã nhập xong")
    stored = town.draft(UNIT)["TL2"]
    assert isinstance(stored.value, str)
    assert "".join(stored.value.split()) == "".join(text.split())


def test_hostile_text_is_stored_and_shown_as_text(town: Town, an: Resident) -> None:
    an.begin()
    an.fill(UNIT, dict(list(THI_DOAN.items())[:11]))
    an.give("A & B <b>x</b> {{ 7*7 }} </w:t> ]]>\x0b")
    assert town.draft(UNIT)["TL2"] == Answer("A & B <b>x</b> {{ 7*7 }} </w:t> ]]>")
    assert "A & B <b>x</b> {{ 7*7 }} </w:t> ]]>" in an.do(review).text


def test_an_edited_message_changes_no_answer(town: Town, an: Resident) -> None:
    an.begin()
    an.type("15")
    before = town.draft(UNIT)
    shown = an.happen(Edited("16"))
    assert shown.kind == "helped"
    assert town.draft(UNIT) == before


@pytest.mark.parametrize("zero", ["0", "không", "Không có", "[Không phát sinh]"])
def test_every_way_to_say_none_is_the_same_confirmed_zero(
    town: Town, an: Resident, zero: str
) -> None:
    an.begin()
    an.fill(UNIT, {"DT01": "15", "DT03": "2", "DT04": zero})
    assert town.draft(UNIT)["DT04"] == Answer(0, Standing.ZERO)


# Replies


def test_a_reply_answers_the_question_it_replies_to(town: Town, an: Resident) -> None:
    first = an.begin()
    an.type("15")
    an.type("2")
    an.type("16", reply_to=first)
    assert town.draft(UNIT) == {"DT01": Answer(16), "DT03": Answer(2)}
    assert "Nhà tình thương" in an.heard.text or "Nhà tình thương" in an.go_on().text


def test_a_reply_finds_the_other_conversation(town: Town, an: Resident) -> None:
    an.do(partial(join, token=town.token("kinh-te")))
    choice = an.begin()
    asked = an.press(choice.labels[0])
    an.press(choice.labels[1])
    an.type("3 lớp", reply_to=asked)
    assert town.draft("kinh-te") == {"KT01": Answer(3)}
    assert town.draft(UNIT) == {}


def test_a_reply_to_something_that_asked_nothing_is_plain_text(town: Town, an: Resident) -> None:
    menu = an.heard
    an.begin()
    an.type("15", reply_to=menu)
    assert town.draft(UNIT) == {"DT01": Answer(15)}


# Old buttons


def test_an_old_button_says_where_the_person_is(town: Town, an: Resident) -> None:
    first = an.begin()
    an.type("15")
    an.type("2")
    shown = an.press_data(first.buttons["Không có (0)"], first.telegram_id)
    assert "không còn dùng nữa" in shown.text
    assert "Nhà tình thương" in shown.text
    assert town.draft(UNIT) == {"DT01": Answer(15), "DT03": Answer(2)}


def test_r07_every_old_button_after_submission_changes_nothing(town: Town, an: Resident) -> None:
    an.begin()
    an.fill(UNIT, THI_DOAN)
    an.offers()
    an.press("Xác nhận")
    submitted = town.rows("SELECT content_sha256, receipt_code FROM submission")
    old = {data: shown.telegram_id for shown in an.phone for data in shown.buttons.values()}
    for data, message in old.items():
        if ":correct:" not in data:
            an.press_data(data, message)
            assert an.answers or "document" in data
    assert town.rows("SELECT content_sha256, receipt_code FROM submission") == submitted
    assert town.rows("SELECT count(*) FROM draft WHERE state = 'open'") == [(0,)]


# Files


PHOTO = FileValue("anh.jpg", "image/jpeg", 120_000, "file-1")


def at_the_photo(town: Town) -> Resident:
    an = town.invited("kinh-te", 2, "Lê Minh Châu")
    an.begin()
    while "Ảnh mô hình" not in an.heard.text:
        an.press("Không còn" if "Không còn" in an.labels else nothing_of(an))
    return an


def nothing_of(person: Resident) -> str:
    return next(label for label in person.labels if label.startswith("Không"))


def test_an_attachment_is_wanted_then_kept_under_its_hash(town: Town) -> None:
    an = at_the_photo(town)
    an.attach(PHOTO)
    assert town.draft("kinh-te")["KT_anh"] == Answer(PHOTO)
    [(kind, params)] = town.rows("SELECT kind, params FROM job")
    assert kind == "fetch"
    attachment = json.loads(params)["attachment"]
    town.do(lambda work: keep_fetched(work, attachment, "ab" * 32, 119_000, town.now))
    kept = replace(PHOTO, sha256="ab" * 32, size=119_000)
    assert town.draft("kinh-te")["KT_anh"] == Answer(kept)
    assert town.rows("SELECT state, sha256 FROM attachment") == [("stored", "ab" * 32)]


def test_a_file_fetched_after_another_took_its_place_changes_no_answer(town: Town) -> None:
    an = at_the_photo(town)
    an.attach(PHOTO)
    other = replace(PHOTO, file_id="file-2", name="anh-2.jpg")
    an.press("‹ Câu trước")
    an.attach(other)
    [(first,)] = town.rows("SELECT min(id) FROM attachment")
    town.do(lambda work: keep_fetched(work, first, "ab" * 32, 119_000, town.now))
    assert town.draft("kinh-te")["KT_anh"] == Answer(other)


def test_a_file_that_cannot_be_fetched_is_told(town: Town) -> None:
    an = at_the_photo(town)
    an.attach(PHOTO)
    record = town.do(lambda work: work.attachments.get(1))
    assert record is not None
    town.do(lambda work: give_up_fetching(work, record, an.sender.chat_id, town.now))
    town.deliver()
    assert (an.heard.kind, "anh.jpg" in an.heard.text) == ("file_failed", True)
    assert town.rows("SELECT state FROM attachment") == [("failed",)]


def test_a_file_over_20_mb_is_not_wanted(town: Town) -> None:
    an = at_the_photo(town)
    an.attach(replace(PHOTO, size=LIMIT + 1))
    assert an.answers[0].kind == "file_too_big"
    assert "20" in an.answers[0].text
    assert "Ảnh mô hình" in an.heard.text
    assert town.rows("SELECT count(*) FROM job") == [(0,)]
    assert "KT_anh" not in town.draft("kinh-te")


def test_a_file_where_a_number_is_due_asks_again(town: Town, an: Resident) -> None:
    an.begin()
    assert an.do(partial(attached, file=PHOTO)).kind in ("helped", "refused")
    assert town.draft(UNIT) == {}
    assert town.rows("SELECT count(*) FROM attachment") == [(0,)]


# The office, help, what is owed


@pytest.mark.parametrize("typed", ["sửa báo cáo", "nop lai", "Điều chỉnh báo cáo"])
def test_whoever_wants_to_correct_comes_to_the_reports(an: Resident, typed: str) -> None:
    assert an.type(typed).kind == an.do(show_reports).kind != "menu"


def test_a_letter_reaches_the_office(town: Town, an: Resident) -> None:
    hoa = town.office()
    assert an.do(partial(write_to_office, text="Xin lùi hạn & hỏi <b>?")).kind == "contact_sent"
    assert hoa.heard.kind == "contact_letter"
    for said in ("Nguyễn Văn An", "Thị Đoàn", "Xin lùi hạn & hỏi <b>?"):
        assert said in hoa.heard.text


def test_what_is_typed_after_a_bare_command_is_the_letter(town: Town, an: Resident) -> None:
    hoa = town.office()
    an.press_data(f"s:report:{town.obligation(UNIT).id}")
    asked = an.heard
    assert "Tin tiếp theo" in an.do(partial(write_to_office, text="")).text
    an.type("so tuan truoc toi gui nham, gio sua sao em")
    assert [said.kind for said in an.answers] == ["contact_sent", asked.kind], "and back to it"
    assert "so tuan truoc toi gui nham" in hoa.heard.text
    assert town.draft(UNIT) == {}


def test_a_letter_is_asked_for_again_when_it_is_too_long(town: Town, an: Resident) -> None:
    hoa = town.office()
    an.do(partial(write_to_office, text=""))
    assert an.type("x" * (LETTER + 1)).kind == "contact_too_long"
    an.type("Xin hỏi ngắn.")
    assert "Xin hỏi ngắn." in hoa.heard.text


def test_a_letter_too_long_is_not_cut(town: Town, an: Resident) -> None:
    hoa = town.office()
    heard = len(hoa.phone)
    assert an.do(partial(write_to_office, text="x" * (LETTER + 1))).kind == "contact_too_long"
    assert len(hoa.phone) == heard


def test_without_an_office_the_person_learns_so(an: Resident) -> None:
    assert an.do(partial(write_to_office, text="Xin hỏi")).kind == "contact"


def test_what_a_unit_owes_is_listed(an: Resident) -> None:
    shown = an.do(show_situation)
    assert "6 tháng đầu năm 2021" in shown.text
    assert "16/6/2021" in shown.text or "16/06/2021" in shown.text


def test_help_fits_the_role(town: Town, an: Resident) -> None:
    assert "/baocao" in an.do(show_whole_guide).text
    assert "/tonghop" not in an.heard.text
    assert "/tonghop" in town.office().do(show_whole_guide).text
