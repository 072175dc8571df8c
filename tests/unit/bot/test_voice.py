from datetime import timedelta, timezone
from pathlib import Path
from typing import Any

import pytest

from bot.speaking.markup import parse, utf16_length
from bot.speaking.voice import Part, Voice, simpler
from usecases.records import Button, Message, OutgoingFile

ZONE = timezone(timedelta(hours=7))
CAPTION = 1024
TEXT = 4096


@pytest.fixture
def voice(tmp_path: Path) -> Voice:
    texts = {
        "phrases.toml": 'resent = "(gửi lại)"\nfallback = "Chưa trình bày được."\n'
        'moment = "%H:%M ngày {day}"\n',
        "buttons.toml": 'submit = "Nộp báo cáo"\nyes = "Đúng, {text}"\nshare_contact = "Gửi số"\n',
        "reasons.toml": '[refused]\ntoo_big = "lớn hơn {limit}"\n',
        "hello.j2": "Chào <b>{{ name }}</b>.\n",
        "long.j2": "<b>{{ text }}</b>",
        "closed.j2": "{{ question }}\n<b>{{ shown }}</b>",
        "empty.j2": "{% if false %}x{% endif %}",
        "broken.j2": "<b>{{ name }}",
        "why.j2": "Chưa nhận: {{ reason(code, params) }}.",
        "formats.j2": "{{ at|luc }}; {{ on|ngay }}; {{ count|so }}; {{ share|so_le(1) }}",
    }
    for name, text in texts.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    return Voice(ZONE, tmp_path)


def parts(voice: Voice, message: Message) -> tuple[Part, ...]:
    rendered = voice.render(message)
    assert rendered.fault == ""
    return rendered.parts


def texts(made: tuple[Part, ...]) -> list[str]:
    return [parse(part.payload["text"]).plain for part in made]


def test_values_are_text_whatever_they_hold(voice: Voice) -> None:
    (part,) = parts(voice, Message("hello", {"name": '<i>An</i> & "Bình" {{ 1 }}'}))
    assert part.method == "sendMessage"
    assert part.payload["text"] == 'Chào <b>&lt;i&gt;An&lt;/i&gt; &amp; "Bình" {{ 1 }}</b>.'
    assert part.payload["parse_mode"] == "HTML"


def test_buttons_stand_under_the_last_part(voice: Voice) -> None:
    rows = (
        (Button("c:1:submit::0:", label="submit"), Button("c:1:answer::0:1", "yes", "13 hộ")),
        (Button(text="Trang", url="https://example.vn"),),
    )
    made = parts(voice, Message("long", {"text": "từ " * 3000}, buttons=rows))
    assert len(made) > 1
    assert all("reply_markup" not in part.payload for part in made[:-1])
    assert made[-1].payload["reply_markup"] == {
        "inline_keyboard": [
            [
                {"text": "Nộp báo cáo", "callback_data": "c:1:submit::0:"},
                {"text": "Đúng, 13 hộ", "callback_data": "c:1:answer::0:1"},
            ],
            [{"text": "Trang", "url": "https://example.vn"}],
        ]
    }


@pytest.mark.parametrize("text", ["Hộ nghèo. " * 1000, "\U0001f600" * 6000, "x" * 10000])
def test_long_text_is_cut_into_parts_that_fit_even_marked_as_sent_again(
    voice: Voice, text: str
) -> None:
    made = parts(voice, Message("long", {"text": text}))
    assert "".join("".join(texts(made)).split()) == "".join(text.split())
    for part in made:
        again = voice.marked_resent(part)
        assert utf16_length(parse(again.payload["text"]).plain) <= TEXT
        assert again.payload["text"].startswith("(gửi lại)\n")


def test_a_file_carries_its_text_as_caption_if_that_fits(voice: Voice) -> None:
    file = OutgoingFile("ab" * 32, "báo cáo.docx", "application/msword")
    (part,) = parts(voice, Message("hello", {"name": "An"}, file=file))
    assert part.method == "sendDocument"
    assert part.payload["caption"] == "Chào <b>An</b>."
    assert part.payload["document"] == {
        "sha256": "ab" * 32,
        "name": "báo cáo.docx",
        "mime": "application/msword",
    }
    again = voice.marked_resent(part)
    assert again.payload["caption"] == "(gửi lại)\nChào <b>An</b>."

    button = ((Button("s:a:", label="submit"),),)
    before, after = parts(voice, Message("long", {"text": "từ " * 500}, button, file=file))
    assert before.method == "sendMessage"
    assert "caption" not in after.payload
    assert "reply_markup" in after.payload
    assert voice.marked_resent(after).payload["caption"] == "(gửi lại)"


