"""Composing amounts: "1tr2", "2 tỷ 3", "3 triệu rưỡi", "1 tỷ 250", "hai triệu ba trăm nghìn"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import product

from reporting.kinds.reading.lexicon import Words
from reporting.kinds.reading.numerals import has_only_decimals, is_too_long, read_numeral
from reporting.kinds.reading.tails import Tail, tail_parts
from reporting.kinds.reading.tokens import Sort, Token, as_typed
from reporting.kinds.reading.words import read_words

_THOUSAND, _MILLION, _BILLION = Decimal(1000), Decimal(10) ** 6, Decimal(10) ** 9
_SCALES = {
    "chục": Decimal(10),
    "trăm": Decimal(100),
    "nghìn": _THOUSAND,
    "ngàn": _THOUSAND,
    "vạn": Decimal(10000),
    "triệu": _MILLION,
    "tr": _MILLION,
    "tỷ": _BILLION,
    "tỉ": _BILLION,
}
_COUNT_SCALES = Words(_SCALES | {"k": _THOUSAND})
# Written only of money, some of them only in speech: those are asked back.
_MONEY_SCALES = Words(
    _SCALES | {"k": _THOUSAND, "ng": _THOUSAND, "trđ": _MILLION, "củ": _MILLION, "t": _BILLION}
)
_MOST_TERMS, _MOST_SCALE_WORDS = 5, 3
_SLANG = frozenset({"củ", "cu", "t"})
_COUNT_SLANG = frozenset({"k"})
_HALF = Words({"rưỡi": True})
_DONG = Words(dict.fromkeys(("đồng", "đ", "vnđ", "vnd", "₫"), True))
_AMOUNT_END = Words(dict.fromkeys(("chẵn", "ạ", "nhé"), True))


@dataclass(frozen=True, slots=True)
class Amount:
    """`readings`: possible values, preferred first; () if the figures do not fit together.
    `reason`: a doubt that stands even with one reading. `scale`: what its last word of magnitude
    multiplied by, 1 without one. `fraction`: some part of it was typed with decimals."""

    text: str
    readings: tuple[Decimal, ...]
    reason: str = ""
    scale: Decimal = Decimal(1)
    decimals_only: bool = False
    too_long: bool = False
    money_word: bool = False
    fraction: bool = False

    @property
    def scaled(self) -> bool:
        return self.scale > 1


@dataclass(frozen=True, slots=True)
class _Term:
    readings: tuple[Decimal, ...]
    scale: Decimal
    start: int
    end: int
    digits: str = ""  # as typed, "" for words
    literal: bool = False
    reason: str = ""
    money_word: bool = False

    @property
    def values(self) -> tuple[Decimal, ...]:
        return tuple(reading * self.scale for reading in self.readings)


def read_amount(line: Sequence[Token], at: int, money: bool) -> tuple[Amount, int] | None:
    """The amount that begins at token `at` and where it ends; None if none begins there."""
    terms: list[_Term] = []
    end = at
    while len(terms) < _MOST_TERMS and (term := _term(line, end, money, bool(terms))) is not None:
        if terms and not _continues(line, terms[-1], term):
            break
        terms.append(term)
        end = term.end
        if term.scale == 1:
            break
    if not terms:
        return None
    half = is_half([token.text for token in line[end : end + 1]], 0)
    in_dong = end < len(line) and _DONG.find(line[end].text) is not None
    amount = _compose(terms, half, in_dong)
    end += half
    return replace(amount, text=as_typed(line[at:end])), end


def is_half(texts: Sequence[str], at: int) -> bool:
    """True if "rưỡi" stands at `at`."""
    return at < len(texts) and _HALF.find(texts[at]) is not None


def _term(line: Sequence[Token], at: int, money: bool, behind: bool) -> _Term | None:
    """A numeral with the scale words behind it; a scale word alone means one of it."""
    if at >= len(line):
        return None
    numeral = _numeral(line, at, behind)
    start = at if numeral is None else numeral.end
    scale, end, reason, money_word = _scale(line, start, money)
    if numeral is None:
        if scale < 100:
            return None
        return _Term((Decimal(1),), scale, at, end, reason="implied_one", money_word=money_word)
    reason = numeral.reason if scale == 1 else reason
    return replace(numeral, scale=scale, end=end, reason=reason, money_word=money_word)


def _numeral(line: Sequence[Token], at: int, behind: bool) -> _Term | None:
    """`behind` a scale word stand also "tư", "mốt", "lăm" ("hai tỷ tư")."""
    if line[at].sort is Sort.NUMBER:
        text = line[at].text
        return _Term(read_numeral(text), Decimal(1), at, at + 1, text)
    if line[at].sort is Sort.SIGN:
        return None
    spelt = read_words([token.text for token in line], at, behind)
    if spelt is None:
        return None
    reason = "unaccented_word" if spelt.weak else ""
    return _Term(spelt.readings, Decimal(1), at, spelt.end, literal=spelt.literal, reason=reason)


def _scale(line: Sequence[Token], at: int, money: bool) -> tuple[Decimal, int, str, bool]:
    scale, reason, money_word = Decimal(1), "", False
    table, slang = (_MONEY_SCALES, _SLANG) if money else (_COUNT_SCALES, _COUNT_SLANG)
    last = min(at + _MOST_SCALE_WORDS, len(line))
    while at < last and (found := table.find(line[at].text)) is not None:
        scale *= found[0]
        reason = "slang_scale" if line[at].text in slang else reason
        money_word = money_word or line[at].text == "trđ"
        at += 1
        if at + 1 < len(line) and line[at].text == "." and line[at - 1].text in ("tr", "ng"):
            at += 1  # "tr.đồng"
    return scale, at, reason, money_word


def _continues(line: Sequence[Token], before: _Term, term: _Term) -> bool:
    """A further term is smaller; a bare tail ("2 tỷ 3") must end the amount, for "15 triệu 1 căn"
    is a price, not 15,1 million."""
    if term.scale >= before.scale:
        return False
    if term.scale > 1:
        return not term.reason
    after = line[term.end] if term.end < len(line) else None
    if after is None or any(table.find(after.text) for table in (_HALF, _DONG, _AMOUNT_END)):
        return True
    if term.literal:
        return True
    return after.sort is Sort.SIGN and after.text in ".;)!?=("


def _compose(terms: list[_Term], half: bool, in_dong: bool) -> Amount:
    if any(not term.readings for term in terms):
        return Amount("", (), too_long=any(is_too_long(term.digits) for term in terms))
    head, tail = terms, None
    if len(terms) > 1 and (terms[-1].scale == 1 or _is_colloquial(terms)):
        head, tail = terms[:-1], terms[-1]
    totals = [sum(values, Decimal(0)) for values in product(*(term.values for term in head))]
    reason = next((term.reason for term in head if term.reason), "")
    scale = head[-1].scale
    if tail is not None:
        totals, reason = _with_tail(totals, reason, tail, scale, in_dong)
    if half:
        fits = tail is None and not any(total % scale for total in totals)
        totals = [total + scale / 2 for total in totals if fits]
        reason = "" if reason == "implied_one" else reason
    return Amount(
        "",
        tuple(dict.fromkeys(totals)),
        reason,
        scale=scale,
        decimals_only=scale == 1 and len(totals) == 1 and has_only_decimals(terms[0].digits),
        money_word=any(term.money_word for term in terms),
        fraction=any(reading % 1 for term in terms for reading in term.readings),
    )


def _with_tail(
    totals: list[Decimal], reason: str, tail: _Term, scale: Decimal, in_dong: bool
) -> tuple[list[Decimal], str]:
    behind = Tail(tail.readings, tail.scale, tail.digits, tail.literal, in_dong)
    parts, tail_reason = tail_parts(behind, scale)
    return [
        total + part for total in totals for part in parts
    ], reason or tail_reason or tail.reason


def _is_colloquial(terms: list[_Term]) -> bool:
    """ "2 tỷ 3 trăm" is 300 million, not 300 đồng."""
    return terms[-1].scale in (10, 100) and terms[-2].scale >= _THOUSAND
