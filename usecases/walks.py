"""The ways through drafts that people are just answering, kept between their turns."""

from __future__ import annotations

from collections import OrderedDict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reporting.conversation import Walk


class Walks:
    """By draft, the latest spoken of last. What is here may be out of date in any way: whoever
    takes it compares it with the answers just read from the database (`Instance.is_of`), so that
    it saves work and decides nothing. Taking removes: no two threads ever hold the same one.

    `most` is counted in nodes of the forms, of which each takes about half a kilobyte."""

    def __init__(self, most: int = 12_000) -> None:
        self._most = most
        self._nodes = 0
        self._walks: OrderedDict[int, Walk] = OrderedDict()

    def take(self, draft_id: int) -> Walk | None:
        walk = self._walks.pop(draft_id, None)
        if walk is not None:
            self._nodes -= _size(walk)
        return walk

    def keep(self, draft_id: int, walk: Walk) -> None:
        self.take(draft_id)
        self._walks[draft_id] = walk
        self._nodes += _size(walk)
        while self._nodes > self._most:
            _, oldest = self._walks.popitem(last=False)
            self._nodes -= _size(oldest)
            oldest.instance.dissolve()


def _size(walk: Walk) -> int:
    return len(walk.instance.form.entries) + len(walk.instance.answers)
