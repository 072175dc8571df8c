"""The access log as an operator reads it."""

from __future__ import annotations

from pathlib import Path

import pytest

from storage.work import SqlWork
from tests.operation.town import Town
from tests.storage.season import BINH, NOW, later


@pytest.fixture
def read(tmp_path: Path) -> Town:
    """An has taken her own report away, Bình the consolidated one and that of y-te."""
    town = Town(tmp_path / "town")
    with town.season() as season:

        def note(work: SqlWork) -> None:
            binh = work.people.add(BINH, NOW)
            own, other = season.obligation, work.obligations.of_units(["y-te"])[0]
            work.audit.note(NOW, season.an.id, "report_read", f"obligation:{own.id}", {})
            work.audit.note(NOW, season.an.id, "joined", f"person:{season.an.id}", {})
            work.audit.note(later(hours=1), binh.id, "report_read", "round:2021-6T", {})
            work.audit.note(later(hours=2), binh.id, "report_read", f"obligation:{other.id}", {})

        season.run(note)
    return town


AN = "09:00 15/06/2021  Nguyễn Thị An (số 1)  kinh-te, kỳ 2021-6T"
WHOLE = "10:00 15/06/2021  Trần Văn Bình (số 2)  báo cáo tổng hợp, kỳ 2021-6T"
OTHER = "11:00 15/06/2021  Trần Văn Bình (số 2)  y-te, kỳ 2021-6T"


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ((), [AN, WHOLE, OTHER]),
        (("--unit", "kinh-te"), [AN, WHOLE]),
        (("--person", 2), [WHOLE, OTHER]),
        (("--unit", "y-te", "--person", 1), ["Không có lần xem báo cáo nào như vậy."]),
        (("--round", "2021-N"), ["Không có lần xem báo cáo nào như vậy."]),
    ],
)
def test_who_has_read_what_is_told(read: Town, asked: tuple[object, ...], told: list[str]) -> None:
    done = read.tonghop("audit", "readings", *asked)
    assert (done.exit_code, done.output.splitlines()) == (0, told)


def test_a_town_without_people_says_so(tmp_path: Path) -> None:
    town = Town(tmp_path / "town")
    with town.database():
        pass
    done = town.tonghop("person", "list")
    assert done.exit_code == 0 and "tonghop invite office" in done.output
