"""The office's say in a consolidated report: gaps, header, texts, finals."""
