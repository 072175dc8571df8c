"""A town with its first round open, as in the tests of use cases."""

from tests.usecases.conftest import library, season, town

__all__ = ["library", "season", "town"]
