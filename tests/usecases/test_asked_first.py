"""Before the cut-off what does not depend on the last days is asked first."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.workplace import open_library
from reporting.conversation import Review
from tests.form_order import PLAN
from tests.usecases.reminding.ticking import at
from tests.usecases.reports import THI_DOAN
from tests.usecases.town import Town
from usecases.library import Library

TEXTS = {name: each for name, each in THI_DOAN.items() if name.startswith("TL")}
FIGURES = {name: each for name, each in THI_DOAN.items() if name not in TEXTS}


@pytest.fixture(scope="module")
def real() -> Library:
    """The plan as it is, with what it marks early."""
    return open_library(PLAN)


@pytest.fixture
def place(tmp_path: Path, real: Library, season: bytes) -> Iterator[Town]:
    path = tmp_path / "town.sqlite"
    path.write_bytes(season)
    made = Town(path, real)
    made.change("DELETE FROM obligation")
    made.change("DELETE FROM round")
    made.open_rounds()
    yield made
    made.close()


def test_narratives_then_figures(place: Town) -> None:
    be = place.invited("thi-doan", 3, "Trần Thị Bé")
    be.begin()
    be.fill("thi-doan", TEXTS)
    be.fill("thi-doan", FIGURES)
    assert be.heard.kind == "ready"


def test_the_list_of_answers_is_in_the_order_of_the_form(place: Town) -> None:
    be = place.invited("thi-doan", 3, "Trần Thị Bé")
    be.begin()
    be.fill("thi-doan", TEXTS)
    review = be.happen(Review()).text
    form = place.library.current.form_for(place.library.current.unit("thi-doan"))
    assert review.index(form.by_name("DT01").label) < review.index(form.by_name("TL2").label)
    assert form.by_name("DT01").label in be.type("1").text


def test_whoever_is_in_the_middle_goes_on_where_they_were(place: Town) -> None:
    be = place.invited("thi-doan", 3, "Trần Thị Bé")
    be.begin()
    asked = be.fill("thi-doan", {"TL1": TEXTS["TL1"]})
    place.now = at("2021-06-14T09:00:00")
    again = be.begin()
    label = place.library.current.form_for(place.library.current.unit("thi-doan"))
    assert label.by_name("TL2").label in asked.text and label.by_name("TL2").label in again.text
    answered = be.give(TEXTS["TL2"])
    assert label.by_name("DT01").label in answered.text, "then in the order of the form"
    assert label.by_name("TL1").label not in answered.text


def test_from_the_cut_off_day_on_the_order_is_the_form_s(place: Town) -> None:
    place.now = at("2021-06-14T08:00:00")
    be = place.invited("thi-doan", 3, "Trần Thị Bé")
    be.begin()
    be.fill("thi-doan", {"DT01": "15", "DT03": "2"})


def test_figures_of_days_that_are_over_come_first(place: Town) -> None:
    """The school term ended on 31 May; its figures change no more."""
    an = place.invited("giao-duc", 5, "An")
    form = place.library.current.form_for(place.library.current.unit("giao-duc"))
    assert form.by_name("GD_hoc_ky").label in an.begin().text
    place.now = at("2021-05-27T09:00:00")
    binh = place.invited("giao-duc", 6, "Bình")
    assert form.by_name("TL1").label in binh.begin().text
