"""The folder of archives: what they are called, which are kept."""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo
from pathlib import Path

from storage.backup.encryption import SUFFIX

_STAMP = "%Y%m%dT%H%M%SZ"
_NAME = re.compile(rf"(?P<bot>.+)-(?P<stamp>\d{{8}}T\d{{6}}Z)\.tar\.gz(?:{re.escape(SUFFIX)})?")


@dataclass(frozen=True, slots=True)
class Archive:
    path: Path
    made_at: datetime


@dataclass(frozen=True, slots=True)
class Keep:
    """How many days, weeks and months are kept, the newest archive of each."""

    days: int = 7
    weeks: int = 4
    months: int = 12


def archive_name(bot: str, made_at: datetime) -> str:
    return f"{bot}-{made_at.astimezone(UTC).strftime(_STAMP)}.tar.gz"


def archives_in(folder: Path, bot: str) -> list[Archive]:
    """The finished ones of this bot, newest first. Several bots may share a folder."""
    if not folder.is_dir():
        return []
    matches = ((path, _NAME.fullmatch(path.name)) for path in folder.iterdir())
    found = [
        Archive(path, datetime.strptime(match["stamp"], _STAMP).replace(tzinfo=UTC))
        for path, match in matches
        if match and match["bot"] == bot
    ]
    return sorted(found, key=lambda one: (one.made_at, one.path.name), reverse=True)


def superfluous(archives: Iterable[Archive], keep: Keep, zone: tzinfo) -> list[Archive]:
    """Those that are the newest of no day, week or month that is kept. The newest of all always
    is kept."""
    newest_first = sorted(archives, key=lambda one: one.made_at, reverse=True)

    def newest_of_each(period: Callable[[datetime], Hashable], most: int) -> set[Path]:
        firsts: dict[Hashable, Path] = {}
        for one in newest_first:
            firsts.setdefault(period(one.made_at.astimezone(zone)), one.path)
        return set(list(firsts.values())[:most])

    kept = {one.path for one in newest_first[:1]}
    kept |= newest_of_each(lambda at: at.date(), keep.days)
    kept |= newest_of_each(lambda at: at.isocalendar()[:2], keep.weeks)
    kept |= newest_of_each(lambda at: (at.year, at.month), keep.months)
    return [one for one in newest_first if one.path not in kept]
