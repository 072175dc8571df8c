"""What reading a zip that people send may raise, whatever is wrong with it."""

from __future__ import annotations

import lzma
import zipfile
import zlib

ENCRYPTED = 0x1  # of a member's flag bits (APPNOTE.TXT, 4.4.4)

# RuntimeError: a password, or a way of packing that zipfile does not know. The others come from the
# packers and from headers that contradict each other.
DAMAGED = (
    zipfile.BadZipFile, zlib.error, lzma.LZMAError,
    EOFError, LookupError, OSError, RuntimeError, ValueError,
)  # fmt: skip
