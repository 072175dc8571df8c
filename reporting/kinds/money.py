"""An amount of money: whole đồng inside, whatever unit it is asked in."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from typing import ClassVar

from reporting.answers import Answer, Value
from reporting.kinds.integer import Integer, doubt_between
from reporting.kinds.kind import Asked, Understanding
from reporting.kinds.reading.figures import Item
from reporting.kinds.reading.units import DONG, PERCENT, unit_scale
from reporting.kinds.reasons import doubted, quote, refused
from reporting.kinds.shown import show_money

LARGEST_MONEY = Decimal(10) ** 13
_THOUSAND, _MILLION, _BILLION = Decimal(1000), Decimal(10) ** 6, Decimal(10) ** 9
# From here on a bare figure in the question's unit is likely đồng typed in full.
_LIKELY_DONG = {_THOUSAND: Decimal(10) ** 7, _MILLION: Decimal(10) ** 5, _BILLION: Decimal(1000)}
_SMALL = 100_000  # below it "nghìn" where millions are asked is in doubt
_LARGEST_DENOMINATOR = 10  # of a fraction as people say it
_LIKELY_SHORTENED = 10_000  # below it a bare figure in đồng is likely thousands or millions


class Money(Integer):
    name: ClassVar[str] = "money"
    money = True

    def settle(self, item: Item, asked: Asked) -> Understanding:
        text = quote(item.amount.text)
        if item.unit == PERCENT:
            return refused("percent_given", text=text)
        if item.unit and item.unit != DONG:
            return refused("unit_not_money", unit=item.unit)
        if not item.amount.readings:
            return refused("malformed_number", text=text)
        if item.unit == DONG or item.amount.money_word or item.amount.scaled:
            return self._in_full(item, asked)
        return self._bare(item, asked)

    def _in_full(self, item: Item, asked: Asked) -> Understanding:
        """A magnitude or "đồng" was typed: the figure stands for itself."""
        readings = item.amount.readings
        scale = unit_scale(asked.unit_of_measure)
        if not item.amount.scaled:
            return self._dong(item, asked)
        if item.unit != DONG and max(readings) < _THOUSAND:
            return self._hundreds(item, asked)
        if item.unit != DONG and max(readings) < _SMALL and scale >= _MILLION:
            # "3 nghìn" where millions are asked: three thousand đồng, or three thousand million?
            amounts = (*readings, *(reading * scale for reading in readings))
            return self._one_of(item, amounts, asked, "ambiguous_amount")
        fine = not item.amount.fraction or _is_fine(readings, scale)
        return self._one_of(item, readings, asked, "" if fine else "many_decimals")

    def _hundreds(self, item: Item, asked: Asked) -> Understanding:
        """ "5 trăm" said of money is five hundred thousand, or in the question's unit."""
        scale = unit_scale(asked.unit_of_measure)
        sizes = dict.fromkeys((max(scale, _THOUSAND), _THOUSAND))
        amounts = tuple(reading * size for reading in item.amount.readings for size in sizes)
        return self._one_of(item, amounts, asked, "ambiguous_amount")

    def _dong(self, item: Item, asked: Asked) -> Understanding:
        """Nobody writes fractions of a đồng: "500.000 đồng" is half a million."""
        readings = item.amount.readings
        largest = max(readings)
        reason = "" if largest == readings[0] else "english_separator"
        return self._one_of(item, (largest,), asked, item.amount.reason or reason)

    def _bare(self, item: Item, asked: Asked) -> Understanding:
        readings = item.amount.readings
        scale = unit_scale(asked.unit_of_measure)
        if scale == 1:
            return self._bare_dong(item, asked)
        in_unit = tuple(reading * scale for reading in readings)
        if _is_said_in_hundreds(item):
            return self._hundreds(item, asked)
        likely = [reading for reading in readings if _is_likely_dong(reading, scale, asked)]
        if likely:
            amounts = tuple(dict.fromkeys((*likely, *in_unit)))
            return self._one_of(item, amounts, asked, "bare_dong")
        reason = "" if _is_fine(in_unit, scale) else "many_decimals"
        return self._one_of(item, in_unit, asked, reason)

    def _bare_dong(self, item: Item, asked: Asked) -> Understanding:
        readings = item.amount.readings
        if min(readings) > 0 and max(readings) < _LIKELY_SHORTENED:
            sizes = (_MILLION, _THOUSAND, Decimal(1))
            amounts = tuple(reading * size for reading in readings for size in sizes)
            return self._one_of(item, amounts, asked, "bare_small")
        return self._dong(item, asked)

    def _one_of(
        self, item: Item, amounts: tuple[Decimal, ...], asked: Asked, reason: str
    ) -> Understanding:
        text = quote(item.amount.text)
        whole = [amount for amount in amounts if amount == amount.to_integral_value()]
        if not whole:
            reason = "dong_fraction"
            whole = [amounts[0].quantize(Decimal(1), ROUND_HALF_UP)]
        fitting = [amount for amount in dict.fromkeys(whole) if amount <= LARGEST_MONEY]
        if not fitting:
            return refused("too_large", text=text)
        reason = reason or doubt_between(item, amounts, whole)
        answers = [self.figure(amount) for amount in fitting]
        if not reason:
            return answers[0]
        if reason == "bare_dong":
            unit = asked.unit_of_measure
            return doubted(self, asked, reason, answers, text=text, unit=unit)
        return doubted(self, asked, reason, answers, text=text)

    def of_two(self, part: Item, whole: Item) -> Answer | None:
        """ "1/2 tỷ" is 500 million; "450/500 triệu" is part and whole, no fraction."""
        parts, wholes, scale = part.amount.readings, whole.amount.readings, whole.amount.scale
        if part.amount.scaled or scale < _THOUSAND or len(parts) != 1 or len(wholes) != 1:
            return None
        denominator = wholes[0] / scale
        if not parts[0] < denominator <= _LARGEST_DENOMINATOR:
            return None
        amount = parts[0] * scale / denominator
        return self.figure(amount) if amount == amount.to_integral_value() else None

    def show(self, value: Value, asked: Asked) -> str:  # noqa: ARG002
        return show_money(value) if isinstance(value, int) else ""


def _is_said_in_hundreds(item: Item) -> bool:
    """ "năm trăm" in words, without a magnitude."""
    in_words = not any(character.isdigit() for character in item.amount.text)
    return in_words and all(
        0 < reading < 1000 and not reading % 100 for reading in item.amount.readings
    )


def _is_fine(amounts: tuple[Decimal, ...], scale: Decimal) -> bool:
    """Figures in million đồng have at most three decimals, so they are whole thousands."""
    return scale < _MILLION or len(amounts) > 1 or amounts[0] % 1000 == 0


def _is_likely_dong(reading: Decimal, scale: Decimal, asked: Asked) -> bool:
    last = asked.last.value if asked.last is not None else None
    if reading != reading.to_integral_value() or not reading:
        return False
    if isinstance(last, int) and last > 0:
        if _near(reading * scale, last):
            return False
        if _near(reading, last):
            return True
    return reading >= _LIKELY_DONG.get(scale, LARGEST_MONEY)


def _near(amount: Decimal, last: int) -> bool:
    return Decimal(last) / 10 <= amount <= Decimal(last) * 10
