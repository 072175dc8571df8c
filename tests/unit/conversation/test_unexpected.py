"""Whatever people may send, at every kind of question: an answer where it is one, else a word of
help and the question again."""

from __future__ import annotations

import pytest

from reporting.answers import Answer, FileValue
from reporting.conversation import (
    Attached,
    Edited,
    Located,
    Phase,
    ReadText,
    Typed,
    Unexpected,
    Written,
)
from reporting.kinds import KINDS
from tests.unit.conversation.forms import answered
from tests.unit.conversation.phone import Draft, Phone, form_of

# The row of each kind that a person is asked, in a form of its own.
ROWS = {
    "integer": "integer | cau | Câu hỏi | |",
    "money": "integer | cau | Câu hỏi | | money",
    "decimal": "decimal | cau | Câu hỏi | |",
    "percent": "decimal | cau | Câu hỏi | | percent",
    "range": "range | cau | Câu hỏi | start=1 end=9 step=1 |",
    "text": "text | cau | Câu hỏi | |",
    "date": "date | cau | Câu hỏi | |",
    "time": "time | cau | Câu hỏi | |",
    "datetime": "dateTime | cau | Câu hỏi | |",
    "select_one": "select_one ab | cau | Câu hỏi | |",
    "select_multiple": "select_multiple ab | cau | Câu hỏi | |",
    "rank": "rank ab | cau | Câu hỏi | |",
    "geopoint": "geopoint | cau | Câu hỏi | |",
    "geotrace": "geotrace | cau | Câu hỏi | |",
    "geoshape": "geoshape | cau | Câu hỏi | |",
    "barcode": "barcode | cau | Câu hỏi | |",
    "acknowledge": "acknowledge | cau | Câu hỏi | |",
    "image": "image | cau | Câu hỏi | |",
    "audio": "audio | cau | Câu hỏi | |",
    "video": "video | cau | Câu hỏi | |",
    "file": "file | cau | Câu hỏi | |",
}
NOT_ASKED = {"note", "calculate", "hidden"}
OF_XFORMS = {"boolean"}  # XLSForm has no such type
HEAD = "| type | name | label | parameters | bind::th:kind |"
CHOICES = "| ab | a | Loại A |\n| ab | b | Loại B |"


def sent(mime, what, name="tep"):
    return Attached(FileValue(f"{name}.x", mime, 1000, f"id-{what}"), what=what)


EVENTS = {
    "sticker": Unexpected("sticker"),
    "venue": Unexpected("venue"),
    "poll": Unexpected("poll"),
    "dice": Unexpected("dice"),
    "game": Unexpected("game"),
    "story": Unexpected("story"),
    "contact": Unexpected("contact"),
    "something new": Unexpected("other"),
    "edited": Edited("12"),
    "forwarded": Typed("12", forwarded=True),
    "location": Located("11.803", "106.906"),
    "photo": sent("image/jpeg", "photo"),
    "voice": sent("audio/ogg", "voice"),
    "audio": sent("audio/mpeg", "audio"),
    "video": sent("video/mp4", "video"),
    "video_note": sent("video/mp4", "video_note"),
    "animation": sent("video/mp4", "animation"),
    "pdf": Attached(FileValue("a.pdf", "application/pdf", 1000, "id-pdf")),
    "old word": Attached(FileValue("a.doc", "application/msword", 1000, "id-doc")),
    "unknown file": Attached(FileValue("a.bin", "application/octet-stream", 1000, "id-bin")),
    "too large": Attached(FileValue("a.pdf", "application/pdf", 30_000_000, "id-big")),
}
ANSWERS = {
    "image": {"photo"},
    "audio": {"voice", "audio"},
    "video": {"video", "video_note", "animation"},
    "file": set(EVENTS)
    & {"photo", "voice", "audio", "video", "video_note", "animation", "pdf", "old word"}
    | {"unknown file"},
    "geopoint": {"location"},
}


def name_of(phone, question):
    kept = phone.draft.kept(question).value
    assert isinstance(kept, FileValue)
    return kept.name


def at(kind):
    row = f"| | {ROWS[kind]} |" if "|" in ROWS[kind] else ""
    form = form_of(f"| {HEAD}\n{row}\n| | integer | sau | Câu sau | | |", CHOICES)
    phone = answered(Phone(Draft(form)))
    assert phone.last.params["question"]["kind"] == kind
    return phone


def test_every_kind_that_is_asked_has_a_row():
    assert set(ROWS) == set(KINDS) - NOT_ASKED - OF_XFORMS


@pytest.mark.parametrize("kind", ROWS)
def test_whatever_comes_is_an_answer_or_is_helped_and_the_question_put_again(kind):
    phone = at(kind)
    stored = phone.stored
    for name, event in EVENTS.items():
        phone.stored, phone.draft.entries = stored, {}
        phone.do(event)
        if name in ANSWERS.get(kind, ()):
            assert phone.draft.answer("cau") is not None, name
            assert phone.last.params["question"]["label"] == "Câu sau", name
            continue
        assert phone.draft.entries == {}, name
        if kind == "text" and name == "forwarded":
            assert phone.place.phase is Phase.WRITING
            continue
        assert phone.last.kind in ("helped", "refused"), name
        assert phone.last.params["question"]["label"] == "Câu hỏi", name
        assert phone.last.params["lead"]["is"] in ("unexpected", "refused"), name


