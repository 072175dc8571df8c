"""What a person said comes back exactly, whatever its type."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reporting.answers import Answer, FileValue, Standing
from storage.codec import answer_from_json, answer_to_json, pack, unpack, value_to_json
from storage.tables.columns import storable

TEXTS = st.text(st.characters(codec="utf-8"), max_size=40)
FILES = st.builds(
    FileValue, TEXTS, TEXTS, st.integers(0, 2**40), file_id=TEXTS, sha256=st.sampled_from(["", "a"])
)
ZONES = st.sampled_from([None, UTC, timezone(timedelta(hours=7))])
VALUES = st.one_of(
    st.none(),
    st.integers(-(10**30), 10**30),
    st.decimals(allow_nan=False),
    TEXTS,
    st.dates(),
    st.times(),
    st.datetimes(timezones=ZONES),
    st.lists(TEXTS, max_size=5).map(tuple),
    FILES,
)
ANSWERS = st.builds(
    Answer,
    VALUES,
    st.sampled_from(Standing),
    st.booleans(),
    TEXTS,
    st.one_of(st.none(), st.dates()),
)


@given(ANSWERS)
def test_an_answer_survives_json(answer: Answer) -> None:
    read = answer_from_json(json.loads(json.dumps(answer_to_json(answer))))
    assert read == answer
    assert type(read.value) is type(answer.value)
    assert str(read.value) == str(answer.value)  # 1.50 is not 1.5


@pytest.mark.parametrize("value", [True, 1.5, ["a"], {"a": 1}])
def test_what_is_no_value_is_refused(value: object) -> None:
    with pytest.raises(KeyError):
        value_to_json(value)  # type: ignore[arg-type]


@given(st.dictionaries(st.from_regex(r"[a-z]{1,8}(/[a-z]{1,8}\.(md|toml))?", fullmatch=True),
                       st.binary(max_size=200)))  # fmt: skip
def test_files_survive_packing(files: dict[str, bytes]) -> None:
    assert unpack(pack(files)) == files
    assert pack(dict(reversed(files.items()))) == pack(files)


@given(st.text())
def test_s27_any_text_can_be_stored_and_json_stays_the_same_json(text: str) -> None:
    storable(text).encode()
    assert "\0" not in storable(text)
    assert json.loads(storable(json.dumps(text, ensure_ascii=False))) == text


def test_a_text_without_faults_is_left_alone() -> None:
    assert storable("xã Phước Tín \N{GRINNING FACE}") == "xã Phước Tín \N{GRINNING FACE}"
    assert datetime(2021, 6, 15, tzinfo=UTC).isoformat() in storable("2021-06-15T00:00:00+00:00")
