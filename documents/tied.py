"""Spaces at which a line of the report's own sentences must not end: after a number, before its
year, after "Mục". What units write is left as it is."""

from __future__ import annotations

import re

TIE = "\xa0"
_COUNTED = re.compile(r"(?<![/\d.,])(?<!năm )(?<!NĂM )(\d(?:[\d.,]*\d)?) (?=[^\W\d])")
_ANNEX = re.compile(r"\b(phụ) (lục) (?=[IVX])", re.IGNORECASE)
_NAMED = re.compile(r"\b(mục|khoản|điểm|năm|ngày|quý|tháng) (?=[\dIVX])", re.IGNORECASE)


def tied(text: str) -> str:
    text = _ANNEX.sub(rf"\1{TIE}\2{TIE}", _COUNTED.sub(rf"\1{TIE}", text))
    return _NAMED.sub(rf"\1{TIE}", text)


def untied(text: str) -> str:
    return text.replace(TIE, " ")
