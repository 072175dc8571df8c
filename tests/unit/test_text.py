"""Cleaning, folding and putting Vietnamese text in order."""

from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reporting.text import (
    clean,
    fold,
    has_lone_surrogates,
    strip_marks,
)


@given(st.text())
def test_cleaning_twice_is_cleaning_once(text: str) -> None:
    cleaned = clean(text)
    assert clean(cleaned) == cleaned
    assert unicodedata.is_normalized("NFC", cleaned)


@given(st.text(alphabet=st.characters(categories=("L", "N", "P", "S"))))
def test_cleaning_never_changes_what_can_be_seen(text: str) -> None:
    assert clean(text) == unicodedata.normalize("NFC", text)


@given(st.text())
def test_nothing_is_left_that_breaks_documents(text: str) -> None:
    kept = r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]"
    assert not re.search(kept, re.sub(r"[\ud800-\udfff]", "", clean(text)))


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        ("a\r\nb\rc", "a\nb\nc"),
        ("a\x0bb\u2028c", "a\nb\nc"),
        ("a  \n\n\n\n b", "a\n\n b"),
        ("\ufeff\u200ba\u00adb\u2060", "ab"),
        ("\u202ea\u2066b", "ab"),
        ("a\u00a0b\u3000c", "a b c"),
        ("a\tb", "a\tb"),
        ("ô\u0323", "ộ"),
        ("Long Thuỷ", "Long Thuỷ"),
        ("  ", ""),
    ],
)
def test_clean(text: str, cleaned: str) -> None:
    assert clean(text) == cleaned


def test_lone_surrogates_are_seen() -> None:
    assert has_lone_surrogates("a\ud800b")
    assert not has_lone_surrogates("a😀b")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Phường Long Thuỷ", "phường Long Thủy"),
        ("P. LONG THỦY", "p long thuy"),
        ("Đak Ơ", "dak o"),
        ("Ðồng", "đong"),
        ("Ｘã  Phước-Tín", "xa phuoc tin"),
        ("ho\u0323\u0302", "hộ"),
    ],
)
def test_what_is_the_same_to_a_reader_folds_to_the_same(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@given(st.text())
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


def test_marks() -> None:
    assert strip_marks("Thủy Đỏ, Ðak Ơ!") == "Thuy Do, Dak O!"
