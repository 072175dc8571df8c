"""People who play a unit's liaison: they see what their phone shows, type and press."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from bot.speaking.catalogue import catalogue
from rehearsal.cast import the_cast
from rehearsal.facts import FILES, Facts
from rehearsal.transcripts import Transcript
from rehearsal.typing import asked, typed
from reporting.answers import Answer, FileValue, Standing
from reporting.forms import Question
from reporting.forms.refs import nodeset_of
from reporting.kinds import KINDS
from simulator.chats import ChatMessage
from simulator.phone import Phone

_ZEROS = ("none", "zero", "no_difficulty", "no_proposal", "no_change", "nothing", "skip")
_RECEIPT = {catalogue().button("document"), catalogue().button("signed")}
_SEVERAL = ("select_multiple", "rank")


class Lost(Exception):
    """The actor does not know what to do with what the phone shows."""


@dataclass
class _Fact:
    """One answer still to be given: where, and the label it is recognised by on the phone."""

    ref: str
    question: Question
    answer: Answer
    choices: Mapping[str, str]
    given: bool = False


@dataclass
class Sent:
    """What an actor has answered: question name → value as JSON; a list inside repeats."""

    values: dict[str, object] = field(default_factory=dict)

    def note(self, question: Question, answer: Answer) -> None:
        value: object = KINDS[question.kind].to_json(answer.value)
        if isinstance(answer.value, FileValue):
            value = answer.value.name
        if question.repeat:
            listed = self.values.setdefault(question.name, [])
            assert isinstance(listed, list)
            listed.append(value)
        else:
            self.values[question.name] = value


class Liaison:
    """Reports for one unit. `act` does at most one thing and says whether there was any to do.
    `period` is the one to report on where several are open; `stop_after` (None: never) leaves the
    report half-way after that many answers."""

    def __init__(
        self,
        phone: Phone,
        transcript: Transcript,
        facts: Facts,
        seed: str,
        period: str,
        stop_after: int | None,
    ) -> None:
        self.phone = phone
        self._period = period
        self.transcript = transcript
        self.sent = Sent()
        self._leader = the_cast().leader(seed)
        self.asks_leader = False  # done with the report once it waits for the unit's leader
        self.submitted = False
        self._chance = random.Random(seed)  # noqa: S311 - habits, not secrets
        self._stop_after = stop_after
        self._answered = 0
        self._last: _Fact | None = None
        form = facts.form
        questions = {question.nodeset: question for question in form.questions}
        self._facts = [
            _Fact(ref, questions[nodeset_of(ref)], answer, facts.choices.get(ref, {}))
            for ref, answer in facts.answers.items()
            if nodeset_of(ref) in questions
        ]
        self._items = {r: _items(facts, r) for r in form.repeats}
        self._repeats = {nodeset: repeat.label for nodeset, repeat in form.repeats.items()}

    @property
    def finished(self) -> bool:
        return self.submitted or self._answered == self._stop_after

    def go_on(self) -> None:
        """Takes up a report left half-way."""
        self._stop_after = None

    def act(self) -> bool:
        self.transcript.look()
        message = self._newest()
        if self.finished or message is None:
            return False
        if not self._goes_on(message) and not self._repeats_item(message):
            self._answer(message)
        return True

    def _press(self, label: str) -> None:
        self.transcript.pressed(label)
        self.phone.press(label)

    def _newest(self) -> ChatMessage | None:
        """The newest message that came since this person last did something."""
        fresh = [message for message in self.phone.answers if not message.edited]
        return fresh[-1] if fresh else None

    def _goes_on(self, message: ChatMessage) -> bool:
        """Presses what leads on where nothing is asked."""
        labels = _labels(message)
        if _button("document") in labels and set(labels) <= _RECEIPT:
            self.submitted = True  # only the receipt has nothing else to press
            return True
        if self.asks_leader and not labels:
            self.submitted = True  # every question has something to press
            return True
        if _button("restart") in labels:  # a narrative that waits for more
            self._press(_button("done"))
            return True
        if _button("not_agreed_yet") in labels:
            self.phone.send(self._leader)
            return True
        for key in (
            "no_promise",
            "confirm",
            "submit",
            "answer_remaining",
            "reports",
            "resume",
            "start",
        ):
            if _button(key) in labels:
                self._press(_button(key))
                return True
        for label in labels:
            if label.endswith(f" - {self._period}"):  # one of the reports to choose from
                self._press(label)
                return True
        return False

    def _repeats_item(self, message: ChatMessage) -> bool:
        labels = _labels(message)
        if _button("more") not in labels:
            return False
        repeat = next(r for r, label in self._repeats.items() if label in message.text)
        if self._items[repeat] > 0:
            self._items[repeat] -= 1
            self._press(_button("more"))
        else:
            none_left = [_button("no_more"), *(_button(f"zero_{name}") for name in _ZEROS)]
            self._press(next(label for label in none_left if label in labels))
        return True

    def _answer(self, message: ChatMessage) -> None:
        fact = self._asked(message.text)
        if fact is None:
            self._resolve(message)
        elif self._give(fact, _labels(message)):
            fact.given = True
            self._answered += 1
            self.sent.note(fact.question, fact.answer)
            self._last = fact

    def _resolve(self, message: ChatMessage) -> None:
        """A question back: the button with the figure that was meant, else why it is so."""
        last = self._last
        meant = _brief(last.question, last.answer) if last is not None else ""
        for label in _labels(message):
            if meant and label.partition(" (")[0] == meant:
                self._press(label)
                return
        if last is not None and _button("again") in _labels(message):
            self.phone.send(self._chance.choice(the_cast().reasons))
            return
        raise Lost(f"{self.phone.person.first_name}: {message.text} {_labels(message)}")

    def _asked(self, text: str) -> _Fact | None:
        """The first fact not given yet whose label stands in the message on a line of its own."""
        left = (fact for fact in self._facts if not fact.given)
        return next((fact for fact in left if _label(fact.question).search(text)), None)

    def _give(self, fact: _Fact, labels: list[str]) -> bool:
        """False when more of the same answer is to come."""
        answer, question = fact.answer, fact.question
        if answer.standing is Standing.NOT_YET:
            self._press(_button("not_yet"))
        elif question.kind in _SEVERAL and answer.value:
            return self._tick(fact, labels)
        elif isinstance(answer.value, FileValue):
            name, mime, content = FILES[question.kind]
            self.phone.attach(content, name, mime)
        else:
            self._press_or_type(fact, labels)
        return True

    def _press_or_type(self, fact: _Fact, labels: list[str]) -> None:
        text = typed(fact.question, fact.answer, self._chance)
        for label in self._fitting(fact, text):
            if label in labels:
                self._press(label)
                return
        if _button("differs") in labels:
            raise Lost(f"{fact.question.name}: none of {labels} is {text}")
        self.phone.send(text)

    def _fitting(self, fact: _Fact, text: str) -> Iterator[str]:
        """Buttons that say what the actor would type."""
        question, answer = fact.question, fact.answer
        if question.kind == "select_one":
            yield fact.choices[str(answer.value)]
        elif answer.value not in (None, ""):
            yield catalogue().button("agree", _brief(question, answer))
        if answer.standing is Standing.ZERO and (not text or self._chance.random() < 0.8):
            yield from (_button(f"zero_{name}") for name in _ZEROS)

    def _tick(self, fact: _Fact, labels: list[str]) -> bool:
        assert isinstance(fact.answer.value, tuple)
        for name in fact.answer.value:
            if fact.choices[name] in labels:
                self._press(fact.choices[name])
                return False
        self._press(_button("done"))
        return True


def _brief(question: Question, answer: Answer) -> str:
    """As buttons show it: money without the đồng in parentheses."""
    return KINDS[question.kind].show(answer.value, asked(question)).partition(" (")[0]


def _label(question: Question) -> re.Pattern[str]:
    """The label at the start of a line, before its unit of measure; outputs stand for anything."""
    pieces = re.split(r"\{[^{}]*\}", question.label)
    label = ".*?".join(re.escape(" ".join(piece.split(" "))) for piece in pieces)
    return re.compile(rf"^{label}(?= \(|$)", re.MULTILINE)


def _labels(message: ChatMessage) -> list[str]:
    return [button.text for row in message.buttons for button in row]


def _items(facts: Facts, repeat: str) -> int:
    starts = {ref.partition("]")[0] for ref in facts.answers if ref.startswith(f"{repeat}[")}
    return len(starts)


def _button(key: str) -> str:
    return catalogue().button(key)
