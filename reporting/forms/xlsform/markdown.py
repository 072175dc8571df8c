r"""XLSForms as markdown tables, one after another:

    | survey |         |      |            |
    |        | type    | name | label      |
    |        | integer | N1   | Số hộ thoát|

A row with text in its first cell begins a sheet; the next one is its header. Lines of other text
must start with `#` or be empty. In a cell `<br>` is a line break; a backslash takes the special
meaning from `|`, `<`, `&`, `-` and itself; `&#32;` is the character of that number (for white space
at the edge of a cell).
"""

from __future__ import annotations

import re

from reporting.faults import Fault, Faulty, Place
from reporting.forms.sheets import Sheet, Sheets

_CELLS = re.compile(r"(?<!\\)((?:\\\\)*)\|")
_ESCAPED = re.compile(r"\\([\\|<&-])|<br>|&#(\d{1,7});")
_SPECIAL = re.compile(r"\\(?=[\\|<&\n-]|$)|[|]|<(?=br>)|&(?=#\d)")
_EDGE = re.compile(r"^[^\S\n]+|[^\S\n]+$|[\r\t\x0b\x0c\x85\u2028\u2029]")
_RULE = re.compile(r":?-+:?")


def read(text: str, file: str) -> Sheets:
    """Raises Faulty with the line of every stray text, second header or lost row."""
    sheets: Sheets = []
    faults: list[Fault] = []
    for number, line in enumerate(text.replace("\r\n", "\n").split("\n"), 1):
        bare = line.strip()
        if not bare or bare.startswith("#"):
            continue
        if not bare.startswith("|") or not bare.endswith("|") or len(bare) < 2:
            faults.append(
                Fault("form.markdown.stray", Place(file, line=number), {"text": bare[:60]})
            )
            continue
        raw = _split(bare)
        if all(_RULE.fullmatch(cell) for cell in raw if cell) and any(raw):
            continue
        fault = _add(sheets, [_plain(cell) for cell in raw], Place(file, line=number))
        if fault is not None:
            faults.append(fault)
    for sheet in sheets:
        sheet.trim()
    if not sheets and not faults:
        faults.append(Fault("form.empty", Place(file)))
    if faults:
        raise Faulty(faults)
    return sheets


def _add(sheets: Sheets, cells: list[str], place: Place) -> Fault | None:
    name, rest = cells[0], cells[1:]
    if name:
        if any(sheet.name.lower() == name.lower() for sheet in sheets):
            return Fault("form.sheet.twice", place, {"sheet": name})
        sheets.append(Sheet(name))
        if not any(rest):
            return None
    elif not sheets:
        return Fault("form.markdown.no_sheet", place)
    sheet = sheets[-1]
    sheet.rows.append(rest)
    sheet.lines.append(place.line or 0)
    return None


def _split(line: str) -> list[str]:
    parts = _CELLS.split(line[1:])
    cells = [parts[at] + parts[at + 1] for at in range(0, len(parts) - 1, 2)]
    return [cell.strip(" \t") for cell in cells]


def _plain(cell: str) -> str:
    def replaced(match: re.Match[str]) -> str:
        if match[2]:
            code = int(match[2])
            return chr(code) if code < 0x110000 and not 0xD800 <= code < 0xE000 else match[0]
        return match[1] or "\n"

    return _ESCAPED.sub(replaced, cell)


def write(sheets: Sheets) -> str:
    """The inverse of `read`; columns aligned, so that a change of one cell is a change of one
    line."""
    return "\n".join(_table(sheet) for sheet in sheets)


def _table(sheet: Sheet) -> str:
    width = max([len(row) for row in sheet.rows], default=0)
    rows = [[sheet.name], *[["", *row] for row in sheet.rows]]
    lines = [
        "| " + " | ".join(_escaped(cell) for cell in [*row, *[""] * (width + 1 - len(row))]) + " |"
        for row in rows
    ]
    return "\n".join(lines) + "\n"


def _escaped(cell: str) -> str:
    if _RULE.fullmatch(cell):
        return f"\\{cell}" if cell.startswith("-") else f"&#58;{cell[1:]}"
    text = _SPECIAL.sub(lambda match: f"\\{match[0]}", cell)
    text = _EDGE.sub(lambda match: "".join(f"&#{ord(each)};" for each in match[0]), text)
    return text.replace("\n", "<br>")
