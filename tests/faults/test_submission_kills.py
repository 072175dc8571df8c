"""R3: killed around the commit of a submission. It exists if and only if its receipt does, and the
person gets the receipt, always with the same code."""

from __future__ import annotations

import signal
from collections.abc import AsyncIterator
from functools import partial
from pathlib import Path

import pytest

from tests.telegram.bot_process import invited as let_in
from tests.telegram.bot_process import place_in
from tests.telegram.test_bot_kill import Actor, Play, has_ended

# The one who presses → the place where the bot is killed, the first time it comes there, then the
# second time, and so on until a submission is found.
KILLED = {"thi-doan": "before_commit", "hoi-phu-nu": "after_commit", "hoi-nong-dan": "after_send"}
SUBMITTED = (
    "SELECT submission.version, receipt_code FROM submission"
    " JOIN obligation ON obligation.id = obligation_id WHERE unit_id = ?"
)
RECEIPTS = "SELECT params FROM message WHERE kind = 'receipt' AND chat_id = ?"


@pytest.fixture
async def play(tmp_path: Path) -> AsyncIterator[Play]:
    async with place_in(tmp_path) as place:
        people = enumerate(KILLED, 1)
        yield Play(
            place, [Actor(n, unit, let_in(place, unit, n, f"Cán bộ {n}")) for n, unit in people]
        )


def stored(play: Play, actor: Actor) -> tuple[list[tuple[int, str]], list[str]]:
    """The unit's submissions (version, code), and the receipts that were put down for sending."""
    receipts = play.place.rows(RECEIPTS, actor.number)
    return play.place.rows(SUBMITTED, actor.unit), [str(row[0]) for row in receipts]


async def test_r03_a_submission_exists_exactly_when_its_receipt_does(play: Play) -> None:
    last = {actor.unit: actor.steps.pop() for actor in play.actors}
    process = await play.place.running()
    await play.until(lambda: all(actor.done == len(actor.steps) for actor in play.actors))
    await play.place.until(play.quiet)
    assert await process.stop() == 0
    kills = 0
    for actor in play.actors:
        actor.steps.append(last[actor.unit])
        actor.act()
        kills += await killed_until_submitted(play, actor)
    await play.finish()
    play.check(kills)
    assert kills > len(play.actors), "killed before the submission, too"
    for actor in play.actors:
        submitted, receipts = stored(play, actor)
        assert [version for version, _ in submitted] == [1]
        assert len(receipts) == 1


async def killed_until_submitted(play: Play, actor: Actor) -> int:
    """How often the bot was killed."""
    for nth in range(1, 30):
        armed = play.place.start(failpoint=f"{KILLED[actor.unit]}:kill:{nth}")
        await play.until(partial(has_ended, armed))
        assert armed.process.exitcode == -signal.SIGKILL, (actor.unit, nth)
        submitted, receipts = stored(play, actor)
        assert len(submitted) == len(receipts) <= 1
        assert all(code in receipt for (_, code), receipt in zip(submitted, receipts, strict=True))
        if submitted:
            return nth
    raise AssertionError(f"{actor.unit} never submitted")
