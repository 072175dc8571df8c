"""The superior's letter: cited in one line, its file sent along with the notice or after it."""

from __future__ import annotations

import json

import pytest

from reporting.answers import FileValue
from storage.work import SqlWork
from tests.usecases.adhoc.test_asking import document, request_of, text_of
from tests.usecases.town import Resident, Town
from usecases.adhoc.dialogue import ask_ad_hoc
from usecases.adhoc.letters import forget_letter, send_on
from usecases.attachments import keep_fetched, refuse_fetched

CITED = "Công văn số 512/SLĐTBXH-BTXH ngày 05/6/2021 của Sở LĐTBXH về việc rà soát thiệt hại"
SHA = "ab" * 32


@pytest.fixture
def an(town: Town) -> Resident:
    return town.invited("xa-long-giang", 11, "Trần Thị Bé")


@pytest.fixture
def hoa(town: Town, an: Resident) -> Resident:
    """The office is asked for the letter of a request that is otherwise whole."""
    hoa = town.office()
    hoa.do(ask_ad_hoc)
    hoa.type("Lốc xoáy")
    hoa.type("Số hộ")
    hoa.press("Số (hộ, người…)")
    hoa.press("hộ")
    hoa.press("Xong")
    hoa.press("Văn bản cấp trên")
    return hoa


def superior(town: Town) -> dict[str, object]:
    found = request_of(town)[2]["superior"]
    assert isinstance(found, dict)
    return found


def fetched(town: Town) -> None:
    """The bytes of the newest file come, as its job brings them."""
    [(key,)] = town.rows("SELECT max(id) FROM attachment")

    def keep(work: SqlWork) -> None:
        keep_fetched(work, key, SHA, 1234, town.now)
        send_on(work, key, town.now)

    town.do(keep)
    town.deliver()


def letters(an: Resident) -> list[str]:
    return [each.message.file.sha256 for each in an.phone
            if each.kind == "adhoc_letter" and each.message.file]  # fmt: skip


def send(hoa: Resident) -> None:
    hoa.press("Xem trước và gửi")
    hoa.press("Gửi đến 7 đơn vị")


def test_one_line_says_it_all(town: Town, hoa: Resident) -> None:
    assert "gửi tệp" in hoa.type(CITED).text, "only the file is still asked for"
    said = {name: superior(town)[name] for name in ("number", "date", "authority", "subject")}
    assert said == {
        "number": "Công văn số 512/SLĐTBXH-BTXH",
        "date": "05/6/2021",
        "authority": "Sở LĐTBXH",
        "subject": "rà soát thiệt hại",
    }
    whole = hoa.press("Bỏ qua")
    expected = (
        "Theo: Công văn số 512/SLĐTBXH-BTXH ngày 05/6/2021 của Sở LĐTBXH về rà soát thiệt hại"
    )
    assert expected in whole.text


def test_parts_are_asked_for_one_by_one(town: Town, hoa: Resident) -> None:
    assert "Ngày của văn bản?" in hoa.type("Công văn số 512").text
    assert "Trích yếu" in hoa.type("05/6/2021").text
    assert "gửi tệp" in hoa.type("về việc rà soát thiệt hại").text
    assert superior(town)["subject"] == "rà soát thiệt hại"
    hoa.press("Bỏ văn bản")
    assert request_of(town)[2]["superior"] is None


@pytest.mark.parametrize("name", ["512.pdf", "512.docx", "anh.jpg"])
def test_the_file_goes_along_with_the_notice(
    town: Town, hoa: Resident, an: Resident, name: str
) -> None:
    hoa.type(CITED)
    whole = hoa.attach(FileValue(name, "application/octet-stream", 1234, "F1"))
    assert f"(tệp {name})" in whole.text
    fetched(town)
    assert letters(an) == []
    send(hoa)
    assert letters(an) == [SHA]
    assert an.heard.kind == "adhoc_notice", "the question is the last thing they see"
    assert town.rows("SELECT sha256 FROM attachment") == [(SHA,)]
    assert "theo Công văn số 512/SLĐTBXH-BTXH ngày 05/6/2021 của Sở LĐTBXH" in an.heard.text
    quoted = "Thực hiện Công văn số 512/SLĐTBXH-BTXH ngày 05 tháng 6 năm 2021 của Sở LĐTBXH"
    assert quoted in text_of(document(town))


def test_a_file_that_comes_late_is_sent_on_once(town: Town, hoa: Resident, an: Resident) -> None:
    hoa.attach(FileValue("512.pdf", "application/pdf", 1234, "F1"))
    assert "Đã nhận tệp văn bản" in hoa.heard.text, "asked for before it was named"
    hoa.type(CITED)
    send(hoa)
    assert letters(an) == []
    fetched(town)
    assert letters(an) == [SHA]
    fetched(town)
    assert letters(an) == [SHA]


def test_a_refused_file_is_not_named_any_more(town: Town, hoa: Resident) -> None:
    hoa.type(CITED)
    hoa.attach(FileValue("512.exe", "application/octet-stream", 1234, "F1"))
    [(key,)] = town.rows("SELECT id FROM attachment")

    def refuse(work: SqlWork) -> None:
        record = work.attachments.get(key)
        assert record is not None
        refuse_fetched(work, record, hoa.sender.chat_id, town.now)
        forget_letter(work, key, town.now)

    town.do(refuse)
    town.deliver()
    assert (superior(town)["file"], superior(town)["attachment"]) == ("", 0)
    assert superior(town)["subject"] == "rà soát thiệt hại"


def test_a_file_too_big_is_said_to_be_so_and_asked_again(town: Town, hoa: Resident) -> None:
    hoa.type(CITED)
    hoa.attach(FileValue("512.pdf", "application/pdf", 21 * 1024 * 1024, "F1"))
    assert hoa.heard.kind == "file_too_big"
    assert town.rows("SELECT count(*) FROM attachment") == [(0,)]
    assert (
        json.loads(town.rows("SELECT content FROM adhoc_request")[0][0])["superior"]["file"] == ""
    )
