"""Methods that put something new into a chat."""

from datetime import timedelta
from typing import Any

from simulator.botapi import formatting
from simulator.botapi.calls import Call
from simulator.botapi.keyboards import check_markup
from simulator.botapi.refusals import (
    BLOCKED,
    CAPTION_TOO_LONG,
    CHAT_ACTION,
    CHAT_NOT_FOUND,
    EMPTY_FILE,
    EMPTY_TEXT,
    KICKED,
    MIGRATED,
    NO_REPLIED,
    NO_SUCH_ATTACHMENT,
    PARSE_MODE,
    PHOTO_INVALID,
    PHOTO_TOO_BIG,
    STRANGER,
    TEXT_TOO_LONG,
    WRONG_FILE,
    Reason,
    Refused,
)
from simulator.chats import Chat, Json
from simulator.files import StoredFile, picture_size
from simulator.world import World

MAX_TEXT = 4096  # UTF-16 units after parsing; Bot API, sendMessage
MAX_CAPTION = 1024
MAX_PHOTO = 10 * 1024 * 1024
TYPING = timedelta(seconds=5)  # Bot API, sendChatAction
ACTIONS = {
    "typing",
    "upload_photo",
    "record_video",
    "upload_video",
    "record_voice",
    "upload_voice",
    "upload_document",
    "choose_sticker",
    "find_location",
    "record_video_note",
    "upload_video_note",
}


def send_message(call: Call) -> Json:
    text, entities = text_of(call.args, "text", "entities", MAX_TEXT, TEXT_TOO_LONG)
    if not text:
        raise Refused(EMPTY_TEXT)
    return _sent(call, "text", text=text, entities=entities)


def send_document(call: Call) -> Json:
    file = _file(call, "document")
    return _sent(call, "document", file=file, **_caption(call))


def send_photo(call: Call) -> Json:
    file = _file(call, "photo")
    if len(file.content) > MAX_PHOTO:
        raise Refused(PHOTO_TOO_BIG)
    if picture_size(file.content) is None:
        raise Refused(PHOTO_INVALID)
    return _sent(call, "photo", file=file, **_caption(call))


def send_chat_action(call: Call) -> bool:
    chat = reachable_chat(call.world, call.args["chat_id"])
    if call.args["action"] not in ACTIONS:
        raise Refused(CHAT_ACTION)
    chat.typing_until = call.world.clock() + TYPING
    call.world.journal.publish("action", chat=chat.id, action=call.args["action"])
    return True


def known_chat(world: World, chat_id: object) -> Chat:
    """Raises Refused when the bot has never heard of the chat."""
    if not isinstance(chat_id, int) or chat_id not in world.chats:
        raise Refused(CHAT_NOT_FOUND)
    chat = world.chats[chat_id]
    if chat.moved_to is not None:
        raise Refused(MIGRATED, {"migrate_to_chat_id": chat.moved_to})
    return chat


def reachable_chat(world: World, chat_id: object) -> Chat:
    """The chat, when the bot may write into it. Raises Refused."""
    chat = known_chat(world, chat_id)
    if not chat.private:
        if world.bot_id not in chat.members:
            raise Refused(KICKED)
        return chat
    person = world.people[chat.id]
    if person.blocked:
        raise Refused(BLOCKED)
    if not person.started:
        raise Refused(STRANGER)
    return chat


def text_of(
    args: Json, name: str, entities_name: str, limit: int, too_long: Reason
) -> tuple[str, list[Json]]:
    """The plain text and entities that a call gives. Raises Refused."""
    text: str = args.get(name, "")
    mode = args.get("parse_mode", "").lower()
    if mode == "html":
        text, entities = formatting.parse_html(text)
    elif mode:
        raise Refused(PARSE_MODE)
    else:
        entities = formatting.checked(text, args.get(entities_name, []))
    text, entities = formatting.trimmed(text, entities)
    if formatting.utf16_length(text) > limit:
        raise Refused(too_long)
    return text, formatting.with_found(text, entities)


def _caption(call: Call) -> Json:
    text, entities = text_of(
        call.args, "caption", "caption_entities", MAX_CAPTION, CAPTION_TOO_LONG
    )
    return {"text": text, "entities": entities}


def _sent(call: Call, kind: str, **content: Any) -> Json:
    world = call.world
    chat = reachable_chat(world, call.args["chat_id"])
    message = world.post(
        chat,
        world.bot_id,
        kind,
        markup=check_markup(call.args.get("reply_markup")),
        reply_to=_replied(chat, call.args.get("reply_parameters")),
        **content,
    )
    chat.typing_until = None
    return world.message_json(message)


def _replied(chat: Chat, reply: Json | None) -> int | None:
    if reply is None:
        return None
    original = chat.messages.get(reply["message_id"])
    if original is not None and not original.deleted:
        return original.id
    if reply.get("allow_sending_without_reply"):
        return None
    raise Refused(NO_REPLIED)


def _file(call: Call, kind: str) -> StoredFile:
    given: str = call.args[kind]
    if not given.startswith("attach://"):
        known = call.world.files.by_id(given)
        if known is None:
            raise Refused(WRONG_FILE)
        return known
    name = given.removeprefix("attach://")
    upload = call.uploads.get(name)
    if upload is None:
        raise Refused(NO_SUCH_ATTACHMENT, name=name)
    if not upload.content:
        raise Refused(EMPTY_FILE)
    reachable_chat(call.world, call.args["chat_id"])
    return call.world.files.add(upload.content, upload.name, upload.mime, kind + "s")
