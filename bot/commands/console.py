"""How commands speak and end: Vietnamese lines from the catalogue; status 0, 1 or 2."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from pathlib import Path
from typing import NoReturn, ParamSpec, TypeVar

import click

from bot.config import Settings
from bot.config_file import Misconfigured, load_settings
from bot.connection.request import UnusableProxy
from bot.speaking.catalogue import catalogue
from reporting.faults import Faulty
from storage.backup import BackupProblem
from storage.database import UnknownKind
from storage.faults import AlreadyRunning, DatabaseUnavailable, SchemaProblem

P = ParamSpec("P")
R = TypeVar("R")

FAILED = 1  # what was asked for does not hold


def fail(*lines: str) -> NoReturn:
    """Says why on standard error and ends with status 1."""
    for line in lines:
        click.echo(line, err=True)
    sys.exit(FAILED)


def fail_with(code: str, **params: object) -> NoReturn:
    fail(catalogue().operator(code, **params))


@contextmanager
def explained() -> Iterator[None]:
    """Faults a user can mend end in their Vietnamese text instead of a traceback."""
    try:
        yield
    except Faulty as error:
        fail(*[catalogue().fault(fault) for fault in error.faults])
    except Misconfigured as error:
        fail(*[catalogue().operator(fault.code, **fault.params) for fault in error.faults])
    except SchemaProblem as error:
        fail_with(f"database.{error.code}")
    except DatabaseUnavailable as error:
        fail_with(f"database.{error.reason}")
    except AlreadyRunning:
        fail_with("database.already_running")
    except BackupProblem as error:
        fail_with(f"backup.{error.code}", **error.params)
    except UnknownKind:
        fail_with("database.unknown_kind")
    except UnusableProxy as error:
        fail_with("config.socks_proxy", key="telegram.proxy", scheme=error.scheme)


def explaining(command: Callable[P, R]) -> Callable[P, R]:
    @wraps(command)
    def run(*args: P.args, **kwargs: P.kwargs) -> R:
        with explained():
            return command(*args, **kwargs)
        raise AssertionError("explained() lets nothing pass silently")

    return run


config_option = click.option(
    "--config",
    "config",
    type=click.Path(path_type=Path, dir_okay=False),
    default=Path("config.toml"),
    show_default=True,
    help="TOML file of settings; TONGHOP_SECTION__KEY variables override it.",
)


def settings_from(config: Path) -> Settings:
    return load_settings(config)
