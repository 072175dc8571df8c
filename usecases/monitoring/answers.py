"""A report as it stands, and how one answer came to be: who wrote what, and when."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reporting.answers import Answer
from reporting.forms import Instance
from reporting.forms.steps import AskStep
from reporting.kinds.shown import show_money, with_unit
from reporting.unit_report import show_plainly
from usecases.buttons import number_in, question_code, question_ref, screen
from usecases.documents import note_reading
from usecases.drafting.scene import surroundings_for
from usecases.messages import say
from usecases.monitoring.boards import owed_at
from usecases.people.office_only import office_only
from usecases.provisional.days import given_on, moments_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date

    from reporting.forms import Form, Question
    from usecases.desk import Desk
    from usecases.monitoring.boards import Board
    from usecases.records import JSON, Button, Draft, KeptAnswer, Obligation

_LINES = 15  # of one page
_IN_A_ROW = 5
_SHORT = 160  # characters of a text in a list
_LONG = 700  # and in its history
_CHANGES = 12  # the latest of one answer
_CHOOSING = frozenset({"select_one", "select_multiple", "rank"})


@dataclass(frozen=True, slots=True)
class Sheet:
    """The open draft of an obligation, else what was handed in last."""

    board: Board
    obligation: Obligation
    form: Form
    instance: Instance
    draft: Draft | None
    version: int
    given_on: Mapping[str, date]  # of figures that are provisional

    def lines(self) -> list[tuple[str, Question]]:
        """What is asked now, with its ref, in the order of the form."""
        by_node = {question.nodeset: question for question in self.form.questions}
        found = []
        for step in self.instance.steps():
            question = by_node.get(self._nodeset(step.ref)) if isinstance(step, AskStep) else None
            if question is not None:
                found.append((step.ref, question))
        return found

    def _nodeset(self, ref: str) -> str:
        return question_ref(self.form, question_code(self.form, ref).partition(".")[0])

    def words(self) -> dict[str, JSON]:
        unit = self.board.plan.unit(self.obligation.unit_id)
        return {
            "short": unit.label,
            "period": self.board.round.period,
            "version": self.version,
            "open": self.draft is not None,
        }


@office_only
def show_board_report(desk: Desk, argument: str) -> None:
    """`argument`: obligation:page."""
    key, _, page = argument.partition(":")
    sheet = _sheet(desk, key)
    if sheet is None:
        return
    lines = sheet.lines()
    last = max(0, (len(lines) - 1) // _LINES)
    at = min(number_in(page), last)
    first = at * _LINES
    shown = lines[first : first + _LINES]
    desk.say(
        say(
            "board_report",
            **sheet.words(),
            page=at + 1,
            pages=last + 1,
            lines=[
                _line(sheet, number, ref, question)
                for number, (ref, question) in enumerate(shown, first + 1)
            ],
            buttons=tuple(_rows(sheet, shown, first, at, last)),
        )
    )
    note_reading(desk, f"obligation:{sheet.obligation.id}")


@office_only
def show_board_answer(desk: Desk, argument: str) -> None:
    """`argument`: obligation:code of the question, ":" in it for "."."""
    key, _, code = argument.partition(":")
    sheet = _sheet(desk, key)
    if sheet is None:
        return
    ref = question_ref(sheet.form, code.replace(":", "."))
    question = dict(sheet.lines()).get(ref)
    if question is None:
        desk.say(say("not_there"))
        return
    history = desk.work.drafts.history(sheet.obligation.id, ref)
    changes = _changes(sheet, question, ref, history)
    desk.say(
        say(
            "board_answer",
            **sheet.words(),
            label=sheet.instance.label(ref),
            shown=shown_answer(sheet.instance, ref, question, sheet.instance.answer(ref), _LONG),
            changes=changes[-_CHANGES:],
            more=max(0, len(changes) - _CHANGES),
            buttons=((screen("board_report", f"{key}:0", label="board_report_back"),),),
        )
    )


def shown_answer(
    instance: Instance, ref: str, question: Question, answer: Answer | None, most: int
) -> JSON:
    """As `_answer.j2` takes it: standing, text, zero, note, estimated, length of what was cut."""
    if answer is None:
        return None
    text = _text(instance, ref, question, answer) if answer.is_figure else ""
    return {
        "standing": answer.standing.value,
        "text": text[:most],
        "length": len(text) if len(text) > most else 0,
        "zero": question.zero,
        "note": answer.note,
        "estimated": answer.estimated,
    }


def _text(instance: Instance, ref: str, question: Question, answer: Answer) -> str:
    value = answer.value
    if question.kind in _CHOOSING:
        labels = {choice.name: choice.label for choice in instance.choices(ref)}
        chosen = value if isinstance(value, tuple) else (value,)
        return ", ".join(labels.get(str(name), str(name)) for name in chosen if name)
    if question.kind == "money" and isinstance(value, int):
        return show_money(value)
    shown = show_plainly(question, answer)
    is_number = isinstance(value, int) or question.kind in ("decimal", "percent")
    return with_unit(shown, question.unit_of_measure) if shown and is_number else shown


def _sheet(desk: Desk, argument: str) -> Sheet | None:
    found = owed_at(desk, argument)
    if found is None:
        return None
    board, owed = found
    draft = desk.work.drafts.open_for(owed.id)
    latest = desk.work.submissions.latest(owed.id)
    if draft is not None:
        answers = {ref: kept.answer for ref, kept in draft.answers.items() if kept.answer}
    else:
        answers = dict(latest.answers) if latest else {}
    form = desk.library.form(owed.form_version, desk.work)
    surroundings = surroundings_for(desk, owed, form, draft.id if draft else 0)
    instance = Instance.of(form, answers, surroundings)
    of_draft = draft.id if draft else latest.draft_id if latest else 0
    days = given_on(desk.work, desk.library, owed, answers, moments_of(desk.work, of_draft))
    return Sheet(board, owed, form, instance, draft, owed.version, days)


def _line(sheet: Sheet, number: int, ref: str, question: Question) -> JSON:
    answer = sheet.instance.answers.get(ref)
    return {
        "number": number,
        "label": sheet.instance.label(ref),
        "shown": shown_answer(sheet.instance, ref, question, answer, _SHORT),
        "given_on": sheet.given_on[ref].isoformat() if ref in sheet.given_on else "",
    }


def _rows(
    sheet: Sheet, shown: list[tuple[str, Question]], first: int, at: int, last: int
) -> Iterator[tuple[Button, ...]]:
    """A number for each answer, then what turns the page."""
    key = sheet.obligation.id
    numbers = [
        screen("board_answer", f"{key}:{_code(sheet, ref)}", label="plain", text=str(number))
        for number, (ref, _) in enumerate(shown, first + 1)
    ]
    for start in range(0, len(numbers), _IN_A_ROW):
        yield tuple(numbers[start : start + _IN_A_ROW])
    before = screen("board_report", f"{key}:{at - 1}", label="page_before")
    after = screen("board_report", f"{key}:{at + 1}", label="page_after")
    turning = (*((before,) if at else ()), *((after,) if at < last else ()))
    if turning:
        yield turning
    yield (screen("board_unit", key, label="board_unit_back"),)


def _code(sheet: Sheet, ref: str) -> str:
    return question_code(sheet.form, ref).replace(".", ":")


def _changes(
    sheet: Sheet, question: Question, ref: str, history: Sequence[KeptAnswer]
) -> list[JSON]:
    """What replaced what, oldest first; what was only copied into a new draft is no change."""
    zone, before, found = sheet.board.plan.timezone, None, []
    for kept in history:
        if kept.answer == before:
            continue
        found.append(
            {
                "by": kept.person_name,
                "at": kept.at.astimezone(zone).isoformat(),
                "old": shown_answer(sheet.instance, ref, question, before, _SHORT),
                "new": shown_answer(sheet.instance, ref, question, kept.answer, _SHORT),
            }
        )
        before = kept.answer
    return found
