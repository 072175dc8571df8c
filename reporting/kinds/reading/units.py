"""Units of measure: which words name the same one, and what a money unit multiplies by."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from functools import lru_cache

from reporting.kinds.reading.lexicon import Phrases, Words, bare
from reporting.kinds.reading.tokens import plain, tokens, words

# Each row names one unit; households, persons and turns ("lượt") are never the same (rule Q4).
_SAME: tuple[tuple[str, ...], ...] = (
    ("hộ", "hộ gia đình", "hộ dân"),
    ("lượt hộ",),
    ("khẩu", "nhân khẩu"),
    ("người", "ng"),
    ("lượt người",),
    ("lượt", "lượt khách"),
    ("lao động", "lđ"),
    ("căn", "nhà", "căn nhà", "ngôi nhà", "cái nhà"),
    ("suất", "suất quà", "phần", "phần quà"),
    ("thẻ", "thẻ bhyt"),
    ("cuộc", "cuộc họp"),
    ("buổi",),
    ("lớp",),
    ("lần",),
    ("đợt",),
    ("tổ",),
    ("học sinh", "hs", "em", "em học sinh", "cháu"),
    ("sinh viên",),
    ("hội viên",),
    ("đoàn viên",),
    ("hồ sơ",),
    ("văn bản",),
    ("mô hình",),
    ("công trình",),
    ("dự án",),
    ("trường hợp",),
    ("đơn vị",),
    ("tin", "tin bài", "bài"),
    ("con",),
    ("cây",),
    ("trường",),
    ("ấp",),
    ("thôn",),
    ("khu phố",),
    ("xã",),
    ("phường",),
    ("giếng",),
    ("công",),
    ("ngày",),
    ("tháng",),
    ("năm",),
    ("ha", "héc ta", "hecta", "hec ta"),
    ("m2", "mét vuông"),
    ("m3", "mét khối"),
    ("km", "cây số", "ki lô mét"),
    ("m", "mét"),
    ("kg", "ký", "kí", "ki lô gam"),
    ("tấn",),
    ("tạ",),
    ("yến",),
    ("lít",),
    ("kwh", "số điện"),
    ("%", "phần trăm"),
    ("đồng", "đ", "d", "vnđ", "vnd", "₫", "đồng chẵn"),
)
_MEASURES = (
    frozenset(("ha", "m2")),
    frozenset(("tấn", "tạ", "yến", "kg")),
    frozenset(("km", "m")),
)
PERCENT = "%"
DONG = "đồng"
# Too short or too common to be taken for a unit unless the question asks in it.
_ONLY_WHEN_ASKED = frozenset({"ngày", "tháng", "năm", "công", "m", "d", "em", "bài", "tin", "phần"})

_KNOWN = Phrases(name for row in _SAME for name in row)
_CANONICAL = {name: row[0] for row in _SAME for name in row}
_SCALES = Words(
    {
        "nghìn": Decimal(1000),
        "ngàn": Decimal(1000),
        "triệu": Decimal(10) ** 6,
        "tr": Decimal(10) ** 6,
        "trđ": Decimal(10) ** 6,
        "tỷ": Decimal(10) ** 9,
        "tỉ": Decimal(10) ** 9,
    }
)


@lru_cache(maxsize=512)
def unit_words(unit: str) -> tuple[str, ...]:
    return tuple(words(plain(unit) or "")) or tuple((plain(unit) or "").split())


@lru_cache(maxsize=512)
def unit_scale(unit: str) -> Decimal:
    """What a unit of measure multiplies by: "triệu đồng" 1,000,000; "hộ" 1; "1.000 đồng" 1000."""
    scale = Decimal(1)
    for word in unit_words(unit):
        if word in ("1.000", "1000"):
            scale *= 1000
        elif (found := _SCALES.find(word)) is not None:
            scale *= found[0]
    return scale


@lru_cache(maxsize=512)
def canonical_unit(unit: str) -> str:
    """One name for all words of the same unit; the words themselves for an unknown one."""
    typed = unit_words(unit)
    for name, first in _CANONICAL.items():
        if tuple(name.split()) == typed or bare(name) == " ".join(typed):
            return first
    return " ".join(typed)


@lru_cache(maxsize=512)
def _with_signs(unit: str) -> tuple[str, ...]:
    """Every token of a unit such as "xã, phường"."""
    return tuple(token.text for token in tokens(plain(unit) or ""))


@lru_cache(maxsize=512)
def _own(asked: str) -> Phrases:
    """The unit asked for, as a phrase."""
    phrase = " ".join(unit_words(asked))
    return Phrases([phrase] if phrase else [])


def unit_at(texts: Sequence[str], at: int, asked: str) -> tuple[str, int]:
    """The unit named at `at` (canonical) and where it ends; ("", at) if there is none."""
    whole = _with_signs(asked)
    if len(whole) > len(unit_words(asked)) and tuple(texts[at : at + len(whole)]) == whole:
        return canonical_unit(asked), at + len(whole)
    length = max(_own(asked).length_at(texts, at), _KNOWN.length_at(texts, at))
    if not length:
        return "", at
    name = canonical_unit(" ".join(texts[at : at + length]))
    if name in _ONLY_WHEN_ASKED and name != canonical_unit(asked):
        return "", at
    return name, at + length


def measure_same(one: str, other: str) -> bool:
    """Both units measure the same thing: "ha" and "m2"."""
    return any(one in measure and other in measure for measure in _MEASURES)


def agrees(typed: str, asked: str) -> bool:
    """True if a typed unit says the same as, or the beginning of, the unit asked for."""
    wanted = canonical_unit(asked)
    return typed == wanted or wanted.startswith(f"{typed} ")
