"""The demonstration's page says how each report stands now, not how it stood at the start."""

from __future__ import annotations

from datetime import timedelta

from bot.clock import FakeClock
from bot.commands.form import DEFAULT_PLAN
from bot.workplace import open_library
from rehearsal.labels import Labels
from rehearsal.rounds import enter_liaison
from rehearsal.stage import raised


async def test_a_label_follows_the_report(tmp_path):
    library = open_library(DEFAULT_PLAN)
    round_ = library.current.rounds[0]
    clock = FakeClock(round_.due["unit"] - timedelta(days=2))
    async with raised(library, clock, tmp_path) as stage:
        await stage.tick()
        phone = await enter_liaison(stage, library.current.unit("kinh-te"))
        labels = Labels(stage, round_.id, {"kinh-te": phone})

        await labels.refresh()
        assert phone.person.subtitle == "Phòng Kinh tế · chưa bắt đầu"
        phone.send("bắt đầu")
        await stage.settle()
        phone.send("23")
        await stage.settle()
        await labels.refresh()
        assert phone.person.subtitle.startswith("Phòng Kinh tế · đang làm 1/")

        revision = stage.simulator.revision
        await labels.refresh()
        assert stage.simulator.revision == revision, "what stands already is not told again"
