"""A report filled in as an Excel workbook: the same draft, the same checks, another door."""
