"""Methods about the bot itself: who it is, its commands and menu button, files, webhook."""

import re
from typing import Any

from simulator.botapi.calls import Call
from simulator.botapi.refusals import (
    COMMAND_DESCRIPTION,
    COMMAND_INVALID,
    COMMANDS_TOO_MANY,
    FILE_TOO_BIG,
    WEBHOOK_REFUSED,
    WRONG_FILE_ID,
    Refused,
)
from simulator.botapi.sending import known_chat
from simulator.chats import Json, Webhook
from simulator.webhook import on_this_machine
from simulator.world import World

MAX_DOWNLOAD = 20 * 1024 * 1024  # Bot API, getFile
MAX_COMMANDS = 100
COMMAND = re.compile(r"[a-z0-9_]{1,32}")
MAX_DESCRIPTION = 256
DEFAULT_BUTTON = {"type": "commands"}


def get_me(call: Call) -> Json:
    abilities = {
        "can_join_groups": True,
        "can_read_all_group_messages": False,
        "supports_inline_queries": False,
        "can_connect_to_business": False,
        "has_main_web_app": False,
        "has_topics_enabled": False,
        "allows_users_to_create_topics": False,
    }
    return {**call.world.bot, **abilities}


def get_file(call: Call) -> Json:
    file = call.world.files.by_id(call.args["file_id"])
    if file is None:
        raise Refused(WRONG_FILE_ID)
    if len(file.content) > MAX_DOWNLOAD:
        raise Refused(FILE_TOO_BIG)
    return {
        "file_id": call.args["file_id"],
        "file_unique_id": file.unique_id,
        "file_size": len(file.content),
        "file_path": file.path,
    }


def set_my_commands(call: Call) -> bool:
    commands: list[Json] = call.args["commands"]
    if len(commands) > MAX_COMMANDS:
        raise Refused(COMMANDS_TOO_MANY)
    for command in commands:
        if not COMMAND.fullmatch(command["command"]):
            raise Refused(COMMAND_INVALID)
        if not 1 <= len(command["description"]) <= MAX_DESCRIPTION:
            raise Refused(COMMAND_DESCRIPTION)
    call.world.commands[_scope(call)] = commands
    call.world.journal.publish("commands")
    return True


def delete_my_commands(call: Call) -> bool:
    call.world.commands.pop(_scope(call), None)
    call.world.journal.publish("commands")
    return True


def get_my_commands(call: Call) -> list[Json]:
    return call.world.commands.get(_scope(call), [])


def set_chat_menu_button(call: Call) -> bool:
    chat_id = call.args.get("chat_id", 0)
    if chat_id:
        known_chat(call.world, chat_id)
    call.world.menu_buttons[chat_id] = call.args.get("menu_button", DEFAULT_BUTTON)
    return True


def get_chat_menu_button(call: Call) -> Json:
    return call.world.menu_buttons.get(call.args.get("chat_id", 0), DEFAULT_BUTTON)


def set_webhook(call: Call) -> bool:
    url = call.args["url"]
    if not url:
        return delete_webhook(call)
    if not on_this_machine(url):
        raise Refused(WEBHOOK_REFUSED)
    world = call.world
    world.webhook = Webhook(url, call.args.get("secret_token", ""))
    if "allowed_updates" in call.args:
        world.updates.want(call.args["allowed_updates"])
    world.updates.interrupt()
    world.journal.publish("webhook")
    return True


def delete_webhook(call: Call) -> bool:
    call.world.webhook = None
    if call.args.get("drop_pending_updates"):
        call.world.updates.drop()
    return True


def get_webhook_info(call: Call) -> Json:
    world = call.world
    return {
        "url": world.webhook.url if world.webhook else "",
        "has_custom_certificate": False,
        "pending_update_count": len(world.updates.pending),
    }


def menu_of(world: World, chat_id: int) -> list[Json]:
    """The commands that a person sees in a private chat, most specific scope first."""
    scopes = [f"chat:{chat_id}", "all_private_chats", "default"]
    for scope in scopes:
        for language in ("vi", ""):
            if commands := world.commands.get((scope, language)):
                return commands
    return []


def _scope(call: Call) -> tuple[str, str]:
    scope: dict[str, Any] = call.args.get("scope", {"type": "default"})
    name: str = scope["type"]
    if "chat_id" in scope:
        known_chat(call.world, scope["chat_id"])
        name = f"{name}:{scope['chat_id']}"
    return name, call.args.get("language_code", "")
