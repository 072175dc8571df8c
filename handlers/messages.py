"""Everything people write or send that is not a command, and what they press."""

from __future__ import annotations

from typing import TYPE_CHECKING

from telegram import Update
from telegram.ext import (
    CallbackQueryHandler,
    ChatMemberHandler,
    MessageHandler,
    TypeHandler,
    filters,
)

from handlers.reception import of
from reporting.answers import FileValue
from reporting.file_types import file_label
from usecases import speak
from usecases.guiding.guide import show_guide
from usecases.help import ignore
from usecases.people.membership import note_block

if TYPE_CHECKING:
    from typing import Any

    from telegram import Message
    from telegram.ext import BaseHandler, ContextTypes

# What Telegram may bring that no question asks for, by the attribute of its message.
_UNEXPECTED = ("sticker", "venue", "poll", "dice", "game", "story")
# Files beside documents and photos, by attribute: what they are called and of which type they are
# where Telegram does not say.
_FILES = {
    "animation": ("anh-dong.mp4", "video/mp4"),
    "audio": ("ghi-am.mp3", "audio/mpeg"),
    "video": ("video.mp4", "video/mp4"),
    "video_note": ("video.mp4", "video/mp4"),
    "voice": ("tin-thoai.ogg", "audio/ogg"),
}
_RECORDINGS = filters.ANIMATION | filters.AUDIO | filters.VIDEO | filters.VIDEO_NOTE | filters.VOICE


async def text(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    message = update.effective_message
    assert message is not None and message.text is not None
    words = message.text
    replied = message.reply_to_message.message_id if message.reply_to_message else None
    forwarded = message.forward_origin is not None
    await of(context).settle(
        update, lambda desk: speak.typed(desk, words, replied, forwarded=forwarded)
    )


async def unknown_command(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    await of(context).settle(update, show_guide)


async def press(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    query = update.callback_query
    assert query is not None
    data = query.data or ""
    of(context).answer_press(query.id)
    await of(context).settle(update, lambda desk: speak.pressed(desk, data))


async def file(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    message = update.effective_message
    assert message is not None
    value, caption = file_of(message), message.caption or ""
    album = message.media_group_id or ""
    what = "photo" if message.document is None else "file"
    await of(context).settle(
        update, lambda desk: speak.attached(desk, value, caption, what=what, album=album)
    )


async def recording(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    """Sound or moving pictures; only a question of that kind wants them."""
    message = update.effective_message
    assert message is not None
    value, what = recorded(message)
    album = message.media_group_id or ""
    await of(context).settle(
        update, lambda desk: speak.recorded(desk, value, what=what, album=album)
    )


async def location(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    place = update.effective_message.location if update.effective_message else None
    assert place is not None
    latitude, longitude = _degrees(place.latitude), _degrees(place.longitude)
    await of(context).settle(update, lambda desk: speak.located(desk, latitude, longitude))


def _degrees(angle: float) -> str:
    """To the decimetre, as XForms writes it."""
    return f"{angle:.6f}".rstrip("0").rstrip(".")


async def edited(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    message = update.effective_message
    if message is not None and message.location is not None:  # a live location moves on by itself
        await of(context).quietly(update, ignore)
        return
    words = (message.text or message.caption or "") if message else ""
    await of(context).settle(update, lambda desk: speak.edited(desk, words))


async def contact(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    shared = update.effective_message.contact if update.effective_message else None
    assert shared is not None
    phone, owner = shared.phone_number, shared.user_id
    await of(context).settle(update, lambda desk: speak.contact(desk, phone, owner))


async def unexpected(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    message = update.effective_message
    what = next((name for name in _UNEXPECTED if getattr(message, name, None)), "other")
    await of(context).settle(update, lambda desk: speak.unexpected(desk, what))


async def membership(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    change = update.my_chat_member
    assert change is not None
    blocked = change.new_chat_member.status in ("kicked", "left")
    await of(context).quietly(update, lambda desk: note_block(desk, blocked=blocked))


async def leftover(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    await of(context).quietly(update, ignore)


def file_of(message: Message) -> FileValue:
    """A document, or the largest size of a photo, which has neither name nor type of its own: it
    is called after its message, short enough to be read back."""
    if message.document is not None:
        document = message.document
        return FileValue(
            name=file_label(document.file_name or document.file_unique_id),
            mime=document.mime_type or "application/octet-stream",
            size=document.file_size or 0,
            file_id=document.file_id,
        )
    photo = message.photo[-1]
    name = f"anh-{message.message_id}.jpg"
    return FileValue(name, "image/jpeg", photo.file_size or 0, photo.file_id)


def recorded(message: Message) -> tuple[FileValue, str]:
    """The file, and what it is."""
    what = next(name for name in _FILES if getattr(message, name, None))
    sent, (name, mime) = getattr(message, what), _FILES[what]
    value = FileValue(
        name=file_label(getattr(sent, "file_name", None) or name),
        mime=getattr(sent, "mime_type", None) or mime,
        size=sent.file_size or 0,
        file_id=sent.file_id,
    )
    return value, what


def message_handlers() -> list[BaseHandler[Update, Any, Any]]:
    """In the order they are tried; the last one takes whatever is left."""
    return [
        CallbackQueryHandler(press),
        ChatMemberHandler(membership, ChatMemberHandler.MY_CHAT_MEMBER),
        MessageHandler(filters.UpdateType.EDITED, edited),
        MessageHandler(filters.COMMAND, unknown_command),
        MessageHandler(filters.TEXT, text),
        MessageHandler(filters.CONTACT, contact),
        MessageHandler(_RECORDINGS, recording),
        MessageHandler(filters.Document.ALL | filters.PHOTO, file),
        MessageHandler(filters.LOCATION & ~filters.VENUE, location),
        MessageHandler(filters.ALL & ~filters.StatusUpdate.ALL, unexpected),
        TypeHandler(Update, leftover),
    ]
