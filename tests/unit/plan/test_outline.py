"""The outline of a report."""

from __future__ import annotations

import pytest

from reporting.plan.outline import Section


@pytest.mark.parametrize(
    ("heading", "title"),
    [
        ("VIII. KẾT QUẢ", "KẾT QUẢ"),
        ("1. Với Ủy ban nhân dân tỉnh", "Với Ủy ban nhân dân tỉnh"),
        ("đ) Khuyến nông - lâm - ngư", "Khuyến nông - lâm - ngư"),
        ("Kết quả năm 2021. Tồn tại", "Kết quả năm 2021. Tồn tại"),
    ],
)
def test_a_title_is_the_heading_without_its_number(heading: str, title: str) -> None:
    assert Section("II.2", heading, 2, ()).title == title
