"""How many examples a property is tried with: `--hypothesis-profile=soak` tries many more."""

from __future__ import annotations

from hypothesis import settings

from tests.examples import ORDINARY

# The same examples each time, so that a test that fails was broken by the change at hand.
settings.register_profile(
    "ordinary", max_examples=ORDINARY, deadline=None, derandomize=True, database=None
)
settings.register_profile(
    "soak", max_examples=50 * ORDINARY, deadline=None, derandomize=False, print_blob=True
)
settings.load_profile("ordinary")
