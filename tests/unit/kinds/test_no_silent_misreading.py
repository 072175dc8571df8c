"""What changes the sense of a figure must change the outcome: never a certain answer in passing."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reporting.answers import Answer, Standing
from reporting.kinds import KINDS, Asked, Understanding
from tests.examples import examples
from tests.unit.kinds.corpus import TODAY, Case, cases

NUMBERS = ("integer", "decimal", "money", "percent")
CERTAIN = [
    case
    for kind in NUMBERS
    for case in cases(kind)
    if case.expected.startswith("= ") and not case.expected.endswith("zero")
]
# Each makes another statement of the figure beside it.
BEFORE = """
    giảm | tăng | thêm | còn | mất | hụt | kế hoạch | chỉ tiêu | so với kỳ trước | gần | hơn
    | khoảng | dưới | mỗi | không phải | trừ | chưa | ngoài | cũ | tháng trước
    | dự kiến | ? | ~ | - | x | /
"""
TURNING = [words.strip() for words in BEFORE.split("|")]


def is_certain(outcome: Understanding) -> bool:
    return (
        isinstance(outcome, Answer)
        and outcome.standing in (Standing.FIGURE, Standing.ZERO)
        and not outcome.estimated
    )


@pytest.mark.parametrize("words", TURNING)
def test_a_word_before_a_figure_is_never_passed_over(words: str) -> None:
    taken = [case.text for case in CERTAIN if is_certain(_typed(case, f"{words} {case.text}"))]
    assert taken == []


@pytest.mark.parametrize("words", [word for word in TURNING if word not in "-x/?"])
def test_a_word_behind_a_figure_is_never_passed_over(words: str) -> None:
    taken = [case.text for case in CERTAIN if is_certain(_typed(case, f"{case.text} {words}"))]
    assert taken == []


@pytest.mark.parametrize(
    "mark", ["/ 2", "- 2", "x 2", "+ 2", "; 2", "\n2", "và 2", "hoặc 2", "đến 2"]
)
def test_a_second_figure_is_never_passed_over(mark: str) -> None:
    taken = [case.text for case in CERTAIN if is_certain(_typed(case, f"{case.text} {mark}"))]
    assert taken == []


@given(st.text(alphabet="0123456789.,' ", min_size=1, max_size=14))
@examples(2000)
def test_an_integer_keeps_every_digit_that_was_typed(typed: str) -> None:
    outcome = KINDS["integer"].understand(typed, Asked(TODAY, "hộ"))
    if isinstance(outcome, Answer) and outcome.standing is Standing.FIGURE:
        whole = re.split(r",0+$|(?<=,\d{3})\.0+$", typed.strip(" .,'"))[0]
        assert str(outcome.value) == re.sub(r"\D", "", whole).lstrip("0")


@given(st.text(alphabet="0123456789.,", min_size=1, max_size=12))
@examples(2000)
def test_money_is_never_a_thousand_times_wrong(typed: str) -> None:
    """A certain figure has one reading in both habits of writing, or it would be doubted."""
    outcome = KINDS["money"].understand(typed, Asked(TODAY, "triệu đồng"))
    bare = typed.strip(".,")
    if is_certain(outcome) and re.search(r"[.,]", bare):
        assert not re.fullmatch(r"[1-9]\d{0,2}[.,]\d{3}", bare)


def _typed(case: Case, text: str) -> Understanding:
    return KINDS[case.kind].understand(text, case.asked)
