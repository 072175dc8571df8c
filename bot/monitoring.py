"""Jobs of monitoring: the picture of a round."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime

from bot.workplace import Workplace
from documents.pictures.board import draw_board
from documents.word.render import phrases
from usecases.documents import hand_over
from usecases.messages import say
from usecases.monitoring.boards import picture_facts
from usecases.records import Job, OutgoingFile

Performer = Callable[[Job], None]


class MonitoringPerformers:
    def __init__(self, place: Workplace, now: Callable[[], datetime]) -> None:
        self._place = place
        self._now = now

    def table(self) -> Mapping[str, tuple[Performer, Performer]]:
        """Job kind → what does it, and what gives up on it after the last try."""
        return {"board_picture": (self.picture, self.no_matter)}

    def picture(self, job: Job) -> None:
        library, now, round_id = self._place.library, self._now(), job.params["round"]
        facts = self._place.reader.run(
            lambda work: picture_facts(work, library, round_id, now)
        ).result()
        data = draw_board(facts, phrases())
        file = OutgoingFile(self._place.files.put(data), f"tien-do-{round_id}.png", "image/png")
        caption = say("board_picture", **{k: facts[k] for k in ("period", "at", "sent", "total")})
        chat = job.params["chat"]
        self._place.writer.run(
            lambda work: hand_over(work, chat, file, caption, job.id, now)
        ).result()

    def no_matter(self, job: Job) -> None:
        """The text went out before, with the same facts."""
