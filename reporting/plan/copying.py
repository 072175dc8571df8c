"""A plan for another year: every date, id and word that names the plan's year or one beside it is
moved, what cites a document or a period of several years stays.

Text for text, so that comments and order of the files survive; nothing is decided about what only
people can know (targets, opening figures, days off, school terms, signers).
"""

from __future__ import annotations

import calendar
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass

# A document's number ("59/2015/QĐ-TTg", "Nghị định 09/2019") and a span of years stay as they are.
_CITED = re.compile(
    r"(?<![\d/])\d{1,5}/(?:19|20)\d{2}(?![\d/]*\d)(?:/[^\W\d][\w-]*)?"
    r"|giai đoạn (?:19|20)\d{2}\s*[-–]\s*(?:19|20)\d{2}"
)
_LEAP_DAY = re.compile(r"(?<!\d)((?:19|20)\d{2})-02-29")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d{2}(?!\d)")


@dataclass(frozen=True, slots=True)
class Place:
    """A line that still names a year: `text` is the line."""

    file: str
    line: int
    text: str


@dataclass(frozen=True, slots=True)
class Copied:
    """`cited` are the lines, comments aside, on which a year was left as it is."""

    files: Mapping[str, bytes]
    cited: tuple[Place, ...]


def year_of(files: Mapping[str, bytes]) -> int:
    """Raises KeyError for a plan that says no year, tomllib.TOMLDecodeError for none at all."""
    return int(tomllib.loads(files["plan.toml"].decode("utf-8"))["year"])


def moved(files: Mapping[str, bytes], to_year: int) -> Copied:
    """The plan's files for `to_year`. Forms kept as .xlsx are left as they are."""
    year = year_of(files)
    copied, cited = {}, []
    for name, content in files.items():
        if name.endswith(".xlsx"):
            copied[name] = content
            continue
        lines = content.decode("utf-8").split("\n")
        copied[name] = "\n".join(_moved(line, year, to_year) for line in lines).encode()
        cited += [Place(name, n, line.strip()) for n, line in enumerate(lines, 1) if _cites(line)]
    return Copied(copied, tuple(cited))


def _moved(line: str, year: int, to_year: int) -> str:
    parts, last = [], 0
    for cited in _CITED.finditer(line):
        parts += [_shifted(line[last : cited.start()], year, to_year), cited.group()]
        last = cited.end()
    return "".join([*parts, _shifted(line[last:], year, to_year)])


def _shifted(text: str, year: int, to_year: int) -> str:
    """A plan speaks of its own year, the one before and the one after."""
    apart = to_year - year

    def later(found: re.Match[str]) -> str:
        named = int(found.group())
        return str(named + apart) if abs(named - year) <= 1 else found.group()

    def last_of_february(found: re.Match[str]) -> str:
        leap = calendar.isleap(int(found.group(1)) + apart)
        return found.group() if leap else f"{found.group(1)}-02-28"

    return _YEAR.sub(later, _LEAP_DAY.sub(last_of_february, text))


def _cites(line: str) -> bool:
    return not line.lstrip().startswith("#") and _CITED.search(line) is not None
