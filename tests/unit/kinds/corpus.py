"""Reads the tables of cases: what is typed, what must come of it (`cases/integer.tsv` says how)."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from reporting.answers import Answer, Standing
from reporting.kinds import KINDS, Asked, Choice, Doubted, Measure, Refused, Understanding

CASES = Path(__file__).parent / "cases"
TODAY = date(2021, 6, 10)  # a Thursday
_ESCAPE = re.compile(r"\\(?:([ntrs])|u\{([0-9a-f]+)\})")
_LETTERS = {"n": "\n", "t": "\t", "r": "\r", "s": " "}
_SETTING = re.compile(r"(unit|measure|last|choices)=")


@dataclass(frozen=True)
class Case:
    kind: str
    line: int
    text: str
    expected: str
    asked: Asked

    @property
    def name(self) -> str:
        return f"{self.kind}:{self.line}"

    def outcome(self) -> Understanding:
        return KINDS[self.kind].understand(self.text, self.asked)


def cases(kind: str) -> Iterator[Case]:
    asked = Asked(TODAY)
    lines = (CASES / f"{kind}.tsv").read_text("utf-8").split("\n")
    for number, line in enumerate(lines, start=1):
        if line.startswith("@"):
            asked = _asked(kind, line[1:])
        elif line and not line.startswith("# "):
            text, _, expected = line.rpartition("\t")
            yield Case(kind, number, _unescaped(text), expected, asked)


def told(kind: str, outcome: Understanding) -> str:
    """An outcome in the notation of the tables."""
    if isinstance(outcome, Refused):
        return f"! {outcome.reason}"
    if isinstance(outcome, Doubted):
        options = " | ".join(_offered(kind, option.answer) for option in outcome.options)
        return f"? {outcome.reason} {options}"
    offered = _offered(kind, outcome)
    if outcome.value is None:
        return offered
    return f"~ {offered[1:]}" if outcome.estimated else f"= {offered}"


def _offered(kind: str, answer: Answer) -> str:
    if answer.value is None:
        promised = f" {answer.promised}" if answer.promised else ""
        return f"{answer.standing}{promised}"
    shown = json.dumps(KINDS[kind].to_json(answer.value), ensure_ascii=False)
    zero = " zero" if answer.standing is Standing.ZERO else ""
    return f"{'~' if answer.estimated else ''}{shown}{zero}"


def _unescaped(text: str) -> str:
    return _ESCAPE.sub(lambda m: _LETTERS[m[1]] if m[1] else chr(int(m[2], 16)), text)


def _asked(kind: str, settings: str) -> Asked:
    parts = _SETTING.split(settings.strip())[1:]
    given = {name: value.strip() for name, value in zip(parts[::2], parts[1::2], strict=True)}
    asked = Asked(TODAY, unit_of_measure=given.get("unit", ""))
    if "measure" in given:
        asked = replace(asked, measure=Measure(given["measure"]))
    if "choices" in given:
        pairs = (choice.split(":") for choice in given["choices"].split(";"))
        asked = replace(asked, choices=tuple(Choice(name, label) for name, label in pairs))
    if "last" in given:
        asked = replace(asked, last=Answer(KINDS[kind].from_xpath(given["last"])))
    return asked
