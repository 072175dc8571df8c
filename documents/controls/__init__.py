"""Content controls: what in a Word file belongs to the report's data, and how it is brought up to
date in a file the office has edited."""
