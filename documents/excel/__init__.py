"""Excel files: what the consolidated report is made of, cell by cell."""

from documents.excel.book import ExcelDocuments

__all__ = ["ExcelDocuments"]
