"""Every reason a kind can give for not taking an answer as typed, with its parameters.

A reason names a text of the message catalogue: `refused.<reason>` or `doubted.<reason>`. All
parameters are strings or integers already in the reader's habits (digits, unit of measure)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from reporting.answers import Answer
from reporting.kinds.kind import Asked, Doubted, Kind, Option, Refused

REFUSALS: Mapping[str, tuple[str, ...]] = {
    # any kind
    "empty": (),
    "unreadable_text": (),
    "mark_only": ("text",),
    "not_asked": (),
    "same_for_flow": (),
    "same_without_last": (),
    # figures
    "not_a_number": ("text",),
    "vague_number": ("text",),
    "malformed_number": ("text",),
    "fraction": ("shown",),
    "range": ("low", "high"),
    "several_numbers": ("text",),
    "per_unit": ("amount",),
    "percent_given": ("text",),
    "money_given": ("text",),
    "unit_not_money": ("unit",),
    "foreign_currency": ("text",),
    "too_large": ("text",),
    "code_not_number": ("text",),
    "out_of_range": ("low", "high"),
    "off_step": ("low", "high", "step"),
    # text and personal data
    "personal_data": (),
    "several_lines": (),
    "too_long": ("limit",),
    # choices
    "no_such_choice": ("text",),
    "choice_number": ("number", "count"),
    "rank_incomplete": ("missing",),
    "rank_repeated": ("repeated",),
    # dates and times
    "not_a_date": ("text",),
    "no_such_date": ("text",),
    "date_incomplete": ("text",),
    "date_range": ("text",),
    "lunar_date": ("text",),
    "period_not_date": ("text",),
    "not_a_time": ("text",),
    "no_such_time": ("text",),
    "time_range": ("text",),
    "time_missing": ("date",),
    # places, files, notes
    "not_a_place": ("text",),
    "place_out_of_range": ("text",),
    "few_places": ("fewest", "given"),
    "yes_or_no": (),
    "file_expected": (),
    "photo_expected": (),
    "audio_expected": (),
    "video_expected": (),
    "note_only": (),
    "acknowledge_needed": (),
}

DOUBTS: Mapping[str, tuple[str, ...]] = {
    # any kind
    "zero_or_not_yet": (),
    "zero_with_words": ("text",),
    "not_yet_with_words": ("text",),
    "not_applicable_with_words": ("text",),
    "same_as_last": ("shown",),
    "not_yet_or_not_applicable": (),
    # figures
    "ambiguous_separator": ("text",),
    "english_separator": ("text",),
    "decimal_zeros": ("text",),
    "letter_in_number": ("text",),
    "unaccented_word": ("text",),
    "implied_one": ("text",),
    "slang_scale": ("text",),
    "ambiguous_amount": ("text",),
    "large_count": ("text",),
    "two_numbers": ("first", "second"),
    "several_numbers": ("text",),
    "approximate": ("text",),
    "product": ("text", "shown"),
    "sum": ("text", "shown"),
    "digits_and_words": ("digits", "words"),
    "other_unit": ("typed", "wanted"),
    "extra_words": ("words",),
    "negative": ("text",),
    "many_decimals": ("text",),
    # money
    "bare_dong": ("text", "unit"),
    "bare_small": ("text",),
    "dong_fraction": ("text",),
    # percent
    "over_hundred": ("shown",),
    "share_or_percent": ("text",),
    # text
    "decoded_text": ("encoding",),
    # choices
    "choice_ambiguous": ("text",),
    "choice_unsure": ("text",),
    # dates and times
    "date_limit": ("text",),
    "day_unsure": ("text",),
    "year_unsure": ("text",),
    "weekday_unsure": ("text",),
    "weekday_differs": ("weekday", "shown"),
    "far_date": ("shown",),
    "half_of_day": ("text",),
    # places
    "place_swapped": (),
    "place_abroad": (),
}

REASONS: Mapping[str, tuple[str, ...]] = {
    **{f"refused.{reason}": params for reason, params in REFUSALS.items()},
    **{f"doubted.{reason}": params for reason, params in DOUBTS.items()},
}

_LONGEST_QUOTE = 60


def quote(text: str) -> str:
    """What the person typed, short enough to repeat in a sentence."""
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST_QUOTE else line[: _LONGEST_QUOTE - 1] + "…"


def refused(reason: str, **params: object) -> Refused:
    assert set(params) == set(REFUSALS[reason]), reason
    return Refused(reason, params)


def doubted(
    kind: Kind, asked: Asked, reason: str, answers: Iterable[Answer], **params: object
) -> Doubted:
    """A doubt whose options read as `kind` shows them; a standing without a value reads ""."""
    assert set(params) == set(DOUBTS[reason]), reason
    options = tuple(Option(kind.show(answer.value, asked), answer) for answer in answers)
    return Doubted(reason, options, params)
