from __future__ import annotations

from pathlib import Path

import pytest

from reporting.conversation import Doubt
from reporting.kinds.reasons import DOUBTS
from tests.scenarios.conversation.transcript import doubts, played

PAGES = sorted(Path(__file__).parent.glob("*.txt"))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_the_conversation_goes_as_written(page, regenerate):
    written = page.read_text(encoding="utf-8")
    now = played(written)
    if regenerate:
        page.write_text(now, encoding="utf-8")
    else:
        assert now == written


def test_every_sort_of_doubt_is_recorded():
    found = set().union(*(doubts(page.read_text(encoding="utf-8")) for page in PAGES))
    sorts = {*(doubt.value for doubt in Doubt if doubt is not Doubt.KIND), *DOUBTS}
    assert sorts - found == set()
