"""Looking words up however they are accented: tone placed the old or the new way, or no marks."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Generic, TypeVar

from reporting.text import strip_marks

T = TypeVar("T")
_TONES = "\u0300\u0301\u0303\u0309\u0323"


@lru_cache(maxsize=4096)
def word_key(word: str) -> str:
    """The word with its tone moved to the end, so that "thuỷ" equals "thủy"."""
    apart = unicodedata.normalize("NFD", word.lower())
    letters = "".join(mark for mark in apart if mark not in _TONES)
    tones = "".join(mark for mark in apart if mark in _TONES)
    return unicodedata.normalize("NFC", letters) + tones


@lru_cache(maxsize=4096)
def bare(word: str) -> str:
    return strip_marks(word.lower())


def same_word(typed: str, spelt: str) -> bool:
    """True if `typed` is `spelt`, or is `spelt` without any marks ("sau" is not "sâu")."""
    return word_key(typed) == word_key(spelt) or typed.lower() == bare(spelt)


def listed(phrases: str) -> frozenset[str]:
    """The phrases of a text with ";" between them."""
    return frozenset(" ".join(phrase.split()) for phrase in phrases.split(";") if phrase.strip())


class Words(Generic[T]):
    """A table from single words to values."""

    def __init__(self, table: Mapping[str, T]) -> None:
        self._exact = {word_key(word): value for word, value in table.items()}
        self._bare = {bare(word): value for word, value in reversed(list(table.items()))}

    def find(self, word: str) -> tuple[T, bool] | None:
        """The value, and whether `word` only matched for want of marks ("sau" for "sáu")."""
        key = word_key(word)
        if key in self._exact:
            return self._exact[key], False
        if word.lower() in self._bare:
            return self._bare[word.lower()], True
        return None


class Phrases:
    """A set of phrases of one or more words."""

    def __init__(self, phrases: Iterable[str]) -> None:
        self._by_fold: dict[tuple[str, ...], list[tuple[str, ...]]] = {}
        for phrase in phrases:
            spelling = tuple(phrase.split())
            self._by_fold.setdefault(tuple(map(bare, spelling)), []).append(spelling)
        self._longest = max((len(key) for key in self._by_fold), default=0)
        self._beginnings = {key[0] for key in self._by_fold if key}

    @classmethod
    def listed(cls, phrases: str) -> Phrases:
        """From one text with ";" between the phrases."""
        return cls(listed(phrases))

    def __contains__(self, words: Sequence[str]) -> bool:
        if len(words) > self._longest:
            return False
        spellings = self._by_fold.get(tuple(map(bare, words)), [])
        return any(all(map(same_word, words, spelling)) for spelling in spellings)

    def length_at(self, words: Sequence[str], at: int = 0) -> int:
        """How many words the longest phrase beginning at `at` has; 0 for none."""
        if at >= len(words) or bare(words[at]) not in self._beginnings:
            return 0
        for length in range(min(self._longest, len(words) - at), 0, -1):
            if words[at : at + length] in self:
                return length
        return 0
