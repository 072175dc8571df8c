"""Columns nobody reads: pyxform passes over headers it does not know."""

from __future__ import annotations

from collections.abc import Iterator

from reporting.faults import Fault
from reporting.forms.lint.nearest import nearest
from reporting.forms.sheets import Sheet, Sheets

_SURVEY = (
    "type", "name", "label", "hint", "guidance_hint", "required", "required_message", "relevant",
    "constraint", "constraint_message", "calculation", "appearance", "default", "readonly",
    "read_only", "choice_filter", "repeat_count", "trigger", "parameters", "autoplay", "image",
    "audio", "video", "big-image", "noAppErrorString", "save_to", "disabled", "note", "body",
    "media::image", "media::audio", "media::video", "media::big-image", "command", "tag", "value",
    "caption", "relevance", "calculate", "count", "query", "max-pixels", "saveincomplete",
)  # fmt: skip
_CHOICES = (
    "list_name", "list name", "name", "value", "label", "image", "audio", "video", "big-image",
    "media::image", "media::audio", "media::video", "geometry", "order",
)  # fmt: skip
_SETTINGS = (
    "form_title", "form_id", "title", "id_string", "version", "default_language", "namespaces",
    "instance_name", "public_key", "submission_url", "style", "name", "auto_send", "auto_delete",
    "allow_choice_duplicates", "sms_keyword", "sms_separator", "sms_allow_media",
    "sms_date_format", "sms_datetime_format", "sms_response", "compact_prefix",
    "compact_delimiter", "clean_text_values", "omit_instanceid", "flat",
)  # fmt: skip
_KNOWN = {"survey": _SURVEY, "settings": _SETTINGS}
_PREFIXES = ("bind", "body", "control", "instance", "attribute", "jr", "media")
_OWN = (
    "kind", "unit", "measure", "rounds", "given", "expected", "warn", "warn_message", "rule",
    "rule_message", "zero", "standings", "target", "window", "indicator", "section", "printed",
    "together", "tolerance", "compare", "reason", "early",
)  # fmt: skip


def column_faults(sheets: Sheets, file: str) -> Iterator[Fault]:
    """Choices may have columns of their own, for filters: there only near misses are named."""
    for sheet in sheets:
        name = sheet.name.strip().lower()
        known = _CHOICES if name == "choices" else _KNOWN.get(name)
        if known is None:
            continue
        for header in filter(None, sheet.header):
            if not _is_known(header, known):
                yield from _unknown(sheet, header, known, file, strict=name != "choices")


def _is_known(header: str, known: tuple[str, ...]) -> bool:
    """ "label::Tiếng Việt (vi)" is a label, "bind::th:unit" an attribute."""
    first, _, rest = header.partition("::")
    first = first.strip().lower()
    if first == "bind" and rest.strip().lower().startswith("th:"):
        return rest.strip().lower().removeprefix("th:") in _OWN
    if rest and first in _PREFIXES:
        return True
    plain = header.partition(":")[0].strip().lower()
    return any(each.lower() in (header.strip().lower(), first, plain) for each in known)


def _unknown(
    sheet: Sheet, header: str, known: tuple[str, ...], file: str, *, strict: bool
) -> Iterator[Fault]:
    own = header.strip().lower().startswith("bind::th:")
    words = [f"bind::th:{name}" for name in _OWN] if own else known
    meant = nearest(header.partition("::")[0] if not own else header, words)
    place = sheet.place(file, 1, header)
    if meant:
        yield Fault("form.lint.column", place, {"column": header, "suggestion": meant})
    elif strict:
        yield Fault("form.lint.column_unknown", place, {"column": header}, fatal=False)
