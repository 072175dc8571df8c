"""What a unit knows before it is asked: a coherent set of answers, the same for the same seed.

Answers are chosen question by question in the order of the form, each the first candidate that the
form's own rules allow beside what was chosen before.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from rehearsal.habits import MILLION
from reporting.answers import Answer, FileValue, Standing
from reporting.forms import AskStep, Instance, RepeatStep
from reporting.variance import departure

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from rehearsal.habits import Habits
    from reporting.answers import Value
    from reporting.forms import Form, Question, Surroundings

_MORE_ITEMS = 2  # instances of a repeat, at the most
_STEPS = 2000  # no form of ours has that many; a form that never ends is a fault


@dataclass(frozen=True, slots=True)
class Facts:
    """`answers` by concrete ref, in the order in which they were chosen; `choices` are the labels
    of a select by name, as its question shows them."""

    form: Form
    answers: Mapping[str, Answer]
    choices: Mapping[str, Mapping[str, str]]


def facts_for(
    form: Form, surroundings: Surroundings, habits: Habits, sentences: list[str], seed: str
) -> Facts:
    """Narratives are made of `sentences`, figures after `habits`."""
    chance = random.Random(seed)  # noqa: S311 - plausible figures, not secrets
    instance = Instance.of(form, {}, surroundings)
    chosen: dict[str, Answer] = {}
    choices: dict[str, dict[str, str]] = {}
    for _ in range(_STEPS):
        step = instance.first_open()
        if step is None:
            return Facts(form, chosen, choices)
        if isinstance(step, RepeatStep):
            instance = _next_item(instance, step, chosen, chance)
        elif isinstance(step, AskStep):
            answer = _choose(instance, step, Taste(chance, habits, sentences))
            chosen[step.ref] = answer
            choices[step.ref] = {c.name: c.label for c in instance.choices(step.ref)}
            instance = instance.with_answers({step.ref: answer})
    raise RuntimeError(f"form {form.id} does not end")


def _next_item(
    instance: Instance, step: RepeatStep, chosen: dict[str, Answer], chance: random.Random
) -> Instance:
    if step.count < chance.randint(1, _MORE_ITEMS):
        return instance.new_repeat(step.ref, f"i{step.count + 1}")
    done = f"{step.ref}#done"
    chosen[done] = Answer("", Standing.ZERO)
    return instance.with_answers({done: chosen[done]})


@dataclass(frozen=True, slots=True)
class Taste:
    chance: random.Random
    habits: Habits
    sentences: list[str]


def _choose(instance: Instance, step: AskStep, taste: Taste) -> Answer:
    for value in _candidates(instance, step, taste):
        answer = _answer(value)
        tried = instance.with_answers({step.ref: answer})
        if _allowed(tried, step.ref) and not _falls(instance, step.question, answer):
            return answer
    return Answer(None, Standing.NOT_YET)


def _allowed(tried: Instance, ref: str) -> bool:
    if tried.constraint(ref) is not None or tried.warnings(ref):
        return False
    return not any(ref in broken.refs for broken in tried.broken())


def _falls(instance: Instance, question: Question, answer: Answer) -> bool:
    """Whether a cumulative figure is below the half-year's."""
    return departure(question, answer, instance.surroundings.given, None) is not None


def _answer(value: Value) -> Answer:
    empty = value in (0, "", ())
    return Answer(value, Standing.ZERO if empty else Standing.FIGURE)


def _candidates(instance: Instance, step: AskStep, taste: Taste) -> Iterator[Value]:
    expected = instance.expected(step.ref)
    if expected is not None:
        yield expected
    kind = step.question.kind
    if kind in ("select_one", "select_multiple", "rank"):
        yield from _chosen(instance, step, taste)
    elif kind in ("integer", "money", "decimal", "percent", "range"):
        yield from _numbers(instance, step.question, taste)
    elif kind == "date":
        yield instance.surroundings.now.date()
    elif kind in FILES:
        name, mime, content = FILES[kind]
        yield FileValue(name, mime, len(content))
    else:
        yield from _texts(instance, step, taste)


def _chosen(instance: Instance, step: AskStep, taste: Taste) -> Iterator[Value]:
    names = [choice.name for choice in instance.choices(step.ref)]
    chance, question = taste.chance, step.question
    if question.kind != "select_one":
        several = taste.habits.likely_choices(question, names, chance)
        yield several or ("" if question.zero else tuple(names[:1]))
        yield from _with_last(instance, question, names, several)
        return
    likely = taste.habits.likely_choice(question, chance)
    if likely is not None:
        yield likely
    yield from chance.sample(names, len(names))


def _with_last(
    instance: Instance, question: Question, names: list[str], several: tuple[str, ...]
) -> Iterator[Value]:
    """What was so in the round before, in the same year, still is: its choices come along."""
    last = instance.surroundings.given.get(f"last:{question.name}")
    before = last.value if last is not None and isinstance(last.value, tuple) else ()
    yield tuple(name for name in names if name in several or name in before)
    yield tuple(names)


def _numbers(instance: Instance, question: Question, taste: Taste) -> Iterator[Value]:
    """Plausible ones first, then small and larger ones: most counts of a town are small."""
    chance = taste.chance
    scale = MILLION if question.kind == "money" else 1
    make = Decimal if question.kind in ("decimal", "percent") else int
    mid = instance.surroundings.given.get(f"mid:{question.name}")
    before = mid.value if mid is not None and isinstance(mid.value, int | Decimal) else 0
    likely = list(taste.habits.likely_numbers(instance, question, chance))
    for number in likely:
        yield make(number * scale)
    if before:
        yield from (make(before + number * scale // 4) for number in likely)
        yield make(before)
    for top in (6, 20, 60, 3, 300, 2000, 20000):
        for _ in range(3):
            yield make(chance.randint(1, top) * scale)
    yield from (make(n * scale) for n in range(40))


def _texts(instance: Instance, step: AskStep, taste: Taste) -> Iterator[Value]:
    chance, question = taste.chance, step.question
    if question.name in taste.habits.texts:
        yield chance.choice(taste.habits.texts[question.name])
    if chance.random() < _nothing(question, required=instance.required(step.ref)):
        yield ""
    if question.section:
        fitting = taste.habits.texts.get(question.section, taste.sentences)
        yield " ".join(chance.sample(fitting, min(2, len(fitting))))
    yield chance.choice(taste.sentences)


def _nothing(question: Question, *, required: bool) -> float:
    """How likely a unit has nothing to write."""
    if not required:
        return 0.5
    return 0.25 if question.zero else 0.0


# The smallest things that readers of PDF and JPEG files take for one.
_PDF = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj "
    b"2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj "
    b"3 0 obj<</Type/Page/MediaBox[0 0 9 9]>>endobj trailer<</Root 1 0 R>>\n%%EOF\n"
)
_JPEG = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00\xff\xd9"
FILES = {
    "file": ("quyet-dinh.pdf", "application/pdf", _PDF),
    "image": ("hoat-dong.jpg", "image/jpeg", _JPEG),
}
