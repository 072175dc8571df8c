"""Requests as pages to read, and what the database then holds."""

from __future__ import annotations

import json
from pathlib import Path

from documents.check import check
from tests.scenarios.adhoc.transcript import Page
from tests.usecases.adhoc.test_asking import document, text_of
from tests.usecases.town import Town
from usecases.adhoc.dialogue import ask_ad_hoc

FOLDER = Path(__file__).parent


def test_five_units_are_asked_and_one_is_late(town: Town, regenerate: bool) -> None:
    path = FOLDER / "nam-don-vi-mot-don-vi-muon.txt"
    page = Page(town, path.read_text("utf-8"))
    now = page.played()
    if regenerate:
        path.write_text(now, "utf-8")
    assert now == path.read_text("utf-8")
    owed = town.rows(
        "SELECT unit_id, state, late FROM obligation WHERE round_id LIKE 'dot%' ORDER BY unit_id"
    )
    late = {unit for unit, state, is_late in owed if is_late and state == "submitted"}
    assert (len(owed), late) == (5, {"xa-phuoc-tin"})
    figures = {
        unit: json.loads(content)["/data/DX1"]["value"]
        for unit, content in town.rows(
            "SELECT unit_id, content FROM submission"
            " JOIN obligation ON obligation.id = obligation_id WHERE round_id LIKE 'dot%'"
        )
    }
    assert sum(figures.values()) == 12 + 0 + 3 + 7 + 2
    letters = [each.message.file for person in page.people.values() for each in person.phone
               if each.kind == "adhoc_letter"]  # fmt: skip
    assert [file.sha256 for file in letters if file] == ["ab" * 32] * 5
    paper = document(town)
    assert [each.rule for each in check(paper) if each.ok is False] == []
    assert "Số hộ nghèo có nhà bị tốc mái: 24 hộ." in text_of(paper)


def test_from_tap_to_sent_are_seven_taps_and_messages(town: Town) -> None:
    """At fifteen seconds for a typed line and three for a tap, under a minute."""
    hoa = town.office()
    before = town.updates
    hoa.do(ask_ad_hoc)
    hoa.type("Nhà tốc mái đêm 9/6")
    hoa.type("Số hộ nghèo có nhà bị tốc mái")
    for tap in ("Số (hộ, người…)", "hộ", "Xem trước và gửi", "Gửi đến 7 đơn vị"):
        hoa.press(tap)
    assert hoa.heard.kind == "adhoc_sent"
    assert town.updates - before == 7
    assert town.rows("SELECT count(*) FROM obligation WHERE round_id LIKE 'dot%'") == [(7,)]
