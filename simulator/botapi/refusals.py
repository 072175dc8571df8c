"""Everything this Telegram refuses, in one table.

Sources of the texts: [C] tdlib/telegram-bot-api, Client.cpp (`fail_query_with_error`, keyboards);
[Q] the same, Query.cpp and HttpConnection.cpp; [T] tdlib/td, MessageEntity.cpp and
MessagesManager.cpp; [S] error names of Telegram's servers, which the Bot API passes on; [X] ours:
Telegram ignores or silently cuts what these refuse, and no bot should rely on that.
"""

from typing import NamedTuple


class Reason(NamedTuple):
    """An HTTP status and the `description` of the answer."""

    code: int
    text: str


class Refused(Exception):
    """The call is refused. `values` fill the braces of the reason's text; `parameters` go with the
    answer (Bot API, ResponseParameters)."""

    def __init__(
        self, reason: Reason, parameters: dict[str, int] | None = None, **values: object
    ) -> None:
        self.code = reason.code
        self.parameters = parameters or {}
        self.text = reason.text.format(**values) if values else reason.text
        super().__init__(self.text)


UNAUTHORIZED = Reason(401, "Unauthorized")  # [Q]
NOT_FOUND = Reason(404, "Not Found")  # [Q] unknown method, malformed token, unknown file path
CONFLICT = Reason(  # [C]
    409,
    "Conflict: terminated by other getUpdates request; make sure that only one bot instance is "
    "running",
)
WEBHOOK_ACTIVE = Reason(  # [C]
    409,
    "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete "
    "the webhook first",
)
WEBHOOK_REFUSED = Reason(  # [X]
    400, "Bad Request: bad webhook: this Telegram has no internet; use getUpdates"
)
TOO_LARGE = Reason(413, "Request Entity Too Large")  # [Q] uploads over 50 MB

# The call itself
NOT_JSON = Reason(400, "Bad Request: can't parse JSON object")  # [C]
UNKNOWN_PARAMETER = Reason(400, "Bad Request: {method} has no parameter {name}")  # [X]
MISSING_PARAMETER = Reason(400, 'Bad Request: parameter "{name}" is required')  # [C]
WRONG_TYPE = Reason(400, "Bad Request: {name} must be {types}")  # [X] wording
CHAT_ID_EMPTY = Reason(400, "Bad Request: chat_id is empty")  # [C]
PARSE_MODE = Reason(400, "Bad Request: unsupported parse_mode")  # [C]

# Chats and people
CHAT_NOT_FOUND = Reason(400, "Bad Request: chat not found")  # [C]
BLOCKED = Reason(403, "Forbidden: bot was blocked by the user")  # [C]
MIGRATED = Reason(400, "Bad Request: group chat was upgraded to a supergroup chat")  # [C]
STRANGER = Reason(403, "Forbidden: bot can't initiate conversation with a user")  # [C]
KICKED = Reason(403, "Forbidden: bot was kicked from the group chat")  # [C]

# Text
EMPTY_TEXT = Reason(400, "Bad Request: message text is empty")  # [C]
TEXT_TOO_LONG = Reason(400, "Bad Request: message is too long")  # [T]
CAPTION_TOO_LONG = Reason(400, "Bad Request: message caption is too long")  # [T]
CANT_PARSE = Reason(400, "Bad Request: can't parse entities: {why}")  # [C]
ENTITY_BOUNDS = Reason(400, "Bad Request: entity is outside of the text")  # [X]

# Keyboards
BUTTON_ERROR = Reason(400, "Bad Request: can't parse inline keyboard button: {why}")  # [C]
BUTTON_DATA = Reason(400, "Bad Request: BUTTON_DATA_INVALID")  # [S] callback_data over 64 bytes
BUTTON_URL = Reason(  # [C]
    400, "Bad Request: inline keyboard button URL '{url}' is invalid: Wrong HTTP URL"
)
BUTTON_TEXT = Reason(400, "Bad Request: a button has no text")  # [X] Telegram drops the button
MARKUP_TOO_LONG = Reason(400, "Bad Request: reply markup is too long")  # [C] over 100 buttons
ROW_TOO_LONG = Reason(400, "Bad Request: a row of buttons is too long")  # [X] Telegram cuts at 8

# Messages
NO_REPLIED = Reason(400, "Bad Request: message to be replied not found")  # [C]
NO_EDITED = Reason(400, "Bad Request: message to edit not found")  # [C]
CANT_EDIT = Reason(400, "Bad Request: message can't be edited")  # [C]
NO_TEXT_TO_EDIT = Reason(400, "Bad Request: there is no text in the message to edit")  # [C]
NO_CAPTION_TO_EDIT = Reason(400, "Bad Request: there is no caption in the message to edit")  # [C]
NOT_MODIFIED = Reason(  # [C]
    400,
    "Bad Request: message is not modified: specified new message content and reply markup are "
    "exactly the same as a current content and reply markup of the message",
)
NO_DELETED = Reason(400, "Bad Request: message to delete not found")  # [C]
CANT_DELETE = Reason(
    400, "Bad Request: message can't be deleted for everyone"
)  # [C] after 48 hours
OLD_QUERY = Reason(  # [C]
    400, "Bad Request: query is too old and response timeout expired or query ID is invalid"
)
ANSWER_TOO_LONG = Reason(400, "Bad Request: MESSAGE_TOO_LONG")  # [S] over 200 characters
CHAT_ACTION = Reason(400, "Bad Request: wrong parameter action in request")  # [C]

# Files
EMPTY_FILE = Reason(400, "Bad Request: file must be non-empty")  # [T]
WRONG_FILE = Reason(400, "Bad Request: wrong file identifier/HTTP URL specified")  # [C]
WRONG_FILE_ID = Reason(
    400, "Bad Request: wrong file_id or the file is temporarily unavailable"
)  # [C]
NO_SUCH_ATTACHMENT = Reason(400, "Bad Request: there is no {name} in the request")  # [C]
FILE_TOO_BIG = Reason(400, "Bad Request: file is too big")  # [C] getFile over 20 MB
PHOTO_INVALID = Reason(400, "Bad Request: IMAGE_PROCESS_FAILED")  # [S]
PHOTO_TOO_BIG = Reason(400, "Bad Request: too big for a photo")  # [T] over 10 MB

# Commands
COMMAND_INVALID = Reason(400, "Bad Request: BOT_COMMAND_INVALID")  # [S]
COMMAND_DESCRIPTION = Reason(400, "Bad Request: BOT_COMMAND_DESCRIPTION_INVALID")  # [S]
COMMANDS_TOO_MANY = Reason(400, "Bad Request: BOT_COMMANDS_TOO_MUCH")  # [S] over 100

MISSING = {"chat_id": CHAT_ID_EMPTY, "text": EMPTY_TEXT}  # what a missing parameter is called
