"""How a unit's workbook says what it was made of: written and read in one place's words."""

from __future__ import annotations

HIDDEN = "_tonghop"  # the sheet that says so
OBLIGATION, DRAFT, FORM, REVISION = "obligation", "draft", "form", "revision"
ITEMS = "cells"  # below it: ref, what the cell held, revision
REF_COLUMN = 7  # H, hidden: the question of a row
LIST_COLUMN = 60  # BI, hidden: the list in row 4, below it the items
FIRST_ITEM = 5  # index of the first row of a list
LIST_ROW = 3  # index of the row that names the columns of a list
ANSWER, NOTE = 4, 5  # columns E and F of a question
MOST_TEXT = 32_000  # characters of a cell
