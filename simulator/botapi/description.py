"""Checks every call against the published description of the Bot API (botapi.json).

The file holds the methods this Telegram knows and the types they need, in a compact form of the
public data of PaulSonOfLars/telegram-bot-api-spec: `fields: {name: [[type, ...], required]}`.
"""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from simulator.botapi.refusals import (
    MISSING,
    MISSING_PARAMETER,
    UNKNOWN_PARAMETER,
    WRONG_TYPE,
    Refused,
)

ARRAY = "Array of "
SIMPLE = {"String": (str,), "Integer": (int,), "Float": (int, float), "Boolean": (bool,)}
TRUTH = {"true": True, "1": True, "false": False, "0": False}
MISFIT = object()  # a value that a type does not allow

_DATA: dict[str, Any] = json.loads(
    (Path(__file__).parent / "botapi.json").read_text(encoding="utf-8")
)
METHODS: dict[str, dict[str, Any]] = _DATA["methods"]
TYPES: dict[str, dict[str, Any]] = _DATA["types"]
METHOD_NAMES = {name.lower(): name for name in METHODS}  # methods are case-insensitive


def arguments(
    method: str, raw: Mapping[str, object], files: Mapping[str, object]
) -> dict[str, Any]:
    """The parameters of one call as values of their types.

    `raw` holds strings (from a form) or JSON values, `files` the uploads by field name.
    Raises Refused for an unknown or missing parameter or a wrong type.
    """
    fields = METHODS[method]["fields"]
    given = {name: value for name, value in raw.items() if value is not None}
    given |= {name: f"attach://{name}" for name in files if name in fields}
    for name in given:
        if name not in fields:
            raise Refused(UNKNOWN_PARAMETER, method=method, name=name)
    for name, (_types, required) in fields.items():
        if required and name not in given:
            raise Refused(MISSING.get(name, MISSING_PARAMETER), name=name)
    return {name: _argument(name, value, fields[name][0]) for name, value in given.items()}


def faults(type_name: str, value: object) -> list[str]:
    """Where `value` departs from the type: for checking what this Telegram itself sends."""
    if type_name.startswith(ARRAY):
        if not isinstance(value, list):
            return [f"{type_name}: not a list"]
        return [f for item in value for f in faults(type_name.removeprefix(ARRAY), item)]
    spec = TYPES.get(type_name)
    if spec is None or not isinstance(value, dict):
        fits = type(value) in SIMPLE.get(type_name, ())
        return [] if fits else [f"{type_name}: {value!r}"]
    if "subtypes" in spec:
        return _fewest(spec["subtypes"], value)
    return _field_faults(type_name, spec["fields"], value)


def _field_faults(type_name: str, fields: dict[str, Any], value: dict[str, Any]) -> list[str]:
    found = [f"{type_name}: unknown field {name}" for name in value if name not in fields]
    for name, (types, required) in fields.items():
        if name in value:
            found += _fewest(types, value[name])
        elif required:
            found.append(f"{type_name}: no {name}")
    return found


def _fewest(types: list[str], value: object) -> list[str]:
    """The faults against the type that fits best."""
    found: list[list[str]] = [faults(type_name, value) for type_name in types]
    return min(found, key=len)


def _argument(name: str, value: object, types: list[str]) -> Any:
    for type_name in types:
        converted = _convert(_unpacked(value, type_name), type_name)
        if converted is not MISFIT:
            return converted
    raise Refused(WRONG_TYPE, name=name, types=" or ".join(types))


def _unpacked(value: object, type_name: str) -> object:
    """A form carries objects and lists as JSON text."""
    if isinstance(value, str) and (type_name.startswith(ARRAY) or type_name in TYPES):
        try:
            return json.loads(value)
        except ValueError:
            return value
    return value


def _convert(value: object, type_name: str) -> Any:
    if type_name.startswith(ARRAY):
        return _array(value, type_name.removeprefix(ARRAY))
    if type_name in ("String", "InputFile"):
        return value if isinstance(value, str) else MISFIT
    if type_name in ("Integer", "Float"):
        return _number(value, int if type_name == "Integer" else float)
    if type_name == "Boolean":
        return value if isinstance(value, bool) else TRUTH.get(str(value).lower(), MISFIT)
    return _object(value, type_name)


def _number(value: object, number: type[int] | type[float]) -> Any:
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return MISFIT
    try:
        return number(value) if not isinstance(value, float) or number is float else MISFIT
    except ValueError:
        return MISFIT


def _array(value: object, item_type: str) -> Any:
    if not isinstance(value, list):
        return MISFIT
    items = [_convert(item, item_type) for item in value]
    return MISFIT if any(item is MISFIT for item in items) else items


def _object(value: object, type_name: str) -> Any:
    spec = TYPES.get(type_name)
    if spec is None or not isinstance(value, dict):
        return MISFIT
    if "subtypes" in spec:
        fits = (_convert(value, name) for name in spec["subtypes"])
        return next((fit for fit in fits if fit is not MISFIT), MISFIT)
    fields = spec["fields"]
    missing = any(required and name not in value for name, (_, required) in fields.items())
    if missing or not value.keys() <= fields.keys():
        return MISFIT
    converted = {name: _member(item, fields[name][0]) for name, item in value.items()}
    return MISFIT if any(item is MISFIT for item in converted.values()) else converted


def _member(value: object, types: list[str]) -> Any:
    fits = (_convert(value, type_name) for type_name in types)
    return next((fit for fit in fits if fit is not MISFIT), MISFIT)
