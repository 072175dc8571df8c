"""A draft as a workbook: what stands in it, and what people made of it when it comes back.

Pure: files are written and read by `documents.excel`."""

from reporting.workbook.book import Book, Cell, Items, Line, Returned, Row, Was, canonical
from reporting.workbook.comparing import taken
from reporting.workbook.layout import book_of
from reporting.workbook.outcome import Change, Conflict, Problem, Taken

__all__ = [
    "Book",
    "Cell",
    "Change",
    "Conflict",
    "Items",
    "Line",
    "Problem",
    "Returned",
    "Row",
    "Taken",
    "Was",
    "book_of",
    "canonical",
    "taken",
]
