"""The command line `tonghop`. Exit status: 0 done, 1 what was asked for does not hold, 2 usage."""

from __future__ import annotations

import importlib

import click

from bot.commands.usage import VietnameseGroup
from bot.garbage import nothing_thrown_away

# Command → where it is. Imported when called: the bot's own imports take seconds.
_COMMANDS = {
    "audit": "bot.commands.audit:audit",
    "backup": "bot.commands.backup:backup",
    "calendar": "bot.commands.calendar:calendar",
    "database": "bot.commands.database:database",
    "dead": "bot.commands.dead:dead",
    "demo": "bot.commands.demo:demo",
    "directory": "bot.commands.directory:directory",
    "document": "bot.commands.document:document",
    "doctor": "bot.commands.doctor:doctor",
    "form": "bot.commands.form:form",
    "invite": "bot.commands.office:invite",
    "person": "bot.commands.person:person",
    "plan": "bot.commands.plan:plan",
    "rehearse": "bot.commands.rehearse:rehearse",
    "report": "bot.commands.office:report",
    "restore": "bot.commands.backup:restore",
    "run": "bot.commands.run:run",
    "status": "bot.commands.office:status",
    "template": "bot.commands.template:template",
    "understand": "bot.commands.form:understand",
}


class _Lazy(VietnameseGroup):
    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        return sorted(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        if cmd_name not in _COMMANDS:
            return None
        module, _, name = _COMMANDS[cmd_name].partition(":")
        with nothing_thrown_away():
            command = getattr(importlib.import_module(module), name)
        assert isinstance(command, click.Command)
        return command


@click.command(cls=_Lazy)
@click.version_option(package_name="tonghop")
def main() -> None:
    """Units report in guided Telegram conversations; the office gets one Word report."""


if __name__ == "__main__":
    main()
