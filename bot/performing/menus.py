"""The job that gives a chat the command menu of its role."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from bot.performing.performer import Performers
from bot.workplace import Workplace
from usecases.records import Job

ShowMenu = Callable[[str, int], None]  # of a role, in a chat


class MenuPerformers:
    def __init__(self, place: Workplace, now: Callable[[], datetime], show_menu: ShowMenu) -> None:
        self._place = place
        self._now = now
        self._show_menu = show_menu

    def table(self) -> Performers:
        return {"menu": (self.menu, self.no_menu)}

    def menu(self, job: Job) -> None:
        self._show_menu(job.params["role"], job.params["chat"])
        now = self._now()
        self._place.writer.run(lambda work: work.jobs.done(job.id, now)).result()

    def no_menu(self, job: Job) -> None:
        """Every command works without the menu, too."""
