"""Every case of the tables, and that the tables are complete."""

from __future__ import annotations

import pytest

from reporting.kinds import KINDS
from tests.unit.kinds.corpus import CASES, Case, cases, told

ALL = [case for kind in sorted(KINDS) if (CASES / f"{kind}.tsv").exists() for case in cases(kind)]


@pytest.mark.parametrize("case", ALL, ids=[case.name for case in ALL])
def test_what_is_typed_is_understood_as_the_table_says(case: Case) -> None:
    assert told(case.kind, case.outcome()) == case.expected, case.text


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_every_kind_has_cases(kind: str) -> None:
    assert list(cases(kind))


def test_every_table_belongs_to_a_kind() -> None:
    assert {table.stem for table in CASES.glob("*.tsv")} == set(KINDS)


def test_the_corpus_is_large_and_asks_nothing_twice() -> None:
    asked = [(case.kind, case.text, case.asked) for case in ALL]
    assert len(asked) >= 400
    assert len(set(asked)) == len(asked)
