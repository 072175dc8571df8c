"""JSON as it is stored and sent: short, letters as they are."""

from __future__ import annotations

import json
from json import encoder
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from usecases.records import JSON

_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), allow_nan=False)
# `JSONEncoder.encode` makes this anew for each value, which costs more than most values do; None
# where Python was built without it.
_make: Any = getattr(encoder, "c_make_encoder", None)
_made: Any = _make and _make(
    None,
    _ENCODER.default,
    encoder.encode_basestring,
    None,
    ":",
    ",",
    False,
    False,
    False,
)


def json_text(value: JSON) -> str:
    """Raises ValueError for NaN and the infinities, TypeError for what is no JSON."""
    return "".join(_made(value, 0)) if _made else _ENCODER.encode(value)
