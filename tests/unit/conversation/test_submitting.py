from __future__ import annotations

from reporting.conversation import (
    GiveDocument,
    Leave,
    Opened,
    Pause,
    Phase,
    Reopen,
    Review,
    Submit,
    Typed,
)
from tests.unit.conversation.forms import answered, gate, poor
from tests.unit.conversation.phone import colleague, labels, pressing


def ready():
    return answered(gate(), "[Không]", "3")


def test_all_answered_offers_to_submit():
    phone = ready()
    assert phone.last.kind == "ready"
    assert (phone.last.params["answered"], phone.last.params["total"]) == (2, 2)
    assert labels(phone.last) == [
        "Nộp báo cáo",
        "Xem lại",
        "Tải dự thảo Word",
        "Điền bằng Excel",
        "Tạm dừng",
    ]


def test_notes_at_the_end_are_shown():
    phone = answered(poor(), "12", "2", "[Khớp, 13 hộ]", "3", "45", "không")
    assert phone.last.params["notes"] == ["Xin cảm ơn."]


def test_submitting_asks_to_confirm_and_then_submits():
    phone = ready()
    phone.press("Nộp báo cáo")
    assert phone.last.kind == "confirm_submit"
    assert not any(isinstance(effect, Submit) for effect in phone.effects)
    phone.press("Xác nhận")
    assert phone.effects == (Submit(), Leave())
    assert phone.place.phase is Phase.SUBMITTED


def test_the_draft_can_be_had_as_a_document():
    phone = ready()
    phone.press("Tải dự thảo Word")
    assert phone.effects == (GiveDocument(),)


def test_what_a_colleague_changed_since_is_not_submitted_unseen():
    phone = ready()
    phone.press("Nộp báo cáo")
    other = colleague(phone)
    other.open()
    other.press("Xem lại")
    other.press("2")
    other.type("4")
    phone.press("Xác nhận")
    assert not any(isinstance(effect, Submit) for effect in phone.effects)
    assert phone.last.params["lead"] == {"is": "old_button"}
    phone.press("Nộp báo cáo")
    phone.press("Xác nhận")
    assert Submit() in phone.effects


def test_an_old_confirmation_does_not_submit_what_is_open_now():
    phone = ready()
    phone.press("Nộp báo cáo")
    confirm = pressing(phone.button("Xác nhận"))
    phone.press("Xem lại")
    phone.press("1")
    phone.press("Có")
    phone.do(confirm)
    assert Submit() not in phone.effects


def test_after_submission_everything_is_answered_and_correcting_is_offered():
    phone = ready()
    phone.press("Nộp báo cáo")
    phone.press("Xác nhận")
    phone.draft.closed, phone.draft.version = True, 1
    for event in (Opened(), Typed("12"), Pause()):
        phone.do(event)
        assert phone.last.kind == "submitted"
        assert "Sửa báo cáo" in labels(phone.last)
    phone.do(Review())
    assert phone.last.params["locked"]
    assert labels(phone.last) == ["Sửa báo cáo"]
    phone.press("Sửa báo cáo")
    assert phone.effects == (Reopen(),)


def test_a_colleague_in_the_middle_of_a_submitted_draft_is_told():
    phone = ready()
    other = colleague(phone)
    other.open()
    other.press("Xem lại")
    other.press("2")
    phone.press("Nộp báo cáo")
    phone.press("Xác nhận")
    phone.draft.closed, phone.draft.version = True, 1
    other.type("9")
    assert other.last.kind == "submitted"
    assert other.draft.kept("ba").value == 3


def test_an_old_button_goes_on_in_the_correction_that_is_open():
    phone = ready()
    phone.press("Nộp báo cáo")
    phone.press("Xác nhận")
    phone.draft.closed, phone.draft.version = True, 1
    phone.press("Không")
    assert (phone.last.kind, phone.effects[-1]) == ("submitted", phone.last)
    phone.draft.correcting = True
    phone.press("Không")
    assert phone.effects == (Reopen(),)


def test_a_copy_of_what_was_submitted_opens_with_the_list_of_answers():
    phone = ready()
    phone.draft.version = 1
    other = colleague(phone)
    other.open()
    assert other.last.kind == "review"
    assert other.last.params["lead"]["is"] == "correcting"
    assert "Nộp báo cáo" in labels(other.last)
    other.press("2")
    other.type("4")
    assert other.last.kind == "review"
    other.open()
    assert other.last.kind == "ready"
