"""What all kinds of figures share: from a typed line to an answer, a doubt or a refusal."""

from __future__ import annotations

import re
from abc import abstractmethod
from dataclasses import replace
from decimal import Decimal
from typing import ClassVar, Protocol

from reporting.answers import Answer, Standing, Value
from reporting.kinds.kind import Asked, Kind, Refused, Understanding
from reporting.kinds.reading.figures import Item, Line, Manner, is_vague, manner_of, read_line
from reporting.kinds.reading.intake import refused_outright
from reporting.kinds.reading.outcomes import answers_in, estimated, unless_certain
from reporting.kinds.reading.people import people_listed
from reporting.kinds.reading.several import read_several
from reporting.kinds.reading.standings import standing_answer, zero_begun
from reporting.kinds.reading.tokens import lookalikes_mended, plain, tokens
from reporting.kinds.reading.units import DONG, PERCENT, agrees, canonical_unit, unit_scale
from reporting.kinds.reasons import doubted, quote, refused

_CODE = re.compile(r"0\d{8,}")  # telephone and identity numbers
_MILLION = Decimal(10) ** 6
LARGEST_COUNT = Decimal(10) ** 12


class NumberKind(Kind, Protocol):
    """A kind whose value is one number. Subclasses say which readings they can hold."""

    money: ClassVar[bool] = False
    zero: ClassVar[Value] = 0

    @abstractmethod
    def settle(self, item: Item, asked: Asked) -> Understanding:
        """What one figure means for the question, its surroundings left aside."""

    @abstractmethod
    def value_of(self, number: Decimal) -> Value:
        """The number as a value of this kind."""

    def of_two(self, part: Item, whole: Item) -> Answer | None:  # noqa: ARG002
        """The ratio of two figures, where a ratio may be the answer."""
        return None

    def understand(self, text: str, asked: Asked) -> Understanding:
        if (outright := refused_outright(text)) is not None:
            return outright
        line = plain(text)
        if line is None or "‰" in line:
            return refused("malformed_number", text=quote(text))
        if people_listed(line):
            return refused("personal_data")
        standing = standing_answer(self, line, asked, self.zero)
        if standing is not None:
            return standing
        mended = lookalikes_mended(line)
        outcome = self._read(mended, asked)
        if mended != line:
            return unless_certain(self, asked, outcome, "letter_in_number", text=quote(line))
        return outcome

    def _read(self, text: str, asked: Asked) -> Understanding:
        line = read_line(tokens(text), asked.unit_of_measure, self.money)
        if not line.items:
            return self._without_figure(line, text, asked)
        if any(item.amount.too_long for item in line.items):
            return refused("too_large", text=quote(text))
        if any(_CODE.fullmatch(item.amount.text) for item in line.items):
            return refused("code_not_number", text=quote(text))
        if not all(item.amount.readings for item in line.items):
            return refused("malformed_number", text=quote(text))
        if len(line.items) == 1:
            manner = manner_of(line)
            return self.in_manner(line.items[0], manner, text, asked)
        return read_several(self, line, text, asked)

    def _without_figure(self, line: Line, text: str, asked: Asked) -> Understanding:
        begun = zero_begun(self, text, asked, self.zero)
        if begun is not None:
            return begun
        if is_vague(line):
            return refused("vague_number", text=quote(text))
        return refused("not_a_number", text=quote(text))

    def in_manner(self, item: Item, manner: Manner, text: str, asked: Asked) -> Understanding:
        """One figure with what is said around it."""
        if manner.foreign:
            return refused("foreign_currency", text=quote(text))
        if manner.vague:
            return refused("vague_number", text=quote(text))
        if manner.per:
            return refused("per_unit", amount=quote(item.amount.text))
        outcome = self.settle(item, asked)
        if manner.negative:
            return self._negative(outcome, text, asked)
        if manner.extra:
            outcome = unless_certain(self, asked, outcome, "extra_words", words=quote(manner.extra))
        if manner.estimated:
            return estimated(outcome)
        if manner.approximate:
            return self._approximate(outcome, text, asked)
        return outcome

    def _approximate(self, outcome: Understanding, text: str, asked: Asked) -> Understanding:
        if not isinstance(outcome, Answer):
            return estimated(outcome)
        choices = [outcome, replace(outcome, estimated=True)]
        return doubted(self, asked, "approximate", choices, text=quote(text))

    def _negative(self, outcome: Understanding, text: str, asked: Asked) -> Understanding:
        """A minus may be a bullet or a dash; a figure below zero is asked back too."""
        found = answers_in(outcome)
        if not found:
            return outcome
        both = [each for answer in found for each in (answer, self._below_zero(answer))]
        return doubted(self, asked, "negative", dict.fromkeys(both), text=quote(text))

    def _below_zero(self, answer: Answer) -> Answer:
        assert isinstance(answer.value, int | Decimal)
        return replace(answer, value=self.value_of(-Decimal(answer.value)))

    def figure(self, number: Decimal) -> Answer:
        """A figure, or the confirmed zero that a typed 0 is."""
        if number == 0:
            return Answer(self.zero, Standing.ZERO)
        return Answer(self.value_of(number))

    def wrong_unit(self, item: Item, asked: Asked) -> Refused | None:
        """A percentage or an amount of money where something else is counted."""
        if item.unit == PERCENT and canonical_unit(asked.unit_of_measure) != PERCENT:
            return refused("percent_given", text=quote(item.amount.text))
        in_money = DONG in asked.unit_of_measure
        if (item.unit == DONG or item.amount.money_word) and not (in_money or self.money):
            return refused("money_given", text=quote(item.amount.text))
        return None

    def _checked_size(self, item: Item, asked: Asked, outcome: Understanding) -> Understanding:
        """ "12 triệu" said where households are counted is likely money."""
        readings = item.amount.readings
        if (
            not item.amount.scaled
            or max(readings) < _MILLION
            or unit_scale(asked.unit_of_measure) > 1
        ):
            return outcome
        text = quote(item.amount.text)
        return unless_certain(self, asked, outcome, "large_count", text=text)

    def checked_unit(self, item: Item, asked: Asked, outcome: Understanding) -> Understanding:
        """A unit typed along must be the one asked for."""
        outcome = self._checked_size(item, asked, outcome)
        if not item.unit or not asked.unit_of_measure or item.unit == DONG:
            return outcome
        if agrees(item.unit, asked.unit_of_measure):
            return outcome
        return unless_certain(
            self, asked, outcome, "other_unit", typed=item.unit, wanted=asked.unit_of_measure
        )


def unscaled(item: Item, asked: Asked) -> tuple[Decimal, ...]:
    """The readings of a count or measure: where the question's unit carries a magnitude ("triệu
    đồng"), an amount typed in full is divided by it."""
    scale = unit_scale(asked.unit_of_measure)
    if scale == 1 or not (item.amount.scaled or item.unit == DONG):
        return item.amount.readings
    return tuple(reading / scale for reading in item.amount.readings)
