"""Guessed tokens: slowed, and written down."""

from __future__ import annotations

from datetime import timedelta

from tests.usecases.people.guests import audited, opens
from tests.usecases.town import Town
from usecases.people.guessing import MOST, WINDOW


def test_s02_after_a_few_wrong_ones_an_account_waits_even_with_the_right_one(town: Town) -> None:
    eve, right = town.stranger(1), town.token("kinh-te")
    kinds = [opens(eve, f"guess-{n}") for n in range(MOST + 3)]
    assert kinds == ["invite_unknown"] * MOST + ["invite_wait"] * 3
    assert opens(eve, right) == "invite_wait"
    assert town.rows("SELECT used_at FROM invite") == [(None,)]
    assert audited(town, "guessing_slowed") == 1
    town.now += WINDOW
    assert opens(eve, right) == "menu"


def test_others_do_not_wait(town: Town) -> None:
    eve = town.stranger(1)
    for n in range(MOST):
        opens(eve, f"guess-{n}")
    assert opens(town.stranger(2), town.token("kinh-te")) == "menu"


def test_wrong_ones_are_forgotten_in_time(town: Town) -> None:
    eve = town.stranger(1)
    for n in range(MOST - 1):
        opens(eve, f"guess-{n}")
    town.now += WINDOW
    for n in range(MOST - 1):
        assert opens(eve, f"again-{n}") == "invite_unknown"
    assert audited(town, "guessing_slowed") == 0


def test_links_that_were_real_are_no_guesses(town: Town) -> None:
    an, used = town.stranger(1), town.token("kinh-te")
    opens(town.stranger(2), used)
    for _ in range(MOST + 1):
        assert opens(an, used) == "invite_used"
    town.now += timedelta(minutes=1)
    assert opens(an, town.token("kinh-te")) == "menu"
