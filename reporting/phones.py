"""Telephone numbers as people write them, as one form that can be compared."""

from __future__ import annotations

import re

# Between digits; a trunk zero may stand in parentheses behind the country's code: +84 (0)912…
_BETWEEN = re.compile(r"[\s.\-\u2010-\u2015/()]+|\(0\)")
_TRUNK = re.compile(r"(?<=84)\s*\(0\)")
_MOBILE = re.compile(r"[35789]\d{8}")  # national numbers of Viet Nam since 2018
_FOREIGN = re.compile(r"[1-9]\d{7,14}")  # E.164, country code included
_HOME = "84"


def phone_number(text: str) -> str:
    """ "0912.345.678", "84 912 345 678" and "912345678" all give "+84912345678"; "" for what is no
    mobile number of Viet Nam and no number with a foreign country code behind a plus sign."""
    shown = _TRUNK.sub("", text.strip())
    digits = _BETWEEN.sub("", shown)
    with_plus = digits.startswith(("+", "00"))
    digits = digits.removeprefix("+").removeprefix("00")
    if not digits.isascii() or not digits.isdecimal():
        return ""
    national = digits.removeprefix(_HOME) if len(digits) > 9 else digits
    national = national.removeprefix("0")
    if _MOBILE.fullmatch(national) and (not with_plus or digits.startswith(_HOME)):
        return f"+{_HOME}{national}"
    foreign = with_plus and not digits.startswith(_HOME) and _FOREIGN.fullmatch(digits)
    return f"+{digits}" if foreign else ""


def telegram_phone(text: str) -> str:
    """The number of a shared contact, which has its country code with or without a plus sign."""
    return phone_number(text) or phone_number(f"+{text.lstrip('+')}")
