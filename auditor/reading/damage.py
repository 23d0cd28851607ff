"""What libraries raise for packed data that cannot be unpacked, whichever of them finds out."""

from zipfile import BadZipFile
from zlib import error as ZlibError  # noqa: N812

UNPACKABLE = (BadZipFile, ZlibError, EOFError)