@pytest.mark.parametrize("kind", ROWS)
def test_an_album_is_one_answer_and_one_word_of_help(kind):
    phone = at(kind)
    for number in range(4):
        photo = FileValue(f"anh-{number}.jpg", "image/jpeg", 1000, f"id-{number}")
        phone.do(Attached(photo, what="photo", album="al1"))
    helps = [say for say in phone.shown if say.kind in ("helped", "refused")]
    if kind in ("image", "file"):
        assert name_of(phone, "cau") == "anh-0.jpg"
        assert [say.params["lead"]["what"] for say in helps] == ["album"]
        assert phone.last.params["question"]["label"] == "Câu sau"
    else:
        assert phone.draft.entries == {}
        assert kind in ("audio", "video") or len(helps) == 1


def test_an_album_answers_one_of_two_questions_for_pictures():
    form = form_of("| | type | name | label |\n| | image | a | Ảnh 1 |\n| | image | b | Ảnh 2 |")
    phone = answered(Phone(Draft(form)))
    for number in range(2):
        photo = FileValue(f"anh-{number}.jpg", "image/jpeg", 1000, f"id-{number}")
        phone.do(Attached(photo, what="photo", album="al1"))
    assert phone.draft.answer("b") is None
    phone.do(Attached(FileValue("khac.jpg", "image/jpeg", 1000, "id-9"), what="photo", album="al2"))
    assert name_of(phone, "b") == "khac.jpg"


def test_a_place_from_the_map_is_read_back_and_kept():
    phone = at("geopoint")
    phone.do(EVENTS["location"])
    assert phone.draft.answer("cau") == Answer("11.803 106.906 0 0")
    assert phone.last.params["lead"]["shown"]["text"] == "11,803; 106,906"


def test_a_place_abroad_is_asked_about():
    phone = at("geopoint")
    phone.do(Located("48.85", "2.35"))
    assert phone.last.kind == "doubt"
    phone.do(EVENTS["location"])
    assert phone.draft.answer("cau") is not None


# Word files

WORD = FileValue("phan-1.docx", "application/octet-stream", 9000, "id-word")


def test_a_word_file_to_a_text_is_read_shown_and_kept():
    phone = at("text")
    phone.attach(WORD)
    assert phone.last.kind == "file_being_read"
    assert ReadText("/data/cau", WORD) in phone.effects
    phone.do(Written("/data/cau", "phan-1.docx", "Đã mở 4 lớp.\n- lớp may"))
    assert phone.last.kind == "writing"
    assert phone.last.params["lead"]["text"] == "Đã mở 4 lớp.\n- lớp may"
    phone.press("Đã nhập xong")
    assert phone.draft.answer("cau") == Answer("Đã mở 4 lớp.\n- lớp may")


def test_a_word_file_may_be_one_of_several_messages():
    phone = at("text")
    phone.do(Typed("Mở đầu.", forwarded=True))
    phone.attach(WORD)
    phone.do(Written("/data/cau", "phan-1.docx", "Đã mở 4 lớp."))
    phone.press("Đã nhập xong")
    assert phone.draft.answer("cau") == Answer("Mở đầu.\nĐã mở 4 lớp.")


@pytest.mark.parametrize("fault", ["empty", "too_big", "not_office", "unsafe"])
def test_a_word_file_that_cannot_be_read_is_named_and_the_question_put_again(fault):
    phone = at("text")
    phone.attach(WORD)
    phone.do(Written("/data/cau", "phan-1.docx", fault=fault))
    lead = {"is": "document_unread", "name": "phan-1.docx", "code": fault}
    assert phone.last.params["lead"] == lead
    assert phone.last.params["question"]["label"] == "Câu hỏi"
    assert phone.draft.entries == {}


def test_whoever_has_gone_on_meanwhile_is_not_brought_back():
    phone = at("text")
    phone.attach(WORD)
    phone.press("Trả lời câu này sau")
    phone.do(Written("/data/cau", "phan-1.docx", "Đã mở 4 lớp."))
    assert phone.last.params["lead"] == {"is": "document_late", "name": "phan-1.docx"}
    assert phone.last.params["question"]["label"] == "Câu sau"
    assert phone.draft.entries == {}


def test_a_word_file_with_personal_data_is_declined():
    phone = at("text")
    phone.attach(WORD)
    phone.do(Written("/data/cau", "phan-1.docx", "Nguyễn Văn An, 1960\nTrần Thị Bé, 1972"))
    assert phone.last.params["lead"]["reason"] == "personal_data"
    assert phone.draft.entries == {}
    assert "1960" not in phone.stored
