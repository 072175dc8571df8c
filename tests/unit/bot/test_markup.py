import html
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.speaking.markup import BadMarkup, parse, utf16_length

TAGS = ("b", "i", "u", "code", "blockquote")
words = st.text(alphabet="aơộ &<>\n\U0001f600", max_size=30)


@st.composite
def marked_texts(draw: st.DrawFn, depth: int = 3) -> str:
    """Well-formed markup of nested tags around hostile text."""
    written = []
    for _ in range(draw(st.integers(0, 4))):
        if depth and draw(st.booleans()):
            tag = draw(st.sampled_from(TAGS))
            written.append(f"<{tag}>{draw(marked_texts(depth - 1))}</{tag}>")
        else:
            written.append(html.escape(draw(words)))
    return "".join(written)


def plain_of(markup: str) -> str:
    return html.unescape(re.sub(r"</?[a-z]+>", "", markup))


def without_space(text: str) -> str:
    return "".join(text.split())


@given(marked_texts(), st.integers(4, 60))
def test_r18_pieces_are_well_formed_fit_and_lose_nothing_but_white_space(
    text: str, limit: int
) -> None:
    pieces = parse(text).pieces(limit)
    for piece in pieces:
        assert 0 < utf16_length(plain_of(piece)) <= limit
        assert parse(piece).plain == plain_of(piece), "each piece is markup by itself"
    together = "".join(plain_of(piece) for piece in pieces)
    assert without_space(together) == without_space(plain_of(text))


@given(marked_texts(), st.integers(4, 60))
def test_every_character_keeps_its_tags(text: str, limit: int) -> None:
    def marks(markup: str) -> list[tuple[str, frozenset[str]]]:
        marked = parse(markup)
        return [
            (character, frozenset(s.tag for s in marked.spans if s.start <= at < s.end))
            for at, character in enumerate(marked.plain)
            if not character.isspace()
        ]

    assert [m for piece in parse(text).pieces(limit) for m in marks(piece)] == marks(text)


def test_a_text_that_fits_stays_as_it_is() -> None:
    text = 'Mã <code>7KQ2</code>: <b>1 &lt; 2 &amp; <i>3</i></b> <a href="https://a.vn/?x&amp;y">đây</a>'
    assert parse(text).pieces(100) == [text]


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("một hai\n\nba bốn năm", ["một hai", "ba bốn năm"]),
        ("một hai\nba bốn năm", ["một hai", "ba bốn năm"]),
        ("một hai ba bốn", ["một hai ba", "bốn"]),
        ("<b>một hai ba bốn</b>", ["<b>một hai ba</b>", "<b>bốn</b>"]),
        ("mộthaibabốnnăm", ["mộthaibabố", "nnăm"]),
        ("a mộthaibabốnnăm", ["a", "mộthaibabố", "nnăm"]),
        ("\U0001f600" * 7, ["\U0001f600" * 5, "\U0001f600" * 2]),
    ],
)
def test_cuts_are_between_paragraphs_else_lines_else_words(text: str, pieces: list[str]) -> None:
    assert parse(text).pieces(10) == pieces


def test_text_is_composed_and_freed_of_what_telegram_refuses() -> None:
    decomposed = "Ho\u0302\u0323\x00 \ud800ngh\x0be\u0300o"
    assert parse(decomposed).plain == "Hộ nghèo"


def test_blank_lines_and_spaces_around_are_taken_out() -> None:
    assert parse("\n a \n\n \n\nb\n\n").plain == "a\n\nb"


@pytest.mark.parametrize(
    "text", ["<b>a", "a</b>", "<b><i>a</b></i>", "<h1>a</h1>", "1 < 2", "<br>", "<B>a</B>", "a <"]
)
def test_what_telegram_would_refuse_is_found_here(text: str) -> None:
    with pytest.raises(BadMarkup):
        parse(text)


def test_nothing_gives_no_pieces() -> None:
    assert parse(" \n <b> </b>").pieces(10) == []
