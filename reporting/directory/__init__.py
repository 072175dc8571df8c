"""The directory of a programme's people, as an office keeps it in a spreadsheet."""

from reporting.directory.blank import blank_directory
from reporting.directory.listing import Listed, read_directory

__all__ = ["Listed", "blank_directory", "read_directory"]
