"""Contradictions between units: listed for the office, and both sides asked the same question."""

from __future__ import annotations

import json

import pytest

from reporting.answers import Answer
from tests.usecases.handed_in import hand_in_whole
from tests.usecases.town import ROUND, Resident, Shown, Town
from usecases.consolidated import consolidated, want_consolidated

BANK, UNION = "nhcsxh", "thi-doan"
OTHERS = ("hoi-phu-nu", "hoi-nong-dan", "hoi-cuu-chien-binh")
ASK = "Hỏi cả hai bên: Dư nợ cuối kỳ"


@pytest.fixture
def binh(town: Town) -> Resident:
    """Of the bank, whose whole debt is 300 million."""
    binh = town.invited(BANK, 2, "Trần Văn Bình")
    hand_in_whole(binh, BANK, said={"CS06": Answer(300_000_000)})
    return binh


@pytest.fixture
def an(town: Town) -> Resident:
    """Of the Youth Union, which alone manages 900 million of it."""
    an = town.invited(UNION, 1, "Nguyễn Văn An")
    hand_in_whole(an, UNION, said={"DT08": Answer(900_000_000)})
    for number, unit in enumerate(OTHERS, 10):
        person = town.invited(unit, number, unit)
        hand_in_whole(person, unit, said={"DT08": Answer(10_000_000)})
    return an


@pytest.fixture
def hoa(town: Town, binh: Resident, an: Resident) -> Resident:
    hoa = town.office()
    hoa.do(want_consolidated)
    hoa.press("Số liệu chưa khớp")
    return hoa


def questions(person: Resident) -> list[Shown]:
    person.town.deliver()
    return [shown for shown in person.phone if shown.kind == "same_question"]


def test_the_office_sees_them_in_chat_and_the_report_says_nothing(
    town: Town, hoa: Resident
) -> None:
    assert "300 triệu đồng" in hoa.heard.text
    assert "930 triệu đồng" in hoa.heard.text
    assert ASK in hoa.heard.labels


def test_one_button_asks_both_sides_the_same(
    town: Town, binh: Resident, an: Resident, hoa: Resident
) -> None:
    told = hoa.press(ASK)
    assert told.kind == "both_asked"
    [one], [other] = questions(binh), questions(an)
    for shown in (one, other):
        assert "300 triệu đồng" in shown.text
        assert "930 triệu đồng" in shown.text
        assert "sai" not in shown.text.split()
        assert shown.labels == ["Số liệu của đơn vị đúng", "Sửa báo cáo", "Ghi ý kiến"]
    assert "900 triệu đồng" in other.text, "its own figure"
    first = [line for line in one.text.splitlines() if "Số liệu của" not in line]
    second = [line for line in other.text.splitlines() if "Số liệu của" not in line]
    assert first[:3] == second[:3]
    [(detail,)] = town.rows("SELECT detail FROM audit WHERE action = 'contradiction'")
    assert set(json.loads(detail)["value"]["units"]) == {BANK, UNION, *OTHERS}


def test_a_unit_confirms_and_the_office_hears_it_with_the_figures(
    town: Town, binh: Resident, an: Resident, hoa: Resident
) -> None:
    hoa.press(ASK)
    town.deliver()
    assert binh.press("Số liệu của đơn vị đúng").kind == "figure_thanks"
    town.deliver()
    assert hoa.heard.kind == "figure_answered"
    assert "giữ nguyên số liệu" in hoa.heard.text
    assert "300 triệu đồng" in hoa.heard.text and "930 triệu đồng" in hoa.heard.text
    shown = hoa.press("Số liệu chưa khớp")
    assert "(Trần Văn Bình): giữ nguyên số liệu" in shown.text
    assert "Chưa trả lời:" in shown.text and "Thị Đoàn" in shown.text.split("Chưa trả lời:")[1]


def test_a_unit_says_it_in_words(town: Town, an: Resident, hoa: Resident) -> None:
    hoa.press(ASK)
    town.deliver()
    an.press("Ghi ý kiến")
    assert an.type("Số này gồm cả vốn <ủy thác> & vốn khác.").kind == "figure_thanks"
    town.deliver()
    assert "Số này gồm cả vốn <ủy thác> & vốn khác." in hoa.heard.text


def test_a_unit_corrects_and_the_contradiction_ends(
    town: Town, binh: Resident, an: Resident, hoa: Resident
) -> None:
    hoa.press(ASK)
    town.deliver()
    hand_in_whole(an, UNION, said={"DT08": Answer(90_000_000)})
    town.deliver()
    [told] = [shown for shown in hoa.phone if shown.kind == "figure_answered"]
    assert "đã sửa số liệu" in told.text
    assert "số liệu hai bên đã khớp" in told.text
    report = town.do(lambda work: consolidated(work, town.library, ROUND, town.now))
    assert "CS06" not in {each.figure.indicator.id for each in report.contradictions}
    assert hoa.press_data(f"s:ask_both:{ROUND}:CS06:0").kind == "contradiction_settled"
    hand_in_whole(an, UNION, said={"DT08": Answer(90_000_000), "DT03": Answer(1)})
    town.deliver()
    assert len([shown for shown in hoa.phone if shown.kind == "figure_answered"]) == 1


def test_who_was_not_asked_finds_nothing(town: Town, an: Resident, hoa: Resident) -> None:
    hoa.press(ASK)
    town.deliver()
    kinh_te = town.invited("kinh-te", 30, "Người Khác")
    own, theirs = town.obligation("kinh-te").id, town.obligation(UNION).id
    before = town.fingerprint()
    for number in (own, theirs, 99999):
        for screen in ("figure_right", "figure_words"):
            assert kinh_te.press_data(f"s:{screen}:{number}:CS06:0").kind == "not_there"
            assert kinh_te.press_data(f"s:{screen}:{number}:XX:9").kind == "not_there"
    assert an.press_data(f"s:figure_right:{theirs}:HN_N1:0").kind == "not_there"
    for screen in ("contradictions", "ask_both"):
        assert kinh_te.press_data(f"s:{screen}:{ROUND}:CS06:0").kind == "office_only"
        assert hoa.press_data(f"s:{screen}:2020-6T").kind == "no_round"
    assert town.fingerprint() == before


def test_units_nobody_reports_for_are_named_for_the_telephone(town: Town, an: Resident) -> None:
    hoa = town.office()
    binh = town.invited(BANK, 2, "Trần Văn Bình")
    hand_in_whole(binh, BANK, said={"CS06": Answer(300_000_000)})
    town.change("UPDATE membership SET state = 'revoked' WHERE unit_id = 'thi-doan'")
    told = hoa.press_data(f"s:ask_both:{ROUND}:CS06:0")
    assert "trao đổi qua điện thoại: Thị Đoàn" in told.text
