"""How the cells of a unit's workbook look."""

from __future__ import annotations

_FONT: dict[str, object] = {"font_name": "Times New Roman", "font_size": 12, "valign": "vcenter"}
_BOX = _FONT | {"border": 1, "border_color": "#B8C0CA", "text_wrap": True}
_OPEN = _BOX | {"locked": False, "align": "right"}
_YELLOW, _WHITE, _GREY = "#FFF8DC", "#FFFFFF", "#ECEFF3"


def _answers(name: str, color: str, box: dict[str, object]) -> dict[str, dict[str, object]]:
    filled = box | {"bg_color": color}
    return {
        name: filled | {"num_format": "General"},
        f"{name}_date": filled | {"num_format": "dd/mm/yyyy"},
        f"{name}_text": filled | {"num_format": "@", "align": "left", "valign": "top"},
    }


LOOKS: dict[str, dict[str, object]] = {
    "title": _FONT | {"bold": True, "font_size": 15},
    "subtitle": _FONT | {"bold": True},
    "plain": _FONT,
    "guide": _FONT | {"italic": True, "text_wrap": True, "font_color": "#44505C", "font_size": 11},
    "head": _BOX | {"bold": True, "align": "center", "bg_color": "#DCE4EE"},
    "group": _BOX | {"bold": True, "bg_color": "#F3F6FA"},
    "number": _BOX | {"align": "center"},
    "text": _BOX,
    "label": _BOX,
    "middle": _BOX | {"align": "center"},
    "soft_text": _BOX | {"font_color": "#5A6570", "align": "right"},
    "note": _BOX | {"locked": False, "num_format": "@"},
    "strong": {"font_name": "Times New Roman", "font_size": 12},
    "soft": {"font_name": "Times New Roman", "font_size": 10, "font_color": "#5A6570"},
    "hidden": {"font_color": "#FFFFFF"},
    **_answers("answer", _YELLOW, _OPEN),
    **_answers("maybe", _WHITE, _OPEN),
    **_answers("locked", _GREY, _BOX | {"align": "right"}),
}
