"""At what hours people may be written to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import time


@dataclass(frozen=True, slots=True)
class Span:
    """From `start` up to, not with, `end`; over midnight where `end` comes first."""

    start: time
    end: time

    def holds(self, at: time) -> bool:
        if self.start <= self.end:
            return self.start <= at < self.end
        return at >= self.start or at < self.end


@dataclass(frozen=True, slots=True)
class Hours:
    """`working`: when reminders go out on working days, in order. `quiet`: when not even urgent
    ones do, on any day."""

    working: tuple[Span, ...] = (Span(time(8), time(11)), Span(time(13, 30), time(16, 30)))
    quiet: Span = Span(time(20), time(6, 30))

    @property
    def opens(self) -> time:
        return self.working[0].start

    @property
    def closes(self) -> time:
        return self.working[-1].end
