"""A commune's half-year report in few messages and presses, all of it played."""

from __future__ import annotations

from pathlib import Path

import pytest

FOLDER = Path(__file__).parent


@pytest.mark.parametrize(
    ("page", "most"),
    [("xa-phuoc-tin-nhieu-so", 15), ("xa-phuoc-tin-co-bien-dong-nhieu-so", 40)],
)
def test_a_commune_reports_in_few_messages(page: str, most: int) -> None:
    lines = (FOLDER / f"{page}.txt").read_text(encoding="utf-8").splitlines()
    acts = [line for line in lines if line.startswith("Bé> ")]
    assert len(acts) <= most
    assert "  = nộp báo cáo" in lines, "played to its end by the transcripts' own test"


def test_the_figures_are_those_given_one_by_one() -> None:
    def stored(page: str) -> set[str]:
        lines = (FOLDER / f"{page}.txt").read_text(encoding="utf-8").splitlines()
        return {line for line in lines if line.startswith("/data/") and "/TL/" not in line}

    one_by_one = stored("xa-phuoc-tin-khong-bien-dong")
    assert one_by_one
    assert stored("xa-phuoc-tin-nhieu-so") == one_by_one
