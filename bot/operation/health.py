"""/healthz and /metrics, for programs on this machine."""

from __future__ import annotations

import asyncio

from aiohttp import web

from bot.clock import Clock
from bot.config import Settings
from bot.operation.facts import Facts, Survey
from bot.operation.findings import wrong_with
from bot.operation.metrics import CONTENT_TYPE, exposition
from bot.operation.threads import in_thread


class Health:
    """Listens where the settings say; only the loopback interface is allowed there."""

    def __init__(self, settings: Settings, survey: Survey, clock: Clock) -> None:
        self._settings = settings
        self._survey = survey
        self._clock = clock

    async def run(self) -> None:
        """Until it is cancelled. Raises OSError when the port is taken."""
        application = web.Application()
        application.router.add_get("/healthz", self._healthz)
        application.router.add_get("/metrics", self._metrics)
        runner = web.AppRunner(application, access_log=None)
        await runner.setup()
        try:
            host, _, port = self._settings.health.listen.rpartition(":")
            await web.TCPSite(runner, host.strip("[]"), int(port)).start()
            await asyncio.Event().wait()
        finally:
            await runner.cleanup()

    async def _facts(self) -> Facts:
        now = self._clock.now()
        return await in_thread(lambda: self._survey.take(now))

    async def _healthz(self, _request: web.Request) -> web.Response:
        """200 when all is well, else 503; the findings in either case."""
        wrong = wrong_with(await self._facts(), self._settings)
        body = {"ok": not wrong, "findings": [finding.code for finding in wrong]}
        return web.json_response(body, status=503 if wrong else 200)

    async def _metrics(self, _request: web.Request) -> web.Response:
        text = exposition(await self._facts(), self._settings)
        return web.Response(body=text, headers={"Content-Type": CONTENT_TYPE})
