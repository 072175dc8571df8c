"""Reads the settings: a TOML file whose keys environment variables TONGHOP_SECTION__KEY override.

Every fault is found before any is told, and none repeats a value, for a value may be a secret.
"""

from __future__ import annotations

import difflib
import os
import re
import tomllib
from collections.abc import Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from pydantic import BaseModel, SecretStr, ValidationError
from pydantic_core import ErrorDetails

from bot.config import Settings

PREFIX = "TONGHOP_"
TOKEN = re.compile(r"\d{6,12}:[A-Za-z0-9_-]{30,}")
_OTHERS = 0o077  # permission bits of group and others
_SQLITE = "sqlite:///"
_PATHS = {
    "plan": ("path",),
    "files": ("path",),
    "backup": ("path", "key_file"),
    "telegram": ("token_file",),
}
_CODES = {
    "extra_forbidden": "config.unknown_key",
    "not_http": "config.not_http",
    "not_loopback": "config.not_loopback",
    "socks_proxy": "config.socks_proxy",
    "no_such_zone": "config.no_such_zone",
    "string_pattern_mismatch": "config.not_allowed",
    "model_type": "config.not_a_section",
}
_NUMBERS = re.compile(r"int_|float_|greater_than|less_than|finite_number")


@dataclass(frozen=True, slots=True)
class ConfigFault:
    """`code` names a text of operator.toml; `params` fill it and hold no value of a setting."""

    code: str
    params: Mapping[str, object] = field(default_factory=dict)


class Misconfigured(Exception):
    """The settings cannot be used; carries every fault found."""

    def __init__(self, faults: list[ConfigFault]) -> None:
        super().__init__(", ".join(fault.code for fault in faults))
        self.faults = faults


def load_settings(path: Path | None, environ: Mapping[str, str] = os.environ) -> Settings:
    """Relative paths count from the file's folder (without a file, from the working directory).
    The token of `telegram.token_file` is read into `telegram.token`. Raises Misconfigured."""
    given = _read(path) if path else {}
    written = deepcopy(given)
    faults = _override(given, environ)
    try:
        settings = Settings.model_validate(given)
    except ValidationError as error:
        faults += [_fault(detail) for detail in error.errors(include_url=False)]
    if faults:
        raise Misconfigured(faults)
    settings = _anchored(settings, path.resolve().parent if path else Path.cwd())
    if path and _holds_secret(written):
        _check_private(path)
    return _with_token(settings)


def token_of(settings: Settings) -> str:
    """The bot's token. Raises Misconfigured when there is none, or it cannot be one."""
    token = settings.telegram.token.get_secret_value()
    if not token:
        raise Misconfigured([ConfigFault("config.no_token")])
    if not TOKEN.fullmatch(token):
        raise Misconfigured([ConfigFault("config.malformed_token")])
    return token


def setting_names(model: type[BaseModel] = Settings, prefix: str = "") -> Iterator[str]:
    """Every key there is, dotted: telegram.token, timezone."""
    for name, info in model.model_fields.items():
        inner = info.annotation
        if isinstance(inner, type) and issubclass(inner, BaseModel):
            yield from setting_names(inner, f"{prefix}{name}.")
        else:
            yield prefix + (info.alias or name)


def _read(path: Path) -> dict[str, Any]:
    where = {"path": str(path)}
    try:
        return tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        fault = ConfigFault("config.no_file", where)
    except OSError:
        fault = ConfigFault("config.unreadable", where)
    except UnicodeDecodeError:
        fault = ConfigFault("config.not_utf8", where)
    except tomllib.TOMLDecodeError as error:
        line = re.search(r"line (\d+)", str(error))
        fault = ConfigFault("config.not_toml", where | {"line": line[1] if line else "?"})
    raise Misconfigured([fault])


def _override(given: dict[str, Any], environ: Mapping[str, str]) -> list[ConfigFault]:
    """Puts the variables into `given`; faults for those that name no setting. A variable without
    "__" that resembles no setting is somebody else's."""
    known = {PREFIX + name.upper().replace(".", "__"): name for name in setting_names()}
    faults = []
    for variable in sorted(environ):
        if not variable.startswith(PREFIX):
            continue
        if name := known.get(variable):
            section, _, key = name.rpartition(".")
            table = given.setdefault(section, {}) if section else given
            if isinstance(table, dict):  # otherwise validation says so
                table[key] = environ[variable]
        elif "__" in variable or difflib.get_close_matches(variable, known, 1, 0.85):
            faults.append(_unknown(variable, known))
    return faults


def _unknown(name: str, known: Mapping[str, str] | list[str]) -> ConfigFault:
    nearest = difflib.get_close_matches(name, known, 1, 0.0)
    return ConfigFault("config.unknown_key", {"key": name, "nearest": nearest[0]})


def _fault(detail: ErrorDetails) -> ConfigFault:
    key = ".".join(str(part) for part in detail["loc"])
    if detail["type"] == "extra_forbidden":
        return _unknown(key, [*setting_names(), *Settings.model_fields])
    if _NUMBERS.match(detail["type"]):
        return ConfigFault("config.not_a_number", {"key": key, **_bounds(detail)})
    return ConfigFault(_CODES.get(detail["type"], "config.wrong_value"), {"key": key})


def _bounds(detail: ErrorDetails) -> dict[str, object]:
    return {"bounds": "".join(f" {name} {value}" for name, value in detail.get("ctx", {}).items())}


def _anchored(settings: Settings, folder: Path) -> Settings:
    url = settings.database.url.get_secret_value()
    if url.startswith(_SQLITE) and ":memory:" not in url:
        url = _SQLITE + str(folder / url.removeprefix(_SQLITE))
    database = settings.database.model_copy(update={"url": SecretStr(url)})
    paths = {
        section: getattr(settings, section).model_copy(
            update={
                name: folder / path for name in names if (path := _path(settings, section, name))
            }
        )
        for section, names in _PATHS.items()
    }
    return settings.model_copy(update={"database": database, **paths})


def _path(settings: Settings, section: str, name: str) -> Path | None:
    path: Path | None = getattr(getattr(settings, section), name)
    return path


def _holds_secret(given: Mapping[str, Any]) -> bool:
    telegram, database = given.get("telegram", {}), given.get("database", {})
    urls = (str(telegram.get("proxy", "")), str(database.get("url", "")))
    alarm = given.get("alarm", {})
    webhook = given.get("webhook", {})
    secrets = (
        webhook.get("url"),
        telegram.get("token"),
        alarm.get("smtp_password"),
        alarm.get("ping_url"),
    )
    return any(secrets) or any(urlsplit(url).password for url in urls)


def _check_private(path: Path) -> None:
    if os.name == "posix" and path.stat().st_mode & _OTHERS:
        raise Misconfigured([ConfigFault("config.not_private", {"path": str(path)})])


def _with_token(settings: Settings) -> Settings:
    telegram = settings.telegram
    path = telegram.token_file
    if telegram.token.get_secret_value() or path is None:
        return settings
    try:
        _check_private(path)
        token = path.read_text(encoding="utf-8-sig").strip()
    except (OSError, UnicodeDecodeError):
        raise Misconfigured([ConfigFault("config.no_token_file", {"path": str(path)})]) from None
    with_token = telegram.model_copy(update={"token": SecretStr(token)})
    return settings.model_copy(update={"telegram": with_token})
