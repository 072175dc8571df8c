"""The header of a report: the plan's, and what the office changes of it for a round."""

from __future__ import annotations

import json

import pytest

from reporting.plan import Letter
from tests.usecases.reports import THI_DOAN
from tests.usecases.town import ROUND, Resident, Town
from usecases.consolidated import consolidated, want_consolidated


@pytest.fixture
def hoa(town: Town) -> Resident:
    hoa = town.office()
    hoa.do(want_consolidated)
    hoa.press("Phần đầu, người ký, nơi nhận")
    return hoa


def letter(town: Town, model: str = "A") -> Letter:
    report = town.do(lambda work: consolidated(work, town.library, ROUND, town.now))
    return report.plan.letter[model]


def test_a_signer_is_chosen_by_a_press_and_kept(town: Town, hoa: Resident) -> None:
    hoa.press("Người ký")
    hoa.press("KT. TRƯỞNG PHÒNG / PHÓ TRƯỞNG PHÒNG")
    assert letter(town).signer.lines == ("KT. TRƯỞNG PHÒNG", "PHÓ TRƯỞNG PHÒNG")
    assert letter(town, "B") == town.library.current.letter["B"]
    hoa.press("Người ký")
    hoa.press("Theo kế hoạch")
    assert letter(town) == town.library.current.letter["A"]


@pytest.mark.parametrize(
    ("field", "typed", "kept"),
    [
        ("Người ký", "KT. TRƯỞNG PHÒNG / PHÓ TRƯỞNG PHÒNG / Nguyễn Văn An", 3),
        ("Căn cứ", "- Căn cứ Kế hoạch số 10/KH-UBND;\n- Căn cứ Nghị định số 30/2020/NĐ-CP.", 2),
        ("Kính gửi", "Ủy ban nhân dân thị xã", 1),
        ("Nơi nhận", "- Như trên;\n- Lưu: VT.", 2),
    ],
)
def test_what_is_typed_stands_in_the_letter(
    town: Town, hoa: Resident, field: str, typed: str, kept: int
) -> None:
    hoa.press(field)
    assert hoa.type(typed).kind == "header"
    made = letter(town)
    lines = {
        "Người ký": (*made.signer.lines, made.signer.name),
        "Căn cứ": made.legal_bases,
        "Kính gửi": made.recipients,
        "Nơi nhận": made.copies,
    }[field]
    assert len(lines) == kept
    assert all(line and line[0] != "-" and line[-1] not in ";." for line in lines)
    assert town.rows("SELECT count(*) FROM audit WHERE action = 'report_decided'") == [(1,)]


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("Người ký", "trưởng phòng"),
        ("Người ký", "KT TRƯỞNG PHÒNG / PHÓ TRƯỞNG PHÒNG"),
        ("Người ký", "TM. ỦY BAN NHÂN DÂN"),
        ("Người ký", "TRƯỞNG PHÒNG / ThS. Nguyễn Văn An"),
        ("Căn cứ", "Kế hoạch số 10"),
        ("Nơi nhận", "Như trên"),
        ("Trích yếu", "một\nhai\nba\nbốn"),
        ("Kính gửi", "x" * 301),
    ],
)
def test_what_cannot_stand_there_is_refused_and_asked_again(
    town: Town, hoa: Resident, field: str, typed: str
) -> None:
    hoa.press(field)
    assert hoa.type(typed).kind == "header_refused"
    assert town.rows("SELECT count(*) FROM decision") == [(0,)]
    good = {"Người ký": "TRƯỞNG PHÒNG", "Căn cứ": "Căn cứ Luật", "Nơi nhận": "Lưu: VT"}
    assert hoa.type(good.get(field, "Một dòng")).kind == "header"


def test_a_subject_is_printed_as_typed_braces_and_all(town: Town, hoa: Resident) -> None:
    hoa.press("Trích yếu")
    shown = hoa.type("Kết quả {{ 7 * 7 }} {% raw %}")
    assert "{{ 7 * 7 }} {% raw %}" in shown.text
    report = town.do(lambda work: consolidated(work, town.library, ROUND, town.now))
    assert "{{ 7" not in report.plan.outline.subject[0]


def test_the_report_of_the_town_is_one_press_away(town: Town, hoa: Resident) -> None:
    hoa.press("Chuyển sang báo cáo gửi cấp trên")
    assert "Ủy ban nhân dân tỉnh Bình Phước" in hoa.heard.text
    hoa.press("Lập báo cáo tổng hợp")
    jobs = town.rows("SELECT params FROM job WHERE kind = 'consolidated' ORDER BY id")
    assert [json.loads(params)["model"] for (params,) in jobs] == ["A", "B"]


def test_typed_text_answers_what_was_asked_last(town: Town) -> None:
    hoa = town.office()
    hoa.press_data(f"s:header_ask:{ROUND}:recipients")
    hoa.begin()
    question = hoa.heard
    assert hoa.type("Ủy ban").kind != "header"
    assert question.kind == "question"
    assert town.rows("SELECT count(*) FROM decision") == [(0,)]


def test_a_liaison_s_words_are_never_taken_for_a_header(town: Town, hoa: Resident) -> None:
    hoa.press("Kính gửi")
    an = town.invited("thi-doan", 1, "Nguyễn Văn An")
    an.begin()
    an.fill("thi-doan", {"DT01": THI_DOAN["DT01"]})
    assert town.rows("SELECT count(*) FROM decision") == [(0,)]


def test_rounds_and_fields_that_are_not_there_change_nothing(town: Town, hoa: Resident) -> None:
    before = town.fingerprint()
    for data in (
        "header:2020-6T", f"header_ask:{ROUND}:x", "header_ask:2020:bases",
        f"header_sign:{ROUND}:9", f"header_sign:{ROUND}:-1", f"header_reset:{ROUND}:x",
        f"header_model:{ROUND}:C", "header_model:2020:A", "gaps:2020-6T", "gap:99999", "gap:x",
    ):  # fmt: skip
        assert hoa.press_data(f"s:{data}").kind in {"not_there", "no_round"}, data
    assert town.fingerprint() == before
