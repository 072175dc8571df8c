"""A round goes on with the plan it was opened with, whatever has become of the plan's files."""

from __future__ import annotations

from bot.plan_files import read_plan
from reporting.plan import form_keys, load_plan
from tests.form_order import PLAN
from tests.usecases.town import ROUND, Town
from usecases.library import Library


def test_forms_of_an_earlier_plan_are_kept_converted_like_those_of_the_current(town: Town) -> None:
    files = read_plan(PLAN)
    kept: dict[str, bytes] = {}
    library = Library(load_plan(files), files, kept)
    assert library.current.content_hash != town.library.current.content_hash
    opened = town.do(lambda work: library.plan_of_round(ROUND, work))
    assert opened.content_hash == town.library.current.content_hash
    assert set(form_keys(town.library.files)) == kept.keys()
