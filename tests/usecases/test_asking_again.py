"""S16: whoever asks for the same document again and again gets it once, of what there is then."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.usecases.town import Resident, Town
from usecases.consolidated import want_consolidated
from usecases.desk import Desk
from usecases.monitoring.progress import show_progress
from usecases.monitoring.urging import want_urging_letter

ROUND = "2021-6T"
ASKED = 50


def urging(desk: Desk) -> None:
    want_urging_letter(desk, ROUND)


def jobs(town: Town) -> list[tuple[str, str]]:
    return town.rows("SELECT kind, state FROM job WHERE kind <> 'menu' ORDER BY id")


def told(person: Resident) -> int:
    return sum(shown.kind == "document_coming" for shown in person.phone)


@pytest.mark.parametrize(
    ("use_case", "kind", "announced"),
    [
        (want_consolidated, "consolidated", 1),
        (show_progress, "board_picture", 0),  # the text is the answer, the picture goes with it
        (urging, "urging_letter", 1),
    ],
)
def test_s16_fifty_requests_make_one_document(
    town: Town, use_case: Callable[[Desk], None], kind: str, announced: int
) -> None:
    hoa = town.office()
    for _ in range(ASKED):
        hoa.do(use_case)
    assert jobs(town) == [(kind, "new")]
    assert told(hoa) == announced
    assert town.rows("SELECT count(*) FROM inbox WHERE state = 'done'") == [(ASKED + 1,)]


def test_s16_a_document_that_is_being_made_does_not_stand_for_a_later_one(town: Town) -> None:
    """It has read what there was; there may be news by now."""
    hoa = town.office()
    hoa.do(want_consolidated)
    while (job := town.do(lambda work: work.jobs.next(town.now))) and job.kind == "menu":
        continue
    for _ in range(ASKED):
        hoa.do(want_consolidated)
    assert jobs(town) == [("consolidated", "running"), ("consolidated", "new")]


def test_s16_what_others_ask_for_is_theirs(town: Town) -> None:
    for number in (900, 901):
        town.office(number, f"Cán bộ {number}").do(want_consolidated)
    assert jobs(town) == [("consolidated", "new")] * 2


def test_s16_a_workbook_asked_for_many_times_comes_once(town: Town) -> None:
    an = town.invited("thi-doan", 11, "Nguyễn Văn An")
    an.begin()
    question = an.heard
    for _ in range(ASKED):
        an.press_data(question.buttons["Điền bằng Excel"])
    assert jobs(town) == [("workbook", "new")]
    asked = town.rows("SELECT count(*) FROM audit WHERE action = 'report_read'")
    assert asked == [(ASKED,)], "who took away what is noted each time"
