from __future__ import annotations

from pathlib import Path

import pytest

from tests.scenarios.conversation.transcript import played

PAGES = sorted(Path(__file__).parent.glob("*.txt"))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_the_conversation_goes_as_written(page, regenerate):
    written = page.read_text(encoding="utf-8")
    now = played(written)
    if regenerate:
        page.write_text(now, encoding="utf-8")
    else:
        assert now == written


def test_there_are_conversations():
    assert len(PAGES) >= 8
