"""What an XLSForm says that pyxform lets pass and its author did not mean."""

from reporting.forms.lint.lint import lint

__all__ = ["lint"]
