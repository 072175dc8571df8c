"""A whole line around its figures: units typed along, approximations, signs, what is left over."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from reporting.kinds.reading.amounts import Amount, is_half, read_amount
from reporting.kinds.reading.lexicon import Phrases
from reporting.kinds.reading.tokens import Sort, Token
from reporting.kinds.reading.units import unit_at

_APPROXIMATE = Phrases.listed(
    """
    gần; gần được; hơn; trên; dưới; khoảng; khoảng chừng; khoảng gần; chừng; tầm; tầm khoảng;
    cỡ; độ; xấp xỉ; xấp sỉ; ngót; ngót nghét; trên dưới; ít nhất; tối thiểu; tối đa; không quá;
    không dưới; không đến; không tới; chưa đến; chưa tới; chưa đầy; dự kiến; hình như; chắc;
    chắc là; có lẽ; đâu; đâu đó; trở lên; trở xuống; có thể; quá; hơn một chút
    """
)
_ESTIMATED = Phrases.listed(
    """
    ước; ước tính; ước đạt; ước thực hiện; ước khoảng; ước chừng; ước cả năm; ước tính khoảng;
    ước độ; số ước; uoc; ước tính đạt
    """
)
_FILLERS = Phrases.listed(
    """
    dạ; vâng; thưa; có; là; được; đạt; tổng; tổng cộng; tổng số; tất cả; cả thảy; cộng; chỉ;
    chỉ có; ạ; nhé; nha; thôi; đúng; chính xác; đã; số; số lượng; kết quả; em; báo cáo; xin;
    xin báo cáo; anh; chị; tròn; đủ; gồm; bằng; thành tiền; kinh phí; số tiền; chẵn; trị giá;
    tổng số tiền; đúng là; tổng kinh phí; tổng tiền; toàn bộ
    """
)
_VAGUE = Phrases.listed(
    """
    vài; mấy; nhiều; ít; dăm; một số; một vài; đa số; phần lớn; hầu hết; chục; hàng chục;
    hàng trăm; hàng nghìn; cả chục; cả trăm; cả nghìn;
    vài ba; dăm ba; lác đác; toàn bộ; một ít; rất ít; rất nhiều;
    không nhiều; không đáng kể; tất cả; hết
    """
)
_FOREIGN = Phrases.listed("usd; đô; đô la; euro; eur; đô mỹ")
_MINUS = Phrases.listed("âm")
_PER = Phrases.listed("mỗi; một; từng; bình quân; trung bình")
_APPROXIMATE_SIGNS, _IDLE_SIGNS = "~≈<>≥≤±?", ".,;:!=\"“”'‘’"


@dataclass(frozen=True, slots=True)
class Item:
    """One figure of the line with the unit typed behind it (canonical, "" for none)."""

    amount: Amount
    unit: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Line:
    tokens: tuple[Token, ...]
    items: tuple[Item, ...]

    def between(self, left: int, right: int) -> tuple[Token, ...]:
        """The tokens between two items; -1 and len(items) stand for the ends of the line."""
        start = 0 if left < 0 else self.items[left].end
        end = len(self.tokens) if right >= len(self.items) else self.items[right].start
        return self.tokens[start:end]


@dataclass(frozen=True, slots=True)
class Manner:
    """How a single figure is said. `extra`: words that were not understood."""

    approximate: bool = False
    estimated: bool = False
    negative: bool = False
    per: bool = False
    foreign: bool = False
    vague: bool = False
    extra: str = ""


def read_line(line: Sequence[Token], unit: str, money: bool) -> Line:
    """Every figure of the line, left to right."""
    texts = [token.text for token in line]
    items: list[Item] = []
    at = 0
    while at < len(line):
        vague = _VAGUE.length_at(texts, at)
        if vague > 1:  # "một số", "hàng trăm" hold number words and are no numbers
            at += vague
            continue
        found = None if _is_rate(line, at) else read_amount(line, at, money)
        if found is None:
            at += 1
            continue
        amount, end = found
        name, after = unit_at(texts, end, unit)
        if name and not amount.scaled and is_half(texts, after):  # "2 tấn rưỡi"
            halved = tuple(reading + Decimal("0.5") for reading in amount.readings)
            amount, after = replace(amount, readings=halved), after + 1
        items.append(Item(amount, name, at, after))
        at = after
    return Line(tuple(line), tuple(items))


def is_vague(line: Line) -> bool:
    texts = [token.text for token in line.tokens]
    return any(_VAGUE.length_at(texts, at) for at in range(len(texts)))


def _is_rate(line: Sequence[Token], at: int) -> bool:
    """The "năm" of "45 triệu/năm" is no number."""
    return at > 0 and line[at - 1].text == "/" and line[at].sort is Sort.WORD


def manner_of(line: Line, after: Sequence[Token] | None = None) -> Manner:
    """What the tokens around the figures of a line say; `after` stands for those behind them."""
    signs: set[str] = set()
    extra: list[str] = []
    before = line.between(-1, 0)
    if before and before[-1].sort is Sort.WORD and line.tokens[line.items[0].start].glued:
        extra.append(before[-1].text)  # "A12"
        before = before[:-1]
    _sort_out(before, signs, extra, leading=True)
    behind = line.between(len(line.items) - 1, len(line.items)) if after is None else after
    _sort_out(behind, signs, extra, leading=False)
    return Manner(
        approximate="approximate" in signs,
        estimated="estimated" in signs,
        negative="negative" in signs,
        per="per" in signs,
        foreign="foreign" in signs,
        vague="vague" in signs,
        extra=" ".join(extra),
    )


def _sort_out(around: Sequence[Token], signs: set[str], extra: list[str], *, leading: bool) -> None:
    texts = [token.text for token in around]
    at = 0
    while at < len(texts):
        last = at == len(texts) - 1
        if around[at].sort is Sort.SIGN:
            name = _sign_says(texts[at], leading=leading, beside=last if leading else at == 0)
            length = 1
        else:
            name, length = _phrase_says(texts, at)
            if not name and not leading and at == 0 and around[0].glued:
                name = "extra"  # "12A"
        if name == "extra":
            extra.append(" ".join(texts[at : at + length]))
        elif name:
            signs.add(name)
        at += length


def _sign_says(sign: str, *, leading: bool, beside: bool) -> str:
    """`beside`: the sign stands directly at the figure."""
    if sign in _APPROXIMATE_SIGNS or (sign == "+" and not leading):
        return "approximate"
    if sign in "$€":
        return "foreign"
    if sign == "-" and leading and beside:
        return "negative"
    if sign == "/" and not leading and beside:
        return "per"
    return "" if sign in _IDLE_SIGNS or sign in "()" else "extra"


def _phrase_says(texts: Sequence[str], at: int) -> tuple[str, int]:
    lengths = [(phrases.length_at(texts, at), name) for phrases, name in _MEANINGS]
    length, name = max(lengths, key=lambda found: found[0])
    return (name, length) if length else ("extra", 1)


_MEANINGS = (
    (_FILLERS, ""),
    (_APPROXIMATE, "approximate"),
    (_ESTIMATED, "estimated"),
    (_FOREIGN, "foreign"),
    (_MINUS, "negative"),
    (_PER, "per"),
    (_VAGUE, "vague"),
)
