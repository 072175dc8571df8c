"""Text as Telegram takes it."""

import pytest

from simulator.botapi.formatting import parse_html, trimmed, utf16_length, with_found
from simulator.botapi.refusals import Refused
from simulator.chats import Json
from simulator.phone import split_text


def shown(markup: str) -> tuple[str, list[tuple[str, str]]]:
    """The plain text, and each entity with the words it covers."""
    text, entities = parse_html(markup)
    return text, [(entity["type"], words(text, entity)) for entity in entities]


def words(text: str, entity: Json) -> str:
    units = text.encode("utf-16-le")
    first = entity["offset"] * 2
    return units[first : first + entity["length"] * 2].decode("utf-16-le")


@pytest.mark.parametrize(
    ("markup", "text", "entities"),
    [
        ("a <b>đậm</b> <i>xiên</i>", "a đậm xiên", [("bold", "đậm"), ("italic", "xiên")]),
        ("😀<b>sau</b>", "😀sau", [("bold", "sau")]),
        ("<b>a<i>b</i></b>", "ab", [("bold", "ab"), ("italic", "b")]),
        ("<B>to</B> <strong>x</strong>", "to x", [("bold", "to"), ("bold", "x")]),
        ("<u>a</u><del>c</del>", "ac", [("underline", "a"), ("strikethrough", "c")]),
        ("&lt;b&gt; &amp;amp; &quot;x&quot; &#273; &#x1F600;", '<b> &amp; "x" đ 😀', []),
        ("a & b &copy; &", "a & b &copy; &", []),
        ("<tg-spoiler>kín</tg-spoiler>", "kín", [("spoiler", "kín")]),
        ('<span class="tg-spoiler">kín</span>', "kín", [("spoiler", "kín")]),
        ("<blockquote>a\nb</blockquote>", "a\nb", [("blockquote", "a\nb")]),
        ("<blockquote expandable>a</blockquote>", "a", [("expandable_blockquote", "a")]),
        ("<code>x</code><pre>y</pre>", "xy", [("code", "x"), ("pre", "y")]),
        ("<b></b>rỗng", "rỗng", []),
    ],
)  # fmt: skip
def test_html(markup: str, text: str, entities: list[tuple[str, str]]) -> None:
    assert shown(markup) == (text, entities)


def test_links_and_languages() -> None:
    _, (link,) = parse_html('<a href="https://t.me/x?start=1&amp;b">mời</a>')
    assert link == {
        "type": "text_link",
        "offset": 0,
        "length": 3,
        "url": "https://t.me/x?start=1&b",
    }
    assert parse_html('<a href="javascript:1">x</a>') == ("x", [])
    _, (pre,) = parse_html('<pre><code class="language-python">x = 1</code></pre>')
    assert pre == {"type": "pre", "offset": 0, "length": 5, "language": "python"}


@pytest.mark.parametrize(
    ("markup", "why"),
    [
        ("<b>a", 'Can\'t find end tag corresponding to start tag "b"'),
        ("a < b", 'Unclosed start tag at byte offset 2'),
        ("ế </b>", "Unexpected end tag at byte offset 4"),
        ("<b>a</i>", 'Unmatched end tag at byte offset 4, expected "</b>", found "</i>"'),
        ("<h1>a</h1>", 'Unsupported start tag "h1" at byte offset 0'),
        ("a<br>b", 'Unsupported start tag "br" at byte offset 1'),
        ("số < 5 và > 3", 'Unsupported start tag "" at byte offset 5'),
        ("</b", "Unclosed end tag at byte offset 0"),
        ("<span>a</span>", 'Tag "span" must have class "tg-spoiler"'),
    ],
)  # fmt: skip
def test_html_that_cannot_be_parsed(markup: str, why: str) -> None:
    with pytest.raises(Refused) as refused:
        parse_html(markup)
    assert refused.value.text == f"Bad Request: can't parse entities: {why}"


def test_trimming_moves_entities() -> None:
    text, entities = parse_html(" \n<b> đậm </b>\n ")
    assert trimmed(text, entities) == ("đậm", [{"type": "bold", "offset": 0, "length": 3}])
    assert trimmed("  ", [{"type": "bold", "offset": 0, "length": 2}]) == ("", [])


@pytest.mark.parametrize(
    ("text", "entities"),
    [
        ("/baocao ngay", [("bot_command", "/baocao")]),
        ("gõ /xemlai@tonghop_bot.", [("bot_command", "/xemlai@tonghop_bot")]),
        ("15/6/2021, 22/24 đơn vị", []),
        ("xem https://t.me/tonghop_bot?start=a_b-c.", [("url", "https://t.me/tonghop_bot?start=a_b-c")]),
        ("t.me/tonghop_bot?start=x", [("url", "t.me/tonghop_bot?start=x")]),
        ("thư hoa@phuoclong.gov.vn", [("email", "hoa@phuoclong.gov.vn")]),
        ("nhờ @tonghop_bot #baocao #6", [("mention", "@tonghop_bot"), ("hashtag", "#baocao")]),
        ("😀 /huongdan", [("bot_command", "/huongdan")]),
    ],
)  # fmt: skip
def test_what_telegram_finds_by_itself(text: str, entities: list[tuple[str, str]]) -> None:
    found = with_found(text, [])
    assert [(entity["type"], words(text, entity)) for entity in found] == entities


def test_nothing_is_found_in_code() -> None:
    text, entities = parse_html("<code>/start</code> /start")
    kinds = [entity["type"] for entity in with_found(text, entities)]
    assert kinds == ["code", "bot_command"]


def test_apps_split_long_texts() -> None:
    text = "Khó khăn, vướng mắc 😀 " * 500
    parts = split_text(text)
    assert all(0 < utf16_length(part) <= 4096 for part in parts)
    assert " ".join(parts) == text.strip()
    assert [utf16_length(part) for part in split_text("x" * 10_000)] == [4096, 4096, 1808]
    assert split_text("  ") == []
