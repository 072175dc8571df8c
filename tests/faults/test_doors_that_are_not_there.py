"""S5 and S15: attacks for which this program has no door, and what would open one."""

from __future__ import annotations

import re

from tests.sources import ROOT
from tests.unit.plan.town import PLAN
from usecases.messages import SAMPLES

MINI_APP = re.compile(r"web_app|WebApp|init_?data", re.IGNORECASE)
# What names a household or a person in it: a form that asked for it would lead it through a chat.
OF_A_HOUSEHOLD = re.compile(
    r"họ (và )?tên|danh sách hộ|tên (chủ )?hộ|căn cước|CCCD|CMND|chứng minh nhân|ngày sinh"
    r"|số điện thoại",
    re.IGNORECASE,
)


def test_s05_nothing_takes_what_a_mini_app_says() -> None:
    """No button opens one, and no address of ours believes its data."""
    for folder in ("bot", "handlers", "usecases", "reporting", "scheduler", "storage", "documents"):
        for path in (ROOT / folder).rglob("*.py"):
            assert not MINI_APP.search(path.read_text("utf-8")), path


def test_s15_no_question_asks_who_a_household_is() -> None:
    asked = [
        (unit.id, question.label)
        for unit in PLAN.units
        for question in PLAN.form_for(unit).questions
        if question.asked
    ]
    assert len(asked) > 200
    assert [one for one in asked if OF_A_HOUSEHOLD.search(one[1])] == []


def test_s15_no_notice_holds_what_a_unit_has_written() -> None:
    """Nudges are made of what is owed and when: of none of the answers."""
    for kind in ("reminder", "digest"):
        for params in SAMPLES[kind]:
            assert not {"value", "shown", "answer", "text"} & _keys(params), kind


def _keys(value: object) -> set[str]:
    if isinstance(value, dict):
        return set(value).union(*map(_keys, value.values()))
    if isinstance(value, list):
        return set().union(*map(_keys, value)) if value else set()
    return set()
