"""Files that were made for one request."""

from __future__ import annotations

import mimetypes
from urllib.parse import quote

from starlette.responses import Response


def attachment(content: bytes, name: str) -> Response:
    """A file that the browser saves under a name."""
    kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
    return Response(
        content, media_type=kind, headers={"content-disposition": f"attachment; filename*=utf-8''{quote(name)}"}
    )
