"""One number, however it is written."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reporting.phones import phone_number, telegram_phone


@pytest.mark.parametrize(
    "written",
    [
        "0912345678", "0912 345 678", "0912.345.678", "0912-345-678", "(0912) 345 678",
        "912345678", "84912345678", "+84912345678", "+84 912 345 678", "+84 (0)912 345 678",
        "0084 912345678", " 0912\u00a0345\u2011678 ",
    ],
)  # fmt: skip
def test_a_mobile_number_has_one_form(written: str) -> None:
    assert phone_number(written) == "+84912345678"


@pytest.mark.parametrize(
    "written",
    [
        "", "không có", "0912 345 678 (Zalo)", "0912345678/0913456789", "0912345678, 0913456789",
        "02713778899", "0112345678", "091234567", "09123456789", "٠912345678", "+8491234567",
        "+1", "0912345678x",
    ],
)  # fmt: skip
def test_what_is_no_mobile_number_is_none(written: str) -> None:
    assert phone_number(written) == ""


def test_a_foreign_number_needs_its_plus_sign() -> None:
    assert phone_number("+856 20 5551 2345") == "+8562055512345"
    assert phone_number("8562055512345") == ""
    assert telegram_phone("8562055512345") == "+8562055512345"


@pytest.mark.parametrize("shared", ["84912345678", "+84912345678", "0912345678"])
def test_a_shared_contact_gives_the_same_form(shared: str) -> None:
    assert telegram_phone(shared) == "+84912345678"


@given(st.text(max_size=30))
def test_whatever_comes_gives_a_number_or_nothing(text: str) -> None:
    for found in (phone_number(text), telegram_phone(text)):
        assert found == "" or (found[0] == "+" and found[1:].isdecimal() and found.isascii())
        assert phone_number(found) == found
