"""Figures given before the cut-off: provisional until their unit says on that day what becomes of
them."""
