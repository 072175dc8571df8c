"""What a unit says to the question: its figure is right, it is corrected, or a few words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from usecases.buttons import number_in, screen
from usecases.consolidated import consolidated, contradiction_words
from usecases.dialogues.asking import ask_in_dialogue, cancel_row, end_dialogue, too_long
from usecases.messages import say
from usecases.owed import find_owed
from usecases.reconciling.asked import (
    CORRECTED,
    RIGHT,
    WORDS,
    Key,
    asked_units,
    contradiction,
    note_said,
)
from usecases.reconciling.asking import own_figure
from usecases.reviewing.telling import report_words, tell_office, titles

if TYPE_CHECKING:
    from usecases.desk import Desk
    from usecases.dialogues.records import Dialogue
    from usecases.records import JSON, Obligation

KIND = "reconciling"  # of the dialogue


def figure_right(desk: Desk, argument: str) -> None:
    """`argument`: obligation, indicator, place of the comparison."""
    found = _asked_of(desk, argument)
    if found is not None:
        _answer(desk, *found, RIGHT, "")


def ask_words(desk: Desk, argument: str) -> None:
    found = _asked_of(desk, argument)
    if found is None:
        return
    obligation, key = found
    label = _label(desk, obligation, key)
    question = say("figure_words", **report_words(desk, obligation), label=label,
                   buttons=(cancel_row(),))  # fmt: skip
    ask_in_dialogue(desk, KIND, {"about": argument}, question)


def take_words(desk: Desk, dialogue: Dialogue, text: str) -> None:
    if too_long(desk, dialogue, text):
        return
    end_dialogue(desk, dialogue)
    found = _asked_of(desk, str(dialogue.subject["about"]))
    if found is not None:
        _answer(desk, *found, WORDS, text)


def _asked_of(desk: Desk, argument: str) -> tuple[Obligation, Key] | None:
    """What the person's own unit was asked; anything else looks like what is not there."""
    number, _, rest = argument.partition(":")
    obligation, key = find_owed(desk, number_in(number)), Key.read(rest)
    if obligation is not None:
        asked = desk.work.decisions.of_round(obligation.round_id).get(f"asked:{key}")
        if obligation.unit_id in asked_units(asked):
            return obligation, key
    desk.say(say("not_there"))
    return None


def _label(desk: Desk, obligation: Obligation, key: Key) -> str:
    plan = desk.library.plan_of_round(obligation.round_id, desk.work)
    return plan.indicator(key.indicator).label


def _answer(desk: Desk, obligation: Obligation, key: Key, verdict: str, words: str) -> None:
    note_said(desk, obligation.round_id, key, obligation.unit_id, verdict, words)
    _tell(desk, obligation, key, verdict, words)
    label = _label(desk, obligation, key)
    desk.say(say("figure_thanks", **report_words(desk, obligation), label=label))


def _tell(desk: Desk, obligation: Obligation, key: Key, verdict: str, words: str) -> None:
    """The office hears it with the figures as they stand now."""
    round_id = obligation.round_id
    report = consolidated(desk.work, desk.library, round_id, desk.turn.now)
    still = contradiction(report, key)
    asked = desk.work.decisions.of_round(round_id)[f"asked:{key}"]
    own = own_figure(report, obligation.unit_id, asked_units(asked)[obligation.unit_id])
    sides: dict[str, JSON] = contradiction_words(report.plan, still) if still else {}
    person = desk.person
    tell_office(
        desk,
        say(
            "figure_answered",
            **titles(desk, obligation),
            **own,
            label=report.plan.indicator(key.indicator).label,
            verdict=verdict,
            words=words,
            by=person.name if person else "",
            sides=sides,
            buttons=((screen("contradictions", round_id),),),
        ),
    )


def tell_corrected(desk: Desk, obligation: Obligation, version: int) -> None:
    """After a version was handed in: whether it has another figure where the unit was asked."""
    if version < 2:
        return
    decisions = desk.work.decisions.of_round(obligation.round_id)
    for subject, asked in decisions.items():
        if not subject.startswith("asked:") or obligation.unit_id not in asked_units(asked):
            continue
        name = asked_units(asked)[obligation.unit_id]
        now, before = (_figure(desk, obligation, each, name) for each in (version, version - 1))
        if now != before:
            key = Key.read(subject.removeprefix("asked:"))
            note_said(desk, obligation.round_id, key, obligation.unit_id, CORRECTED, "")
            _tell(desk, obligation, key, CORRECTED, "")


def _figure(desk: Desk, obligation: Obligation, version: int, name: str) -> object:
    sent = desk.work.submissions.version(obligation.id, version)
    answers = sent.answers if sent else {}
    return next((a.value for ref, a in answers.items() if ref.endswith(f"/{name}")), None)
