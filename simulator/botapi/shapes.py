"""Users, chats and messages as the Bot API shows them (JSON-ready dictionaries)."""

from simulator.chats import Chat, ChatMessage, Json, Person
from simulator.files import StoredFile, photo_sizes


def user(person: Person) -> Json:
    fields = {
        "id": person.id,
        "is_bot": False,
        "first_name": person.first_name,
        "last_name": person.last_name,
        "username": person.username,
        "language_code": "vi",
    }
    return {name: value for name, value in fields.items() if value != ""}


def chat(chat: Chat, person: Person | None) -> Json:
    """A chat; `person` is the other side of a private one."""
    if chat.private and person is not None:
        shown = user(person)
        names = ("first_name", "last_name", "username")
        fields = {name: shown[name] for name in names if name in shown}
        return {"id": chat.id, "type": "private", **fields}
    return {"id": chat.id, "type": "supergroup", "title": chat.title}


def message(message: ChatMessage, chat_json: Json, sender: Json, replied: Json | None) -> Json:
    """A message as it stands in an update or an answer."""
    shown: Json = {
        "message_id": message.id,
        "from": sender,
        "chat": chat_json,
        "date": int(message.date.timestamp()),
    }
    if message.edited is not None:
        shown["edit_date"] = int(message.edited.timestamp())
    if replied is not None:
        shown["reply_to_message"] = replied
    shown |= _content(message)
    inline = (message.markup or {}).get("inline_keyboard")
    if inline:
        shown["reply_markup"] = {"inline_keyboard": inline}
    return shown


def _content(message: ChatMessage) -> Json:
    entities = {"entities": message.entities} if message.entities else {}
    if message.kind == "text":
        return {"text": message.text, **entities}
    if message.kind == "contact":
        return {"contact": message.contact}
    assert message.file is not None
    shown: Json = {message.kind: file(message.file, message.kind)}
    if message.text:
        shown["caption"] = message.text
        if message.entities:
            shown["caption_entities"] = message.entities
    return shown


def file(file: StoredFile, kind: str) -> Json | list[Json]:
    """A document, photo (its sizes), sticker or voice."""
    if kind == "photo":
        return [_photo_size(file, *size) for size in photo_sizes(file)]
    shown: Json = {
        "file_id": file.id,
        "file_unique_id": file.unique_id,
        "file_size": len(file.content),
    }
    if kind == "sticker":
        look = {"type": "regular", "width": 512, "height": 512, "emoji": "👍"}
        return {**shown, **look, "is_animated": False, "is_video": False}
    if kind == "voice":
        return {**shown, "duration": 3, "mime_type": file.mime}
    return {**shown, "file_name": file.name, "mime_type": file.mime}


def _photo_size(file: StoredFile, file_id: str, width: int, height: int) -> Json:
    number = file_id.rpartition("-size")[2]
    return {
        "file_id": file_id,
        "file_unique_id": f"{file.unique_id}{number}",
        "file_size": len(file.content),
        "width": width,
        "height": height,
    }


def membership(bot: Json, status: str) -> Json:
    """A ChatMember of the bot."""
    return {"user": bot, "status": status, **({"until_date": 0} if status == "kicked" else {})}
