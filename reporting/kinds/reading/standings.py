"""Standings typed instead of an answer, as outcomes."""

from __future__ import annotations

from dataclasses import replace

from reporting.answers import Answer, Standing, Value
from reporting.kinds.kind import Asked, Kind, Measure, Understanding
from reporting.kinds.reading.dates import read_promise
from reporting.kinds.reading.tokens import words
from reporting.kinds.reading.units import agrees, unit_at
from reporting.kinds.reading.zero_words import (
    Said,
    Spoken,
    is_empty_ending,
    is_reason,
    standing_begun,
    standing_said,
)
from reporting.kinds.reasons import doubted, quote, refused

NOT_YET = Answer(None, Standing.NOT_YET)
NOT_APPLICABLE = Answer(None, Standing.NOT_APPLICABLE)


def whole_standing(kind: Kind, line: str, asked: Asked, zero: Value) -> Understanding | None:
    """The outcome where the whole `plain` line is a standing; `zero` is the value of a ZERO."""
    spoken = standing_said(line)
    if spoken is None:
        return None
    if spoken.said is Said.AS_BEFORE:
        return as_before(kind, asked)
    if spoken.said is Said.MARK:
        return refused("mark_only", text=quote(line))
    if spoken.said is Said.ZERO_OR_NOT_YET:
        return doubted(kind, asked, "zero_or_not_yet", [Answer(zero, Standing.ZERO), NOT_YET])
    if spoken.said is Said.ZERO:
        return Answer(zero, Standing.ZERO)
    return NOT_YET if spoken.said is Said.NOT_YET else NOT_APPLICABLE


def standing_answer(kind: Kind, line: str, asked: Asked, zero: Value) -> Understanding | None:
    """For short answers: the line is a standing, or begins with "not yet" or "not ours"."""
    if _is_only_unit(line, asked):
        return None
    whole = whole_standing(kind, line, asked, zero)
    if whole is not None:
        return whole
    begun = standing_begun(line)
    if begun is None or begun.said not in (Said.NOT_YET, Said.NOT_APPLICABLE):
        return None
    return _with_rest(kind, begun, line, asked)


def _is_only_unit(line: str, asked: Asked) -> bool:
    """ "kg" is slang for "không", but not where kilograms are asked."""
    typed = words(line)
    unit, end = unit_at(typed, 0, asked.unit_of_measure)
    return bool(unit) and end == len(typed) and agrees(unit, asked.unit_of_measure)


def _with_rest(kind: Kind, spoken: Spoken, line: str, asked: Asked) -> Understanding:
    if spoken.said is Said.NOT_APPLICABLE:
        note = spoken.rest.strip(" ,;:.-()")
        if is_reason(spoken.rest):
            return replace(NOT_APPLICABLE, note=note)
        explained = [replace(NOT_APPLICABLE, note=note)]
        return doubted(kind, asked, "not_applicable_with_words", explained, text=quote(line))
    promised = read_promise(spoken.rest, asked.today)
    if promised is not None:
        return replace(NOT_YET, promised=promised)
    return doubted(kind, asked, "not_yet_with_words", [NOT_YET], text=quote(line))


def zero_begun(kind: Kind, line: str, asked: Asked, zero: Value) -> Understanding | None:
    """A line without figures that begins with "không" or "chưa": "không có hộ nào" is zero,
    "không có hộ nghèo" is asked back."""
    begun = None if _is_only_unit(line, asked) else standing_begun(line)
    if begun is None or begun.said not in (Said.ZERO, Said.ZERO_OR_NOT_YET):
        return None
    if begun.said is Said.ZERO_OR_NOT_YET:
        return doubted(kind, asked, "zero_or_not_yet", [Answer(zero, Standing.ZERO), NOT_YET])
    rest = words(begun.rest)
    unit, after = unit_at(rest, 0, asked.unit_of_measure)
    nothing = Answer(zero, Standing.ZERO)
    if is_empty_ending(rest[after:]) and (unit or after == 0):
        return nothing
    return doubted(kind, asked, "zero_with_words", [nothing], text=quote(line))


def as_before(kind: Kind, asked: Asked) -> Understanding:
    """ "Như cũ": what was reported last, once confirmed; never for what happened since."""
    if asked.measure is Measure.FLOW:
        return refused("same_for_flow")
    last = asked.last
    if last is None or not last.is_figure:
        return refused("same_without_last")
    shown = kind.show(last.value, asked)
    again = replace(last, note="", promised=None)
    return doubted(kind, asked, "same_as_last", [again], shown=shown)
