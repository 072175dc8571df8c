"""The table of reasons and the code agree: no reason without a use, none used that is not there."""

from __future__ import annotations

import re
from pathlib import Path

import reporting.kinds as package
from reporting.kinds.reasons import DOUBTS, REASONS, REFUSALS, quote

SOURCE = "\n".join(
    path.read_text("utf-8")
    for path in Path(package.__path__[0]).rglob("*.py")
    if path.name != "reasons.py"
)


def test_every_reason_is_given_somewhere() -> None:
    quoted = set(re.findall(r'"([a-z_]+)"', SOURCE))
    assert {*REFUSALS, *DOUBTS} - quoted == set()


def test_every_reason_given_is_in_the_table() -> None:
    assert set(re.findall(r'refused\("([a-z_]+)"', SOURCE)) <= set(REFUSALS)
    assert set(re.findall(r'doubted\(\s*\w+, asked, "([a-z_]+)"', SOURCE)) <= set(DOUBTS)


def test_the_catalogue_sees_refusals_and_doubts_under_their_own_names() -> None:
    assert REASONS["refused.fraction"] == ("shown",)
    assert REASONS["doubted.other_unit"] == ("typed", "wanted")
    assert len(REASONS) == len(REFUSALS) + len(DOUBTS)


def test_a_long_text_is_quoted_short_and_on_one_line() -> None:
    assert quote("a\n b") == "a b"
    assert len(quote("x" * 500)) == 60
    assert quote("x" * 500).endswith("…")
