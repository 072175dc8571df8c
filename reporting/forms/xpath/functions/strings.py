"""Text: XPath 1.0 section 4.2 and OpenRosa's additions. Positions count characters."""

from __future__ import annotations

import base64
import binascii
import hashlib
import re
import uuid
import zlib
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache

from reporting.forms.xpath.functions.numbers import whole
from reporting.forms.xpath.functions.registry import Shelf
from reporting.forms.xpath.tree import Call, StringLiteral, XPathError
from reporting.forms.xpath.values import Focus, Value, to_number, to_string

STRINGS = Shelf()
_SPACES = re.compile(r"[ \t\r\n]+")


def _or_node(focus: Focus, values: tuple[Value, ...]) -> str:
    return to_string(values[0]) if values else focus.node.string()


@STRINGS.eager("string", 0, 1)
def string(focus: Focus, *values: Value) -> Value:
    return _or_node(focus, values)


def every_text(values: tuple[Value, ...]) -> list[str]:
    """Each node of the node-sets and each other value (OpenRosa concat and join)."""
    texts: list[str] = []
    for value in values:
        if isinstance(value, list):
            texts += [node.string() for node in value]
        else:
            texts.append(to_string(value))
    return texts


@STRINGS.eager("concat", 0, None)
def concat(_: Focus, *values: Value) -> Value:
    return "".join(every_text(values))


@STRINGS.eager("join", 1, None)
def join(_: Focus, between: Value, *values: Value) -> Value:
    return to_string(between).join(every_text(values))


@STRINGS.eager("starts-with", 2)
def starts_with(_: Focus, text: Value, start: Value) -> Value:
    return to_string(text).startswith(to_string(start))


@STRINGS.eager("ends-with", 2)
def ends_with(_: Focus, text: Value, end: Value) -> Value:
    return to_string(text).endswith(to_string(end))


@STRINGS.eager("contains", 2)
def contains(_: Focus, text: Value, part: Value) -> Value:
    return to_string(part) in to_string(text)


@STRINGS.eager("substring-before", 2)
def substring_before(_: Focus, text: Value, mark: Value) -> Value:
    before, found, _after = to_string(text).partition(to_string(mark) or "\0")
    return before if found else ""


@STRINGS.eager("substring-after", 2)
def substring_after(_: Focus, text: Value, mark: Value) -> Value:
    if not to_string(mark):
        return to_string(text)
    return to_string(text).partition(to_string(mark))[2]


@STRINGS.eager("substring", 2, 3)
def substring(focus: Focus, text: Value, start: Value, *length: Value) -> Value:
    """Positions from 1, rounded; the odd cases of XPath 1.0 section 4.2 with NaN and infinity."""
    first = _rounded(to_number(start, focus.environment))
    stop = Decimal("Infinity")
    if length:
        stop = _sum(first, _rounded(to_number(length[0], focus.environment)))
    if first.is_nan() or stop.is_nan():
        return ""
    whole_text = to_string(text)
    low = max(first, Decimal(1))
    high = min(stop, Decimal(len(whole_text) + 1))
    return whole_text[int(low) - 1 : int(high) - 1] if low < high else ""


def _rounded(value: Decimal) -> Decimal:
    return value.to_integral_value(ROUND_HALF_UP) if value.is_finite() else value


def _sum(first: Decimal, second: Decimal) -> Decimal:
    if first.is_infinite() and second.is_infinite() and first != second:
        return Decimal("NaN")
    return first + second


@STRINGS.eager("substr", 2, 3)
def substr(focus: Focus, text: Value, start: Value, *end: Value) -> Value:
    """Positions from 0; negative ones count from the end (OpenRosa)."""
    from_ = whole(focus, start)
    to = whole(focus, end[0]) if end else None
    if from_ is None or (end and to is None):
        return ""
    return to_string(text)[from_:to]


@STRINGS.eager("string-length", 0, 1)
def string_length(focus: Focus, *values: Value) -> Value:
    return Decimal(len(_or_node(focus, values)))


@STRINGS.eager("normalize-space", 0, 1)
def normalize_space(focus: Focus, *values: Value) -> Value:
    return _SPACES.sub(" ", _or_node(focus, values)).strip(" ")


@STRINGS.eager("translate", 3)
def translate(_: Focus, text: Value, these: Value, those: Value) -> Value:
    replaced = to_string(those)
    table: dict[int, str | None] = {}
    for at, letter in enumerate(to_string(these)):
        table.setdefault(ord(letter), replaced[at] if at < len(replaced) else None)
    return to_string(text).translate(table)


@lru_cache(maxsize=256)
def _pattern(text: str) -> re.Pattern[str] | None:
    try:
        return re.compile(text, re.ASCII)
    except re.error:
        return None


def _readable_pattern(call: Call) -> None:
    pattern = call.arguments[1]
    if isinstance(pattern, StringLiteral) and _pattern(pattern.value) is None:
        raise XPathError("value", pattern.value)


@STRINGS.eager("regex", 2, check=_readable_pattern)
def regex(_: Focus, text: Value, pattern: Value) -> Value:
    """The pattern must match the whole text, as in ODK Collect and Validate; one that cannot be
    read matches nothing."""
    compiled = _pattern(to_string(pattern))
    return compiled is not None and compiled.fullmatch(to_string(text)) is not None


@STRINGS.eager("uuid", 0, 1)
def identifier(focus: Focus, *length: Value) -> Value:
    if not length:
        return str(uuid.UUID(int=focus.environment.chance.getrandbits(128), version=4))
    wanted = whole(focus, length[0])
    if wanted is None or not 0 <= wanted <= 1000:
        return ""
    letters = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
    return "".join(
        letters[int(focus.environment.chance.random() * len(letters))] for _ in range(wanted)
    )


_ALGORITHMS = frozenset({"crc32", "md5", "sha1", "sha256", "sha384", "sha512"})


def _algorithm(text: str) -> str:
    return text.lower().replace("-", "")


def _known_algorithm(call: Call) -> None:
    name = call.arguments[1]
    if isinstance(name, StringLiteral) and _algorithm(name.value) not in _ALGORITHMS:
        raise XPathError("value", name.value)


@STRINGS.eager("digest", 2, 3, check=_known_algorithm)
def digest(_: Focus, text: Value, algorithm: Value, encoding: Value = "base64") -> Value:
    data = to_string(text).encode()
    name = _algorithm(to_string(algorithm))
    if name not in _ALGORITHMS:
        return ""
    if name == "crc32":
        raw = zlib.crc32(data).to_bytes(4, "big")
    else:
        raw = hashlib.new(name, data, usedforsecurity=False).digest()
    if to_string(encoding).lower() == "hex":
        return raw.hex()
    return base64.b64encode(raw).decode()


@STRINGS.eager("base64-decode", 1)
def base64_decode(_: Focus, text: Value) -> Value:
    try:
        return base64.b64decode(to_string(text), validate=True).decode()
    except (binascii.Error, UnicodeDecodeError):
        return ""
