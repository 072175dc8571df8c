"""Which archives are kept."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from storage.backup import (
    Archive,
    Keep,
    archives_in,
    superfluous,
    thin_out,
)
from tests.storage.season import NOW, later

SAIGON = ZoneInfo("Asia/Ho_Chi_Minh")


def archive(at: datetime, bot: str = "tonghop") -> Archive:
    return Archive(Path(f"{bot}-{at:%Y%m%dT%H%M%SZ}.tar.gz"), at)


def test_kept_by_age() -> None:
    daily = [archive(NOW - timedelta(days=days)) for days in range(500)]
    kept = [one for one in daily if one not in superfluous(daily, Keep(), SAIGON)]
    ages = [(NOW - one.made_at).days for one in kept]
    # 15 June 2021 is a Tuesday: seven days, then the Sundays of two more weeks, then month ends.
    assert ages == [0, 1, 2, 3, 4, 5, 6, 9, 15, 16, 46, 76, 107, 135, 166, 197, 227, 258, 288,
                    319]  # fmt: skip


def test_several_of_one_day_leave_the_newest() -> None:
    morning, noon = archive(NOW), archive(later(hours=4))
    assert superfluous([morning, noon], Keep(), SAIGON) == [morning]


@given(
    st.lists(st.integers(0, 500 * 24), max_size=60),
    st.builds(Keep, st.integers(0, 9), st.integers(0, 5), st.integers(0, 13)),
)
def test_thinning_out_keeps_the_newest_and_never_too_many(hours: list[int], keep: Keep) -> None:
    given_ = [archive(NOW - timedelta(hours=hour)) for hour in sorted(set(hours))]
    gone = superfluous(given_, keep, SAIGON)
    kept = [one for one in given_ if one not in gone]
    assert kept[:1] == given_[:1]
    assert len(kept) <= max(1, keep.days + keep.weeks + keep.months)
    assert superfluous(kept, keep, SAIGON) == []


def test_only_own_archives_are_thinned_out(tmp_path: Path) -> None:
    for bot in ("tonghop", "dong-xoai"):
        for days in (0, 1, 40, 41):
            at = NOW - timedelta(days=days)
            (tmp_path / archive(at, bot).path.name).write_bytes(b"")
    (tmp_path / "notes.txt").write_text("mine")
    keep = Keep(days=1, weeks=0, months=0)
    assert len(thin_out(tmp_path, "tonghop", keep, SAIGON)) == 3
    assert len(list(tmp_path.iterdir())) == 6
    assert archives_in(tmp_path / "nowhere", "tonghop") == []
