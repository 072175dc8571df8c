"""Kinds that the town's forms do not use, asked in a chat: scales, lines on a map, yes or no."""

from __future__ import annotations

from decimal import Decimal

import pytest

from reporting.answers import Answer, Standing
from reporting.conversation import Located
from reporting.forms import load
from tests.unit.conversation.forms import answered
from tests.unit.conversation.phone import Draft, Phone, form_of, labels

SCALE = form_of(
    """
| | type | name | label | parameters | required |
| | range | diem | Mức hài lòng | start=1 end=9 step=2 | yes |
| | geotrace | duong | Tuyến đường | | |
| | geoshape | dat | Khu đất | | |
"""
)
XFORM = """<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml">
<h:head><h:title>Thử</h:title><model><instance><data id="t"><co/></data></instance>
<bind nodeset="/data/co" type="boolean" required="true()"/></model></h:head>
<h:body><input ref="/data/co"><label>Có biến động không?</label></input></h:body></h:html>"""


def scale(*given):
    return answered(Phone(Draft(SCALE)), *given)


def test_a_scale_says_its_ends_and_offers_no_zero_outside_them():
    phone = scale()
    assert phone.last.params["question"]["bounds"] == {"low": "1", "high": "9", "step": "2"}
    assert "Không có (0)" not in labels(phone.last)


@pytest.mark.parametrize(
    ("typed", "reason"),
    [("10", "out_of_range"), ("0", "out_of_range"), ("không", "out_of_range"), ("4", "off_step")],
)
def test_what_is_not_on_the_scale_is_refused(typed, reason):
    phone = scale(typed)
    assert phone.last.params["lead"]["reason"] == reason
    assert phone.draft.answer("diem") is None


def test_what_is_on_the_scale_is_kept():
    assert scale("bảy").draft.answer("diem") == Answer(Decimal(7))
    assert scale("Không thuộc nhiệm vụ").draft.kept("diem").standing is Standing.NOT_APPLICABLE


def test_lines_and_borders_are_typed_a_place_a_line():
    phone = scale("7", "11.8, 106.9\n11.9, 107", "11.8 106.9\n11.9 107\n12 107")
    assert phone.draft.kept("duong").value == "11.8 106.9 0.0 0.0;11.9 107.0 0.0 0.0"
    assert str(phone.draft.kept("dat").value).endswith(";11.8 106.9 0.0 0.0")
    assert phone.last.kind == "ready"


def test_one_place_of_the_map_is_no_line():
    phone = scale("7")
    phone.do(Located("11.8", "106.9"))
    assert phone.last.params["lead"]["what"] == "location"


@pytest.mark.parametrize(("given", "kept"), [("[Có]", "1"), ("không", "0"), ("[Không]", "0")])
def test_yes_or_no_is_pressed_or_typed(given, kept):
    phone = answered(Phone(Draft(load(XFORM.encode()))), given)
    assert phone.draft.answer("co") == Answer(kept)
    assert phone.last.kind == "ready"


def test_anything_but_yes_or_no_is_asked_again():
    phone = answered(Phone(Draft(load(XFORM.encode()))), "nhiều")
    assert phone.last.params["lead"]["reason"] == "yes_or_no"
