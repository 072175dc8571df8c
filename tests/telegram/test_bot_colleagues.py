"""Two people of one unit write at the same time."""

from __future__ import annotations

from pathlib import Path

from tests.telegram.bot_stage import town_in
from tests.unit.plan.town import PLAN
from usecases.records import Role

UNIT = "thi-doan"


async def test_what_two_people_type_at_once_lands_where_each_was_asked(tmp_path: Path) -> None:
    """Neither waits for the other's turn; one stands at the first question, the other at the
    second."""
    async with town_in(tmp_path) as town:
        an = await town.invited(UNIT, 1, "Nguyễn Văn An")
        binh = await town.invited(UNIT, 2, "Trần Thị Bình", Role.SECOND_LIAISON)
        await binh.send("/baocao")
        await binh.press("Trả lời câu này sau")
        await an.send("/baocao")
        an.phone.send("15")
        binh.phone.send("2")
        await town.settle()
        form = PLAN.form_for(PLAN.unit(UNIT))
        first, second = (form.by_name(name).nodeset for name in ("DT01", "DT03"))
        stored = town.rows(
            "SELECT ref, person.name, revision FROM answer JOIN person ON person.id = person_id"
            " ORDER BY ref"
        )
        assert stored == [(first, "Nguyễn Văn An", 1), (second, "Trần Thị Bình", 1)]
        [(drafts,)] = town.rows("SELECT count(*) FROM draft")
        assert drafts == 1
