"""Jobs of monitoring: the picture of a round, the letter to those who are not done."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from bot.performing.performer import Performers, say_no_document
from bot.workplace import Workplace
from documents.pictures.board import draw_board
from documents.word import WordDocuments
from documents.word.render import phrases
from usecases.documents import DOCX, hand_over
from usecases.messages import say
from usecases.monitoring.boards import picture_facts
from usecases.monitoring.urging import urging
from usecases.records import Job, OutgoingFile


class MonitoringPerformers:
    def __init__(self, place: Workplace, now: Callable[[], datetime]) -> None:
        self._place = place
        self._now = now

    def table(self) -> Performers:
        return {
            "board_picture": (self.picture, self.no_matter),
            "urging_letter": (self.letter, self.no_letter),
        }

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

    def letter(self, job: Job) -> None:
        """Nobody may be left to write to by now: then there is nothing to send."""
        library, now, round_id = self._place.library, self._now(), job.params["round"]
        made = self._place.reader.run(lambda work: urging(work, library, round_id, now)).result()
        if made is None:
            self._place.writer.run(lambda work: work.jobs.done(job.id, now)).result()
            return
        data = WordDocuments().urging_letter(made)
        name = f"Du thao Cong van don doc {round_id}.docx"
        file = OutgoingFile(self._place.files.put(data), name, DOCX)
        caption = say(
            "urging_letter",
            period=made.round.period,
            units=len(made.units),
            at=made.at.isoformat(),
        )
        chat = job.params["chat"]
        self._place.writer.run(
            lambda work: hand_over(work, chat, file, caption, job.id, now)
        ).result()

    def no_letter(self, job: Job) -> None:
        say_no_document(self._place, job, self._now())

    def no_matter(self, job: Job) -> None:
        """The text went out before, with the same facts."""
