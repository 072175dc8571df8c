"""The HTTP face of the Bot API: /bot<token>/<method> and /file/bot<token>/<path>."""

import asyncio
import hmac
import re
from collections.abc import Callable
from typing import Any

from aiohttp import web

from simulator.botapi import description, editing, sending, settings
from simulator.botapi.calls import Call, Upload, read_request
from simulator.botapi.refusals import (
    CONFLICT,
    NOT_FOUND,
    UNAUTHORIZED,
    WEBHOOK_ACTIVE,
    Refused,
)
from simulator.chats import Call as AcceptedCall
from simulator.chats import Json, Refusal
from simulator.faults import Fault, Faults
from simulator.world import World

METHODS: dict[str, Callable[[Call], Any]] = {
    "getMe": settings.get_me,
    "getFile": settings.get_file,
    "setMyCommands": settings.set_my_commands,
    "deleteMyCommands": settings.delete_my_commands,
    "getMyCommands": settings.get_my_commands,
    "setChatMenuButton": settings.set_chat_menu_button,
    "getChatMenuButton": settings.get_chat_menu_button,
    "setWebhook": settings.set_webhook,
    "deleteWebhook": settings.delete_webhook,
    "getWebhookInfo": settings.get_webhook_info,
    "sendMessage": sending.send_message,
    "sendDocument": sending.send_document,
    "sendPhoto": sending.send_photo,
    "sendChatAction": sending.send_chat_action,
    "editMessageText": editing.edit_message_text,
    "editMessageCaption": editing.edit_message_caption,
    "editMessageReplyMarkup": editing.edit_message_reply_markup,
    "deleteMessage": editing.delete_message,
    "answerCallbackQuery": editing.answer_callback_query,
}
TOKEN = re.compile(r"\d+:[\w-]+")
MAX_LIMIT = 100  # Bot API, getUpdates
MAX_TIMEOUT = 50  # tdlib/telegram-bot-api, Client.h: LONG_POLL_MAX_TIMEOUT


class BotApiServer:
    """Answers the bot. One world, one token."""

    def __init__(self, world: World, token: str, faults: Faults) -> None:
        self._world = world
        self._token = token
        self._faults = faults

    def routes(self) -> list[web.RouteDef]:
        return [
            web.route("*", "/bot{token:[^/]+}/{method}", self._call),
            web.get("/file/bot{token:[^/]+}/{path:.+}", self._download),
        ]

    async def _call(self, request: web.Request) -> web.StreamResponse:
        given = request.match_info["method"]
        method = description.METHOD_NAMES.get(given.lower(), given)
        fault = self._faults.take(method)
        refused = fault is not None and not fault.accepts
        answer = None if refused else await self._answer(request, method)
        if self._faults.delay:
            await asyncio.sleep(self._faults.delay)
        if fault is not None:
            return await self._spoiled(request, fault, answer)
        assert answer is not None
        return answer

    async def _answer(self, request: web.Request, method: str) -> web.Response:
        raw: Json = {}
        try:
            self._check_token(request.match_info["token"])
            raw, uploads = await read_request(request)
            result = await self._result(method, raw, uploads)
        except Refused as refused:
            self._note_refusal(method, raw, refused)
            return failure(refused.code, refused.text, **refused.parameters)
        return web.json_response({"ok": True, "result": result})

    async def _result(self, method: str, raw: Json, uploads: dict[str, Upload]) -> Any:
        if method not in description.METHODS:
            raise Refused(NOT_FOUND)
        args = description.arguments(method, raw, uploads)
        if method == "getUpdates":
            return await self._updates(args)
        result = METHODS[method](Call(self._world, args, uploads))
        self._world.calls.append(AcceptedCall(method, args, self._world.clock()))
        return result

    async def _updates(self, args: Json) -> list[Json]:
        if self._world.webhook is not None:
            raise Refused(WEBHOOK_ACTIVE)
        limit = args.get("limit", MAX_LIMIT)
        return await self._world.updates.poll(
            args.get("offset", 0),
            limit if 1 <= limit <= MAX_LIMIT else MAX_LIMIT,
            min(args.get("timeout", 0), MAX_TIMEOUT),
            args.get("allowed_updates"),
        )

    def _check_token(self, token: str) -> None:
        if self._faults.token_revoked:
            raise Refused(UNAUTHORIZED)
        if not hmac.compare_digest(token.encode(), self._token.encode()):
            raise Refused(UNAUTHORIZED if TOKEN.fullmatch(token) else NOT_FOUND)

    def _note_refusal(self, method: str, raw: Json, refused: Refused) -> None:
        world = self._world
        world.refusals.append(Refusal(method, raw, refused.code, refused.text, world.clock()))
        world.journal.publish("refusal", method=method, error=refused.text)

    async def _spoiled(
        self, request: web.Request, fault: Fault, answer: web.Response | None
    ) -> web.StreamResponse:
        """What the bot gets instead of its answer."""
        if fault.seconds:
            await asyncio.sleep(fault.seconds)
        if fault.closes:
            if request.transport is not None:
                request.transport.abort()
            return web.Response()
        if answer is not None:
            return answer
        if fault.code == CONFLICT.code:
            return failure(*CONFLICT)
        if fault.retry_after:
            text = f"Too Many Requests: retry after {fault.retry_after}"
            return failure(429, text, retry_after=fault.retry_after)
        return failure(fault.code, "Internal Server Error")

    async def _download(self, request: web.Request) -> web.StreamResponse:
        try:
            self._check_token(request.match_info["token"])
        except Refused as refused:
            return failure(refused.code, refused.text)
        file = self._world.files.by_path(request.match_info["path"])
        if file is None:
            return failure(*NOT_FOUND)
        stall = self._faults.take_stall()
        if not stall and not self._faults.take_cut():
            return web.Response(body=file.content, content_type="application/octet-stream")
        response = web.StreamResponse(headers={"Content-Length": str(len(file.content))})
        await response.prepare(request)
        await response.write(file.content[: len(file.content) // 2])
        while stall and request.transport is not None:  # noqa: ASYNC110 - nothing tells of it
            await asyncio.sleep(0.02)
        if request.transport is not None:
            request.transport.close()
        return response


def failure(code: int, text: str, **parameters: int) -> web.Response:
    """An error as Telegram words it: HTTP status and `error_code` are the same."""
    body: Json = {"ok": False, "error_code": code, "description": text}
    if parameters:
        body["parameters"] = parameters
    return web.json_response(body, status=code)
