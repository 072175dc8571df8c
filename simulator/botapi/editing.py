"""Methods that change what is already in a chat, and answers to presses."""

from datetime import timedelta

from simulator.botapi.calls import Call
from simulator.botapi.keyboards import check_markup
from simulator.botapi.refusals import (
    ANSWER_TOO_LONG,
    CANT_DELETE,
    CANT_EDIT,
    CAPTION_TOO_LONG,
    EMPTY_TEXT,
    NO_CAPTION_TO_EDIT,
    NO_DELETED,
    NO_EDITED,
    NO_TEXT_TO_EDIT,
    NOT_MODIFIED,
    OLD_QUERY,
    TEXT_TOO_LONG,
    Reason,
    Refused,
)
from simulator.botapi.sending import MAX_CAPTION, MAX_TEXT, reachable_chat, text_of
from simulator.chats import ChatMessage, Json

DELETABLE = timedelta(hours=48)  # Bot API, deleteMessage
MAX_ANSWER = 200  # Bot API, answerCallbackQuery.text
# Not documented; bots report that the server forgets a query after some tens of seconds.
QUERY_LIFETIME = timedelta(seconds=60)


def edit_message_text(call: Call) -> Json:
    message = _own_message(call)
    if message.kind != "text":
        raise Refused(NO_TEXT_TO_EDIT)
    text, entities = text_of(call.args, "text", "entities", MAX_TEXT, TEXT_TOO_LONG)
    if not text:
        raise Refused(EMPTY_TEXT)
    return _changed(call, message, text, entities)


def edit_message_caption(call: Call) -> Json:
    message = _own_message(call)
    if message.file is None:
        raise Refused(NO_CAPTION_TO_EDIT)
    text, entities = text_of(
        call.args, "caption", "caption_entities", MAX_CAPTION, CAPTION_TOO_LONG
    )
    return _changed(call, message, text, entities)


def edit_message_reply_markup(call: Call) -> Json:
    message = _own_message(call)
    return _changed(call, message, message.text, message.entities)


def delete_message(call: Call) -> bool:
    message = _message(call, NO_DELETED)
    if call.world.clock() - message.date > DELETABLE:
        raise Refused(CANT_DELETE)
    message.deleted = True
    call.world.touch(message)
    return True


def answer_callback_query(call: Call) -> bool:
    world = call.world
    press = world.presses.get(call.args["callback_query_id"])
    if press is None or press.answered or world.clock() - press.at > QUERY_LIFETIME:
        raise Refused(OLD_QUERY)
    text = call.args.get("text", "")
    if len(text) > MAX_ANSWER:
        raise Refused(ANSWER_TOO_LONG)
    del world.waiting[press.id]
    press.answered, press.text = True, text
    press.alert = call.args.get("show_alert", False)
    world.journal.publish("answered", press=press.id, chat=press.message.chat_id)
    return True


def _message(call: Call, missing: Reason) -> ChatMessage:
    chat = reachable_chat(call.world, call.args.get("chat_id"))
    message = chat.messages.get(call.args.get("message_id", 0))
    if message is None or message.deleted:
        raise Refused(missing)
    return message


def _own_message(call: Call) -> ChatMessage:
    message = _message(call, NO_EDITED)
    if not message.from_bot:
        raise Refused(CANT_EDIT)
    return message


def _changed(call: Call, message: ChatMessage, text: str, entities: list[Json]) -> Json:
    """Without reply_markup an edit takes the inline keyboard away, as Telegram does."""
    markup = check_markup(call.args.get("reply_markup"))
    before = (message.text, message.entities, message.markup)
    if before == (text, entities, markup):
        raise Refused(NOT_MODIFIED)
    if before[:2] != (text, entities):
        message.edited = call.world.clock()
    message.text, message.entities, message.markup = text, entities, markup
    call.world.touch(message)
    return call.world.message_json(message)
