"""A person with a phone, and the draft they fill in: applies what `advance` says, as a use case
would, and keeps the place as JSON between two events, as the database does."""

from __future__ import annotations

import json
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta, timezone
from typing import TYPE_CHECKING, Any, Protocol

from bot.speaking.catalogue import catalogue
from reporting.conversation import (
    Attached,
    CloseQuestion,
    Consent,
    Context,
    Entry,
    Event,
    Keep,
    Opened,
    Place,
    Pressed,
    Say,
    State,
    Typed,
    advance,
)
from reporting.forms import Surroundings, convert_markdown, load

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reporting.answers import Answer, FileValue
    from reporting.conversation import Button, Effect, Ref, Walk
    from reporting.conversation.effects import Rows
    from reporting.conversation.events import Windowed
    from reporting.forms import Form
    from reporting.variance import Tolerance

ZONE = timezone(timedelta(hours=7))
NOW = datetime(2021, 6, 15, 9, 0, tzinfo=ZONE)


@dataclass(frozen=True)
class Unit:
    id: str = "xa-phuoc-tin"
    name: str = "UBND xã Phước Tín"
    address: str = "Anh/Chị"
    tone: str = "de_nghi"


@dataclass(frozen=True)
class Days:
    from_: date
    to: date
    estimated: bool = False


USUAL = Days(date(2020, 12, 15), date(2021, 6, 14))


@dataclass(frozen=True)
class Round:
    period: str = "6 tháng đầu năm 2021"
    windows: Mapping[str, Days] = field(
        default_factory=lambda: {"budget": Days(date(2021, 1, 1), date(2021, 6, 30))}
    )

    def window_for(self, question: Windowed, unit: object) -> Days:
        return self.windows.get(question.window, USUAL)


def form_of(survey: str, choices: str = "") -> Form:
    """Rows without the leading bar; the header is the first of them."""
    lines = ["| survey |", *(f"| {row.strip()}" for row in survey.strip().splitlines())]
    if choices:
        rows = (f"| {row.strip()}" for row in choices.strip().splitlines())
        lines += ["| choices |", "| | list_name | name | label |", *rows]
    lines += [
        "| settings |",
        "| | form_title | form_id | namespaces |",
        '| | Thử | thu | th="urn:tonghop:form" |',
    ]
    return load(convert_markdown("\n".join(lines) + "\n", "thu.md"))


class Shown(Protocol):
    """A `Say` whose parameters a test looks into without proving what JSON they are."""

    @property
    def kind(self) -> str: ...
    @property
    def params(self) -> Mapping[str, Any]: ...
    @property
    def buttons(self) -> Rows: ...
    @property
    def asks(self) -> Ref: ...


@dataclass
class Draft:
    """What the people of one unit share."""

    form: Form
    entries: dict[Ref, Entry] = field(default_factory=dict)
    given: Mapping[str, Answer] = field(default_factory=dict)
    last: Mapping[str, Answer] = field(default_factory=dict)
    targets: Mapping[str, str] = field(default_factory=dict)
    round_kind: str = "six_month"
    closed: bool = False
    correcting: bool = False
    consent: Consent = field(default_factory=Consent)
    remarks: Mapping[str, str] = field(default_factory=dict)
    version: int = 0
    tolerance: Tolerance | None = None

    def answer(self, name: str) -> Answer | None:
        entry = self.entries.get(self.form.by_name(name).nodeset)
        return entry.answer if entry else None

    def kept(self, name: str) -> Answer:
        answer = self.answer(name)
        assert answer is not None
        return answer


@dataclass
class Phone:
    draft: Draft
    person: int = 1
    name: str = "Trần Thị Bé"
    unit: Unit = field(default_factory=Unit)
    round: Round = field(default_factory=Round)
    now: datetime = NOW
    stored: str = "{}"
    effects: tuple[Effect, ...] = ()
    walk: Walk | None = None
    shown: list[Shown] = field(default_factory=list)

    @property
    def place(self) -> Place:
        return Place.from_json(json.loads(self.stored))

    def context(self) -> Context:
        draft = self.draft
        surroundings = Surroundings(
            now=self.now, round_kind=draft.round_kind, given=draft.given, seed=7
        )
        return Context(
            now=self.now,
            at=self.now,
            person=self.person,
            person_name=self.name,
            unit=self.unit,
            round=self.round,
            surroundings=surroundings,
            last=draft.last,
            targets=draft.targets,
            submitted_version=draft.version,
            closed=draft.closed,
            correcting=draft.correcting,
            seed=7,
            consent=draft.consent,
            remarks=draft.remarks,
            tolerance=draft.tolerance,
        )

    def do(self, event: Event, *, after: int = 60) -> tuple[Effect, ...]:
        """`after` seconds have gone by since the last event."""
        self.now += timedelta(seconds=after)
        state = State(dict(self.draft.entries), self.place)
        context = self.context()
        step = advance(self.draft.form, state, event, replace(context, walk=self.walk))
        assert step == advance(self.draft.form, state, event, context), (
            "the kept walk made a change"
        )
        assert step.walk.progress() == step.walk.instance.progress()
        self.walk = step.walk  # may be out of date by the next event: a colleague answers
        for effect in step.effects:
            if isinstance(effect, Keep):
                self._keep(effect)
        assert step.state.entries == self.draft.entries
        self.stored = json.dumps(step.state.place.to_json())
        assert self.place == step.state.place
        self.effects = step.effects
        self.shown += [effect for effect in step.effects if isinstance(effect, Say)]
        return step.effects

    def _keep(self, keep: Keep) -> None:
        before = self.draft.entries.get(keep.ref)
        assert keep.base_revision == (before.revision if before else 0)
        self.draft.entries[keep.ref] = Entry(
            keep.answer, keep.base_revision + 1, self.name, self.person, self.now
        )

    def open(self) -> Shown:
        self.do(Opened())
        return self.last

    def type(self, text: str, replied_to: Ref = "") -> Shown:
        self.do(Typed(text, replied_to))
        return self.last

    def attach(self, file: FileValue) -> Shown:
        self.do(Attached(file))
        return self.last

    def press(self, label: str, *, after: int = 60) -> Shown:
        """The newest button that reads so."""
        self.do(pressing(self.button(label)), after=after)
        return self.last

    def button(self, label: str) -> Button:
        for say in reversed(self.shown):
            for button in buttons(say):
                if read(button) == label:
                    return button
        raise AssertionError(f"no button {label!r}")

    @property
    def last(self) -> Shown:
        return self.shown[-1]

    @property
    def closed(self) -> list[CloseQuestion]:
        return [effect for effect in self.effects if isinstance(effect, CloseQuestion)]


def buttons(say: Shown) -> list[Button]:
    return [button for row in say.buttons for button in row]


def labels(say: Shown) -> list[str]:
    return [read(button) for button in buttons(say)]


def read(button: Button) -> str:
    return catalogue().button(button.label, button.text)


def pressing(button: Button) -> Pressed:
    return Pressed(button.action, button.ref, button.revision, button.argument)


def colleague(phone: Phone, name: str = "Lê Văn Cường") -> Phone:
    return replace(phone, person=phone.person + 1, name=name, stored="{}", effects=(), shown=[])
