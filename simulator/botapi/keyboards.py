"""What Telegram accepts as reply_markup."""

from urllib.parse import urlsplit

from simulator.botapi.refusals import (
    BUTTON_DATA,
    BUTTON_ERROR,
    BUTTON_TEXT,
    BUTTON_URL,
    MARKUP_TOO_LONG,
    ROW_TOO_LONG,
    Refused,
)
from simulator.chats import Json

MAX_DATA_BYTES = 64  # Bot API, InlineKeyboardButton.callback_data
MAX_BUTTONS = 100  # of one inline keyboard
MAX_REPLY_BUTTONS = 300  # tdlib/td, ReplyMarkup.cpp
MAX_ROW = 8  # wider rows are cut
SCHEMES = {"http", "https", "tg"}
LOOKS = {"text", "style", "icon_custom_emoji_id"}  # fields that are no action


def check_markup(markup: Json | None) -> Json | None:
    """The markup itself, None for an empty one. Raises Refused."""
    if markup is None:
        return None
    inline = "inline_keyboard" in markup
    rows: list[list[Json]] = markup.get("inline_keyboard" if inline else "keyboard") or []
    if sum(len(row) for row in rows) > (MAX_BUTTONS if inline else MAX_REPLY_BUTTONS):
        raise Refused(MARKUP_TOO_LONG)
    for row in rows:
        if len(row) > MAX_ROW:
            raise Refused(ROW_TOO_LONG)
        for button in row:
            _check_button(button, inline)
    return None if inline and not any(rows) else markup


def _check_button(button: Json, inline: bool) -> None:
    if not button["text"].strip():
        raise Refused(BUTTON_TEXT)
    if not inline:
        return
    actions = button.keys() - LOOKS
    if not actions:
        raise Refused(BUTTON_ERROR, why="Text buttons are unallowed in the inline keyboard")
    if len(actions) > 1:
        raise Refused(BUTTON_ERROR, why="Exactly one action must be given")
    if "callback_data" in button:
        _check_data(button["callback_data"])
    if "url" in button:
        _check_url(button["url"])


def _check_data(data: str) -> None:
    if not 1 <= len(data.encode()) <= MAX_DATA_BYTES:
        raise Refused(BUTTON_DATA)


def _check_url(url: str) -> None:
    parts = urlsplit(url)
    if parts.scheme not in SCHEMES or not parts.netloc:
        raise Refused(BUTTON_URL, url=url)
