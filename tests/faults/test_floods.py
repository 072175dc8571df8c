"""S16: one person writes without end. Nothing is lost, and others are served meanwhile."""

from __future__ import annotations

from pathlib import Path

from hypothesis import settings

from tests.examples import ORDINARY
from tests.telegram.bot_process import PATIENCE, invited, place_in

WROTE = min(2_000, 400 * settings().max_examples // ORDINARY)


async def test_s16_others_are_answered_while_one_floods(tmp_path: Path) -> None:
    """All that was written is stored; whoever comes last need not wait for the end of it."""
    async with place_in(tmp_path) as place:
        an = invited(place, "thi-doan", 1, "Nguyễn Văn An")
        binh = invited(place, "y-te", 2, "Lê Văn Bình")
        for _ in range(WROTE):
            an.send("/tinhhinh")
        await place.running()
        await binh.wait_for("Anh/Chị cần làm gì?", within=PATIENCE)
        binh.send("/tinhhinh")
        await binh.wait_for("Trung tâm Y tế", within=PATIENCE)
        said = place.rows("SELECT count(*) FROM message WHERE kind = 'situation' AND chat_id = 1")
        assert said[0][0] < WROTE, "the flood was still being answered"
        stored = "SELECT count(*) FROM inbox WHERE chat_id = 1"
        await place.until(lambda: place.rows(stored) == [(WROTE + 1,)])
