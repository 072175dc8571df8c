"""Several figures in one line: part and whole, range, product, sum, figure with its words."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal, localcontext
from itertools import product
from typing import TYPE_CHECKING

from reporting.kinds.kind import Asked, Understanding
from reporting.kinds.reading.amounts import Amount
from reporting.kinds.reading.figures import Item, Line, Manner, manner_of
from reporting.kinds.reading.lexicon import Phrases
from reporting.kinds.reading.outcomes import answers_in, estimated, offering, unless_certain
from reporting.kinds.reading.tokens import Sort, Token
from reporting.kinds.reading.units import DONG, agrees, measure_same, unit_at
from reporting.kinds.reasons import quote, refused

if TYPE_CHECKING:
    from reporting.kinds.number import NumberKind

_JOINS = {
    "over": Phrases(["/", "trên", "trên tổng số", "trên tổng", "/ tổng", "/ tổng số", "trong"]),
    "range": Phrases(["-", "đến", "tới", "~", ". .", ". . .", "hoặc", "hay", "- >"]),
    "times": Phrases(["x", "*", "×", "nhân"]),
    "plus": Phrases(["+", "cộng"]),
    "equals": Phrases(["=", "bằng", "là", "= >"]),
    "bracket": Phrases(["(", "( bằng chữ :", "( bằng chữ", "( chữ :", ", bằng chữ :"]),
}
_EACH = Phrases.listed("mỗi; từng; bình quân; trung bình")
_MOST_FACTORS = 5


def read_several(kind: NumberKind, line: Line, text: str, asked: Asked) -> Understanding:
    joins = [_join(line.between(left, left + 1)) for left in range(len(line.items) - 1)]
    outcome: Understanding | None = None
    if _is_price(line, joins):
        outcome = refused("per_unit", amount=quote(line.items[0].amount.text))
    elif joins == ["bracket"]:
        outcome = _repeated(kind, line, asked)
    elif joins[0] in ("times", "plus"):
        outcome = _calculated(kind, line, joins, text, asked)
    elif joins[0] == "over" and "over" not in joins[1:]:
        outcome = _part_and_whole(kind, line, asked)
    elif _is_range(line, joins):
        low, high = (quote(item.amount.text) for item in line.items)
        outcome = refused("range", low=low, high=high)
    return outcome or _the_fitting_one(kind, line, text, asked)


def _join(between: Sequence[Token]) -> str:
    texts = [token.text for token in between]
    if not texts:
        return "none"
    if not any(text.isalpha() for text in texts):
        texts = [text for text in texts if text not in ":,;"] or texts
    return next((name for name, phrases in _JOINS.items() if texts in phrases), "other")


def _same_units(items: Sequence[Item]) -> bool:
    named = {item.unit for item in items if item.unit}
    return len(named) < 2


def _is_range(line: Line, joins: Sequence[str]) -> bool:
    """ "3-5", "từ 3 đến 5", "hai ba hộ"."""
    in_words = all(line.tokens[item.start].sort is Sort.WORD for item in line.items)
    differ = line.items[0].amount.readings != line.items[-1].amount.readings
    joined = joins == ["range"] or (joins == ["none"] and in_words and differ)
    return joined and _same_units(line.items)


def _is_price(line: Line, joins: Sequence[str]) -> bool:
    """ "15 triệu 1 căn", "10 suất, mỗi suất 500.000đ", "500k/suất x 10": a price, not a total."""
    texts = [token.text for token in line.tokens]
    rates = [
        before.text == "/" and after.sort is Sort.WORD
        for before, after in zip(line.tokens, line.tokens[1:], strict=False)
    ]
    if any(rates) or any(_EACH.length_at(texts, at) for at in range(len(texts))):
        return True
    second = line.items[1]
    return joins[0] == "none" and second.amount.readings == (Decimal(1),) and bool(second.unit)


def _fits(kind: NumberKind, item: Item, asked: Asked) -> bool:
    if kind.money:
        return item.amount.scaled or item.unit == DONG
    return bool(item.unit) and agrees(item.unit, asked.unit_of_measure)


def _may_fit(kind: NumberKind, item: Item, asked: Asked) -> bool:
    """Its unit, if any was typed, is the one asked for."""
    return not item.unit or not asked.unit_of_measure or _fits(kind, item, asked)


def _is_named(item: Item) -> bool:
    return bool(item.unit) or item.amount.scaled


def _is_torn(line: Line) -> bool:
    """ "4 5 triệu", "3m5", "2 tấn 3 tạ": perhaps one figure in two parts."""
    return any(
        left.end == right.start
        and line.tokens[left.start].sort is line.tokens[right.start].sort is Sort.NUMBER
        and (not (_is_named(left) and _is_named(right)) or measure_same(left.unit, right.unit))
        for left, right in zip(line.items, line.items[1:], strict=False)
    )


def _the_fitting_one(kind: NumberKind, line: Line, text: str, asked: Asked) -> Understanding:
    """ "12 hộ, 45 khẩu" where households are asked: 12, once confirmed."""
    fitting = [item for item in line.items if _fits(kind, item, asked)]
    if len(fitting) == 1 and not _is_torn(line):
        outcome = kind.settle(fitting[0], asked)
        found = offering(kind, asked, [outcome], "several_numbers", text=quote(text))
        if found is not None:
            return found
    return refused("several_numbers", text=quote(text))


def _part_and_whole(kind: NumberKind, line: Line, asked: Asked) -> Understanding | None:
    """ "12/23 hộ": which of the two is meant?"""
    part, whole = line.items[:2]
    outcomes = [
        kind.settle(item, asked)
        for item in (part, whole)
        if not item.unit or kind.money or agrees(item.unit, asked.unit_of_measure)
    ]
    ratio = kind.of_two(part, whole)
    if ratio is not None:
        outcomes.append(ratio)
    first, second = quote(part.amount.text), quote(whole.amount.text)
    return offering(kind, asked, outcomes, "two_numbers", first=first, second=second)


def _repeated(kind: NumberKind, line: Line, asked: Asked) -> Understanding | None:
    """ "1.250.000 đồng (một triệu hai trăm năm mươi nghìn đồng)": said twice, must agree."""
    first, second = line.items
    manner = manner_of(line, _without_unit(line.between(1, 2), asked))
    if manner.extra or not all(_may_fit(kind, item, asked) for item in line.items):
        return None
    outcomes = [kind.settle(item, asked) for item in (first, second)]
    common = [answer for answer in answers_in(outcomes[0]) if answer in answers_in(outcomes[1])]
    if len(common) == 1:
        return _in_manner(kind, common[0], manner, asked, quote(first.amount.text))
    digits, words = quote(first.amount.text), quote(second.amount.text)
    return offering(kind, asked, outcomes, "digits_and_words", digits=digits, words=words)


def _without_unit(after: Sequence[Token], asked: Asked) -> tuple[Token, ...]:
    """The unit of "12 (mười hai) hộ" stands behind the bracket."""
    texts = [token.text for token in after]
    end = unit_at(texts, 1, asked.unit_of_measure)[1] if texts[:1] == [")"] else 0
    return tuple(after[end:])


def _in_manner(
    kind: NumberKind, outcome: Understanding, manner: Manner, asked: Asked, text: str
) -> Understanding:
    if manner.estimated:
        return estimated(outcome)
    if manner.approximate or manner.negative:
        return unless_certain(kind, asked, estimated(outcome), "approximate", text=text)
    return outcome


def _calculated(
    kind: NumberKind, line: Line, joins: Sequence[str], text: str, asked: Asked
) -> Understanding | None:
    """ "50 triệu x 3 căn", "5 + 7", "5 + 7 = 12": the result, once confirmed."""
    told = line.items[-1:] if joins[-1] == "equals" else ()
    factors = line.items[: len(line.items) - len(told)]
    if len(set(joins[: len(factors) - 1])) != 1 or len(factors) > _MOST_FACTORS:
        return None
    operation = "product" if joins[0] == "times" else "sum"
    results = [_result(values, factors, operation) for values in _readings(factors)]
    outcomes = [kind.settle(item, asked) for item in (*results, *told)]
    answers = [answer for outcome in outcomes for answer in answers_in(outcome)]
    if not answers:
        return None
    shown = kind.show(answers[0].value, asked)
    return offering(kind, asked, outcomes, operation, text=quote(text), shown=shown)


def _readings(items: Sequence[Item]) -> list[tuple[Decimal, ...]]:
    return list(product(*(_readings_of(item) for item in items)))


def _readings_of(item: Item) -> tuple[Decimal, ...]:
    """Nobody writes fractions of a đồng."""
    whole_dong = item.unit == DONG and not item.amount.scaled
    return (max(item.amount.readings),) if whole_dong else item.amount.readings


def _result(values: Sequence[Decimal], items: Sequence[Item], operation: str) -> Item:
    with localcontext(prec=200):
        total = Decimal(1) if operation == "product" else Decimal(0)
        for value in values:
            total = total * value if operation == "product" else total + value
    scale = max(item.amount.scale for item in items)
    unit = DONG if any(item.unit == DONG for item in items) else ""
    amount = Amount(text="", readings=(total,), scale=scale)
    return Item(amount, unit, items[0].start, items[-1].end)
