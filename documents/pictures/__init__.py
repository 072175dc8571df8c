"""Pictures for chat and paper: one SVG template each, drawn with a font of our own."""

from documents.pictures.drawing import draw, draw_svg

__all__ = ["draw", "draw_svg"]
