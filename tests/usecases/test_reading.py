"""Who took away which report is written down."""

from __future__ import annotations

from tests.usecases.reports import THI_DOAN
from tests.usecases.town import ROUND, Town
from usecases.consolidated import want_consolidated


def readings(town: Town) -> list[tuple[object, ...]]:
    return town.rows(
        "SELECT telegram_id, subject FROM audit JOIN person ON person.id = person_id"
        " WHERE action = 'report_read' ORDER BY audit.id"
    )


def test_whoever_takes_the_consolidated_report_away(town: Town) -> None:
    office, an = town.office(), town.invited("kinh-te", 1, "An")
    an.do(want_consolidated)  # not for a liaison
    assert readings(town) == []
    office.do(want_consolidated)
    assert readings(town) == [(900, f"round:{ROUND}")]


def test_whoever_takes_a_unit_s_report_away(town: Town) -> None:
    an = town.invited("thi-doan", 1, "An")
    an.begin()
    an.fill("thi-doan", THI_DOAN)
    an.press("Tải dự thảo Word")
    assert readings(town) == [(1, f"obligation:{town.obligation('thi-doan').id}")]


def test_whoever_looks_at_what_units_wrote(town: Town) -> None:
    office = town.office()
    office.do(want_consolidated)
    for button in ("Nguồn số liệu", "Nội dung các đơn vị viết"):
        office.press(button)
    assert readings(town) == [(900, f"round:{ROUND}")] * 3


def test_whoever_opens_the_register_of_difficulties_or_what_does_not_agree(town: Town) -> None:
    office = town.office()
    office.do(want_consolidated)
    office.press("Khó khăn, kiến nghị")
    office.press_data(f"s:contradictions:{ROUND}")
    assert readings(town) == [(900, f"round:{ROUND}")] * 3