def test_a_picture_goes_as_a_photo_and_if_refused_as_a_document(voice: Voice) -> None:
    file = OutgoingFile("ab" * 32, "a.png", "image/png")
    (part,) = parts(voice, Message("hello", {"name": "An"}, file=file))
    assert part.method == "sendPhoto"
    document = simpler(part)
    assert document is not None
    assert document.method == "sendDocument"
    assert document.payload["document"]["name"] == "a.png"


def test_marked_text_becomes_plain_when_it_is_refused(voice: Voice) -> None:
    (part,) = parts(voice, Message("hello", {"name": "A & B"}))
    plain = simpler(part)
    assert plain is not None
    assert plain.payload["text"] == "Chào A & B."
    assert "parse_mode" not in plain.payload
    assert simpler(plain) is None


def test_closing_a_question_edits_the_message_that_asked_it(voice: Voice) -> None:
    params = {"question": "Số hộ nghèo?", "shown": "13 hộ"}
    (part,) = parts(voice, Message("closed", params, edits_telegram_id=77))
    assert part.method == "editMessageText"
    assert part.payload["message_id"] == 77
    assert part.payload["text"] == "Số hộ nghèo?\n<b>13 hộ</b>"
    assert "reply_markup" not in part.payload, "the keyboard goes"
    assert voice.marked_resent(part) == part, "an edit may be repeated silently"
    (own,) = parts(voice, Message("closed", params, edits_message=5))
    assert own.payload["edits_message"] == 5
    (bare,) = parts(voice, Message("empty", edits_telegram_id=77))
    assert bare == Part("editMessageReplyMarkup", {"message_id": 77})


def test_a_persistent_keyboard_may_ask_for_the_contact(voice: Voice) -> None:
    message = Message("hello", {"name": "An"}, reply_keyboard=(("Báo cáo",),), ask_contact=True)
    (part,) = parts(voice, message)
    assert part.payload["reply_markup"] == {
        "keyboard": [[{"text": "Gửi số", "request_contact": True}], [{"text": "Báo cáo"}]],
        "resize_keyboard": True,
        "is_persistent": True,
    }


def test_reasons_and_formats(voice: Voice) -> None:
    params = {"code": "refused.too_big", "params": {"limit": "<5"}}
    (part,) = parts(voice, Message("why", params))
    assert part.payload["text"] == "Chưa nhận: lớn hơn &lt;5."
    shown = {"at": "2021-06-05T02:05:00+00:00", "on": "2021-01-30", "count": 14560, "share": 85.75}
    (part,) = parts(voice, Message("formats", shown))
    assert part.payload["text"] == "09:05 ngày 05/6/2021; 30/01/2021; 14.560; 85,8"


BUTTON = ((Button("s:a:", label="submit"),),)


@pytest.mark.parametrize(
    ("message", "buttons_stay"),
    [
        (Message("unknown_kind", buttons=BUTTON), True),
        (Message("hello", {"nme": "An"}, BUTTON), True),
        (Message("broken", {"name": "An"}, BUTTON), True),
        (Message("empty", buttons=BUTTON), True),
        (Message("why", {"code": "none", "params": {}}, BUTTON), True),
        (Message("hello", {"name": "An"}, ((Button("x" * 65, label="submit"),),)), False),
        (Message("hello", {"name": "An"}, ((Button("s:a:", label="none"),),)), False),
        (Message("hello", {"name": "An"}, ((Button("", label="submit"),),)), False),
    ],
)
def test_a_message_that_cannot_be_rendered_is_replaced_and_told(
    voice: Voice, message: Message, buttons_stay: bool
) -> None:
    rendered = voice.render(message)
    assert rendered.fault.startswith(message.kind)
    (part,) = rendered.parts
    assert part.payload["text"] == "Chưa trình bày được."
    assert ("reply_markup" in part.payload) is buttons_stay


def test_a_file_is_sent_even_if_its_text_fails(voice: Voice) -> None:
    file = OutgoingFile("ab" * 32, "a.docx", "application/msword")
    rendered = voice.render(Message("hello", {}, file=file))
    assert rendered.fault
    payload: Any = rendered.parts[0].payload
    assert payload["document"]["sha256"] == file.sha256
