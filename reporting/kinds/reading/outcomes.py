"""Turning one outcome into another: an estimate of it, a doubt about it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

from reporting.answers import Answer
from reporting.kinds.kind import Asked, Doubted, Kind, Option, Refused, Understanding
from reporting.kinds.reasons import doubted


def answers_in(outcome: Understanding) -> tuple[Answer, ...]:
    """Every answer the outcome is or offers."""
    if isinstance(outcome, Answer):
        return (outcome,)
    if isinstance(outcome, Refused):
        return ()
    return tuple(option.answer for option in outcome.options)


def each(outcome: Understanding, change: Callable[[Answer], Answer]) -> Understanding:
    """The same outcome with every answer of it changed."""
    if isinstance(outcome, Answer):
        return change(outcome)
    if isinstance(outcome, Refused):
        return outcome
    options = tuple(Option(option.shown, change(option.answer)) for option in outcome.options)
    return replace(outcome, options=options)


def estimated(outcome: Understanding) -> Understanding:
    return each(outcome, lambda answer: replace(answer, estimated=True))


def unless_certain(
    kind: Kind, asked: Asked, outcome: Understanding, reason: str, **params: object
) -> Understanding:
    """A certain answer becomes a doubt for `reason`; doubts and refusals keep their own."""
    if isinstance(outcome, Answer):
        return doubted(kind, asked, reason, [outcome], **params)
    return outcome


def offering(
    kind: Kind, asked: Asked, outcomes: Iterable[Understanding], reason: str, **params: object
) -> Doubted | None:
    """One doubt with the distinct answers of several outcomes; None if they have none."""
    answers = dict.fromkeys(answer for outcome in outcomes for answer in answers_in(outcome))
    return doubted(kind, asked, reason, answers, **params) if answers else None
