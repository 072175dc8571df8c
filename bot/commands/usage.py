"""Wrong usage of the command line, told in Vietnamese like everything else; exit status 2."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import Any

import click
from click.exceptions import MissingParameter, NoArgsIsHelpError, NoSuchCommand

from bot.speaking.catalogue import catalogue

WRONG_USAGE = 2


class VietnameseGroup(click.Group):
    """A group of commands that explains itself when it is called wrongly."""

    def main(
        self,
        args: Sequence[str] | None = None,
        prog_name: str | None = None,
        complete_var: str | None = None,
        standalone_mode: bool = True,  # noqa: ARG002 - click's signature
        **extra: Any,
    ) -> Any:
        """Never returns: ends with the status of the command."""
        try:
            status = super().main(args, prog_name, complete_var, standalone_mode=False, **extra)
        except NoArgsIsHelpError as error:
            error.show()
            status = WRONG_USAGE
        except click.UsageError as error:
            for line in told(error):
                click.echo(line, err=True)
            status = WRONG_USAGE
        except click.Abort:
            status = 1
        sys.exit(status if isinstance(status, int) else 0)


def told(error: click.UsageError) -> list[str]:
    """What is wrong, and where help is."""
    command = error.ctx.command_path if error.ctx is not None else "tonghop"
    return [_what(error), catalogue().operator("usage.help", command=command)]


def _what(error: click.UsageError) -> str:
    words = catalogue()
    if isinstance(error, MissingParameter):
        return words.operator("usage.missing", name=_name(error))
    if isinstance(error, click.NoSuchOption):
        return words.operator("usage.no_option", name=error.option_name)
    if isinstance(error, click.BadOptionUsage):
        return words.operator("usage.no_value", name=error.option_name)
    if isinstance(error, NoSuchCommand):
        return words.operator("usage.no_command", name=error.command_name)
    if isinstance(error, click.BadParameter) and error.param is not None:
        return words.operator("usage.value", name=_name(error), why=_why(error.param.type))
    return words.operator("usage.other", text=error.format_message())


def _name(error: click.BadParameter) -> str:
    assert error.param is not None
    return error.param.get_error_hint(error.ctx).replace("'", "")


def _why(kind: click.ParamType[Any]) -> str:
    words = catalogue()
    if isinstance(kind, click.Choice):
        return words.operator("usage.choice", allowed=", ".join(map(str, kind.choices)))
    if isinstance(kind, click.DateTime):
        return words.operator("usage.day")
    if isinstance(kind, click.Path):
        return words.operator("usage.folder" if not kind.file_okay else "usage.file")
    return words.operator("usage.number")
