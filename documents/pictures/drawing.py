"""From a Jinja SVG to a PNG, the same on every machine: without its fonts resvg leaves text out in
silence, so only the fonts in `templates/documents/fonts/` are used."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from documents.clean import clean
from documents.pictures.widths import shortened, width_of, wrapped

FOLDER = Path(__file__).resolve().parents[2] / "templates" / "documents"
_FONTS = [str(path) for path in sorted((FOLDER / "fonts").glob("*.ttf"))]
_FAMILY = "Liberation Sans"
SCREEN, PAPER = 2.0, 1.25  # points of the picture for one of the SVG


def draw(name: str, *, zoom: float = SCREEN, **values: object) -> bytes:
    """The PNG of `templates/documents/pictures/<name>.svg.j2`. Raises jinja2.TemplateError for a
    template that cannot be rendered, ValueError for what is no SVG."""
    return png(draw_svg(name, **values), zoom)


def draw_svg(name: str, **values: object) -> str:
    """The SVG itself, for a page. Texts are cleaned and escaped; `short(text, width, size)`,
    `lines(text, width, size)` and `width(text, size)` measure them."""
    return _environment().get_template(f"{name}.svg.j2").render(values)


def png(svg: str, zoom: float = SCREEN) -> bytes:
    import resvg_py

    return bytes(
        resvg_py.svg_to_bytes(
            svg_string=svg,
            zoom=zoom,
            background="#ffffff",
            skip_system_fonts=True,
            font_files=_FONTS,
            font_family=_FAMILY,
            sans_serif_family=_FAMILY,
        )
    )


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(FOLDER / "pictures"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=lambda value: clean(value) if type(value) is str else value,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    environment.globals |= {"short": shortened, "width": width_of, "lines": wrapped}
    return environment
