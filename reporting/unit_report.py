"""What a unit's own report says: its answers in the form's order, before or after submission."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING

from reporting.answers import Answer, FileValue, Standing
from reporting.kinds.shown import in_unit, plain_decimal, show_date, show_number

if TYPE_CHECKING:
    from reporting.forms import Form, Instance
    from reporting.forms.model import Question, Ref
    from reporting.plan import Plan, Round, Unit, Window

_SILENT = frozenset({"note", "acknowledge", "hidden"})
_CHOOSING = frozenset({"select_one", "select_multiple", "rank"})
_PASSING = frozenset({"nothing", "skip"})  # th:zero of what need not be answered


@dataclass(frozen=True, slots=True)
class Line:
    """One figure, choice, date or file, under the name the report gives it. `shown` is "" unless
    the standing is FIGURE or ZERO; `standing` is None while nobody has answered. `window` is set
    where it is not the report's."""

    question: str
    kind: str
    label: str
    shown: str
    standing: Standing | None
    unit_of_measure: str = ""
    window: Window | None = None
    estimated: bool = False
    note: str = ""
    promised: date | None = None
    given_on: date | None = None  # of a figure given before its window ended and not confirmed


@dataclass(frozen=True, slots=True)
class Prose:
    """A text as it was written, with its paragraphs. `zero` says what an answer without a text
    means: "no_difficulty", "no_proposal"."""

    question: str
    label: str
    text: str
    standing: Standing | None
    note: str = ""
    promised: date | None = None
    zero: str = ""


@dataclass(frozen=True, slots=True)
class Rows:
    """A repeat: one tuple of lines an instance; `settled` when the unit said there are no more."""

    label: str
    headings: tuple[str, ...]
    rows: tuple[tuple[Line, ...], ...]
    settled: bool


Piece = Line | Prose | Rows


@dataclass(frozen=True, slots=True)
class ReportSection:
    """What stands under one group of the form; `headings` from the outermost group inwards."""

    headings: tuple[str, ...]
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class UnitReport:
    """`version` 0 is the draft as it is now; `window` is the one of most of its figures."""

    plan: Plan
    unit: Unit
    round: Round
    window: Window
    at: datetime
    version: int
    sections: tuple[ReportSection, ...]

    @property
    def draft(self) -> bool:
        return self.version == 0


def unit_report(
    plan: Plan,
    unit: Unit,
    round_: Round,
    instance: Instance,
    *,
    at: datetime,
    version: int = 0,
    given_on: Mapping[Ref, date] | None = None,
) -> UnitReport:
    """`instance` holds the draft's answers, or all that a submitted `version` holds; what is given
    or calculated there is taken from it and not worked out again. `given_on` names the figures that
    are provisional, with the day up to which each is right."""
    reader = _Reader(unit, round_, instance, given_on or {}, submitted=version > 0)
    sections: list[tuple[tuple[str, ...], list[Piece]]] = []
    for headings, piece in reader.pieces():
        if not sections or sections[-1][0] != headings:
            sections.append((headings, []))
        sections[-1][1].append(piece)
    found = tuple(ReportSection(headings, tuple(pieces)) for headings, pieces in sections)
    return UnitReport(plan, unit, round_, reader.window, at, version, found)


