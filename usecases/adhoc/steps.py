"""What is typed at each step: understood, kept, and the next step asked. A text that does not fit
is said to be so and asked again; nothing that was said before is lost."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from reporting.adhoc import Asked, Superior, about, read_due, with_citation
from reporting.adhoc.request import CHOOSING, MEASURED
from reporting.kinds.reading.dates import read_date
from reporting.kinds.reading.units import unit_scale
from reporting.text import clean, has_lone_surrogates
from usecases.adhoc import rewording
from usecases.adhoc.sent import move_due
from usecases.adhoc.showing import show, suggested

if TYPE_CHECKING:
    from collections.abc import Callable

    from usecases.adhoc.paper import Paper

LONGEST = 500  # characters of a wording, a title, a line of the letter
MOST = 30  # questions of one request
_CHOICES = range(2, 21)
_LONGEST_CHOICE = 100
LETTER = ("letter_number", "letter_date", "letter_subject", "letter_file")


def answer(paper: Paper, text: str) -> None:
    """`text` answers the step that is asked."""
    words = clean(text)
    if not words or has_lone_surrogates(words):
        show(paper, "empty")
    elif len(words) > LONGEST and paper.asked != "choices":
        show(paper, "too_long")
    else:
        _STEPS.get(paper.asked, _press_instead)(paper, words)


def _press_instead(paper: Paper, _text: str) -> None:
    show(paper, "press")


def _title(paper: Paper, text: str) -> None:
    paper.request = replace(paper.request, title=" ".join(text.split()))
    paper.keep("" if paper.request.questions else "question")
    show(paper)


def _question(paper: Paper, text: str) -> None:
    if len(paper.request.questions) >= MOST:
        show(paper, "too_many")
        return
    paper.keep("kind", {"wording": " ".join(text.split())})
    show(paper)


def choose_kind(paper: Paper, kind: str) -> None:
    pending = {**paper.pending, "kind": kind}
    if kind in MEASURED:
        paper.keep("measure", pending)
    elif kind in CHOOSING:
        paper.keep("choices", pending)
    else:
        paper.pending = pending
        add(paper)
        return
    show(paper)


def _measure(paper: Paper, text: str) -> None:
    unit = " ".join(text.split())
    if len(unit) > 30:
        show(paper, "too_long")
    elif paper.pending["kind"] == "money" and not _is_money(paper, unit):
        show(paper, "no_money")
    else:
        add(paper, unit_of_measure=unit)


def _is_money(paper: Paper, unit: str) -> bool:
    return unit in suggested(paper, "money") or unit_scale(unit) > 1 or unit == "đồng"


def _choices(paper: Paper, text: str) -> None:
    parts = [part.strip(" -•.") for part in text.replace(";", "\n").split("\n")]
    choices = tuple(dict.fromkeys(part for part in parts if part))
    if len(choices) not in _CHOICES:
        show(paper, "few_choices")
    elif max(map(len, choices)) > _LONGEST_CHOICE:
        show(paper, "too_long")
    else:
        add(paper, choices=choices)


def add(paper: Paper, unit_of_measure: str = "", choices: tuple[str, ...] = ()) -> None:
    """The question is whole: it joins the others, and the next one may be typed."""
    wording, kind = str(paper.pending["wording"]), str(paper.pending["kind"])
    asked = Asked(wording, kind, unit_of_measure, choices)
    paper.request = replace(paper.request, questions=(*paper.request.questions, asked))
    paper.keep("question")
    show(paper)


def _find(paper: Paper, text: str) -> None:
    paper.keep("find", {"words": text[:100], "page": 0})
    show(paper)


def _due(paper: Paper, text: str) -> None:
    moment = read_due(text, paper.desk.turn.now, paper.plan.calendar)
    if isinstance(moment, str):
        show(paper, moment)
    elif paper.record.round_id:
        move_due(paper, moment)
    else:
        paper.request = replace(paper.request, due=moment)
        paper.keep()
        show(paper)


def _since(paper: Paper, text: str) -> None:
    """ "1/6 - 15/6", "từ 1/6 đến 15/6", or one day to which the figures of the year are."""
    today = paper.desk.turn.now.astimezone(paper.plan.timezone).date()
    lowered = text.lower().removeprefix("từ").strip()
    first, sign, last = lowered.replace(" - ", " đến ").partition("đến")
    days = [_day(part, today) for part in ((first, last) if sign and first else (last or first,))]
    known = [day for day in days if day is not None]
    if len(known) != len(days) or known != sorted(known):
        show(paper, "unclear")
        return
    since = known[0] if len(known) > 1 else known[0].replace(month=1, day=1)
    paper.request = replace(paper.request, since=since, until=known[-1])
    paper.keep()
    show(paper)


def _day(text: str, today: date) -> date | None:
    days = read_date(text.strip(" ,.;"), today).days
    return days[0] if days else None


def _letter(paper: Paper, text: str) -> None:
    """The whole citation in one line, or what was asked for."""
    superior = paper.request.superior or Superior()
    if paper.asked == "letter_number":
        superior = with_citation(superior, text)
    elif paper.asked == "letter_date":
        superior = replace(superior, date=text)
    elif paper.asked == "letter_subject":
        superior = replace(superior, subject=about(text))
    else:
        show(paper, "press")
        return
    paper.request = replace(paper.request, superior=superior)
    _ask_missing(paper)


def after_file(paper: Paper) -> None:
    """Whatever is still to be said of the letter; the number before all."""
    superior = paper.request.superior
    if superior is not None and not superior.number:
        paper.keep("letter_number")
        show(paper, "file_kept")
    else:
        _ask_missing(paper)


def after_letter(paper: Paper) -> None:
    """The next thing to say about the letter, where one was passed over; after the last one, the
    request."""
    at = LETTER.index(paper.asked) + 1
    paper.keep(LETTER[at] if at < len(LETTER) else "")
    show(paper)


def _ask_missing(paper: Paper) -> None:
    """What is not known of the letter after the step just answered."""
    superior = paper.request.superior or Superior()
    known = {
        "letter_date": superior.date,
        "letter_subject": superior.subject,
        "letter_file": superior.file,
    }
    later = LETTER[LETTER.index(paper.asked) + 1 :] if paper.asked != "letter_file" else LETTER[1:3]
    paper.keep(next((step for step in later if not known[step]), ""))
    show(paper)


_STEPS: dict[str, Callable[[Paper, str], None]] = {
    "title": _title,
    "question": _question,
    "measure": _measure,
    "choices": _choices,
    "find": _find,
    "due": _due,
    "since": _since,
    "reword": rewording.take,
    **dict.fromkeys(LETTER, _letter),
}
