"""A request is watched, chased and written about like any other round."""

from __future__ import annotations

from tests.usecases.adhoc.test_running import sent
from tests.usecases.town import Town
from usecases.monitoring.boards import picture_facts
from usecases.monitoring.chasing import show_chase
from usecases.monitoring.progress import show_progress
from usecases.monitoring.urging import urging


def test_the_board_of_a_request_leads_down_to_its_answers(town: Town) -> None:
    an = town.invited("xa-long-giang", 11, "Trần Thị Bé")
    hoa = sent(town)
    an.type("7 hộ")
    [(round_id,)] = town.rows("SELECT id FROM round WHERE id LIKE 'dot%'")
    assert "/7" in hoa.do(show_progress).text
    hoa.press("Xem từng cơ quan")
    assert len([label for label in hoa.labels if "/7" in label]) == 1
    owed = town.obligation("xa-long-giang", round_id).id
    assert "7 hộ" in hoa.press_data(f"s:board_report:{owed}:0").text
    assert "Trần Thị Bé: nhập 7 hộ" in hoa.press("1").text
    facts = town.do(lambda work: picture_facts(work, town.library, round_id, town.now))
    assert facts["total"] == 7


def test_a_request_is_chased_and_written_about(town: Town) -> None:
    town.invited("xa-long-giang", 11, "Trần Thị Bé")
    hoa = sent(town)
    [(round_id,)] = town.rows("SELECT id FROM round WHERE id LIKE 'dot%'")
    preview = hoa.do(show_chase)
    assert "Trần Thị Bé" in preview.text and "Chưa hoàn thành: 7 đơn vị." in preview.text
    hoa.press("Tin gửi Zalo")
    assert hoa.heard.kind == "zalo_text" and "Xã Long Giang" in hoa.heard.text
    made = town.do(lambda work: urging(work, town.library, round_id, town.now))
    assert made is not None and len(made.units) == 7