class _Reader:
    """Reads an instance as lines and texts."""

    def __init__(
        self,
        unit: Unit,
        round_: Round,
        instance: Instance,
        given_on: Mapping[Ref, date],
        *,
        submitted: bool,
    ) -> None:
        self._given_on = given_on
        self._submitted = submitted
        self._unit = unit
        self._round = round_
        self._instance = instance
        self.window = next(
            (window for window in round_.windows.values() if unit.id in window.units),
            round_.window,
        )

    def pieces(self) -> Iterator[tuple[tuple[str, ...], Piece]]:
        """With the headings they stand under, in the order of the form."""
        seen: set[str] = set()
        for question in self._instance.form.questions:
            if question.kind in _SILENT or not printed_label(question) or _describes_unit(question):
                continue
            of = question.repeat or question.nodeset
            if of in seen or not self._instance.relevant(of) or self._passed(of, question):
                continue
            seen.add(of)
            if question.repeat:
                yield _headings(question), self._rows(question.repeat)
            else:
                yield self._instance.group_labels(of), self._piece(of, question)

    def _passed(self, ref: Ref, question: Question) -> bool:
        """Whether a question that need not be answered was passed: a report does not say so, a
        draft only while it stays open."""
        if question.repeat:
            return False
        answer = self._answer(ref)
        if answer is None:
            return self._submitted
        return question.zero in _PASSING and answer.standing is Standing.ZERO

    def _named(self, ref: Ref, question: Question) -> str:
        """As the report names it: the form's own wording for that, else the question's."""
        return question.attributes.get("printed") or self._instance.label(ref)

    def _answer(self, ref: Ref) -> Answer | None:
        return self._instance.answers.get(ref) or self._instance.answer(ref)

    def _piece(self, ref: Ref, question: Question) -> Line | Prose:
        return self._prose(ref, question) if question.kind == "text" else self._line(ref, question)

    def _prose(self, ref: Ref, question: Question) -> Prose:
        answer = self._answer(ref)
        if answer is None:
            return Prose(question.name, self._named(ref, question), "", None)
        text = answer.value if isinstance(answer.value, str) else ""
        return Prose(
            question.name,
            self._named(ref, question),
            text,
            answer.standing,
            answer.note,
            answer.promised,
            question.zero,
        )

    def _line(self, ref: Ref, question: Question) -> Line:
        answer = self._answer(ref)
        window = self._round.window_for(question, self._unit)
        line = Line(
            question.name,
            question.kind,
            self._named(ref, question),
            "",
            Standing.NOT_YET if question.given else None,  # others have not reported it yet
            question.unit_of_measure,
            None if window == self.window else window,
        )
        if answer is None:
            return line
        return Line(
            line.question,
            line.kind,
            line.label,
            self._shown(ref, question, answer),
            answer.standing,
            line.unit_of_measure,
            line.window,
            answer.estimated,
            answer.note,
            answer.promised,
            self._given_on.get(ref),
        )

    def _shown(self, ref: Ref, question: Question, answer: Answer) -> str:
        if not answer.is_figure:
            return ""
        if question.kind in _CHOOSING:
            labels = {choice.name: choice.label for choice in self._instance.choices(ref)}
            chosen = answer.value if isinstance(answer.value, tuple) else (answer.value,)
            return ", ".join(labels.get(str(name), str(name)) for name in chosen if name)
        return show_plainly(question, answer)

    def _rows(self, repeat: str) -> Rows:
        """The instances of a repeat that is not itself inside another."""
        form: Form = self._instance.form
        asked = [q for q in form.questions if q.repeat == repeat and printed_label(q)]
        refs = self._instance.instances(repeat)
        rows = tuple(
            tuple(self._line(f"{ref}/{question.name}", question) for question in asked)
            for ref in refs
        )
        settled = self._instance.settled(repeat)
        headings = tuple(printed_label(question) for question in asked)
        return Rows(form.repeats[repeat].label, headings, rows, settled)


def printed_label(question: Question) -> str:
    """As reports name it: the form's own wording for that, else the question's."""
    return question.attributes.get("printed") or question.label


def _headings(question: Question) -> tuple[str, ...]:
    """The groups around the repeat that a question is in."""
    return tuple(label for node, label in question.groups if label and node != question.repeat)


def _describes_unit(question: Question) -> bool:
    """How the unit is set up ("entrusted"), not something it reports."""
    return question.given.startswith("unit:")


def show_plainly(question: Question, answer: Answer) -> str:
    """The value without its unit of measure: money counted in the question's unit."""
    value = answer.value
    if isinstance(value, FileValue):
        return value.name
    if isinstance(value, datetime):
        return f"{value:%H:%M} {show_date(value.date())}"
    if isinstance(value, date):
        return show_date(value)
    if isinstance(value, int) and question.kind == "money":
        return show_number(in_unit(value, question.unit_of_measure))
    if isinstance(value, Decimal):
        return show_number(plain_decimal(value))
    if isinstance(value, int):
        return show_number(value)
    return "" if value is None else str(value)


__all__ = [
    "Line",
    "Piece",
    "Prose",
    "ReportSection",
    "Rows",
    "UnitReport",
    "printed_label",
    "show_plainly",
    "unit_report",
]
