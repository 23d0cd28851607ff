"""Files that may be material or what this program wrote of it (``result.json``, a submission taken out of an archive)."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from auditor.errors import AuditorError

if TYPE_CHECKING:
    from auditor.model import Submission


def is_written_by_us(path: Path) -> bool:
    """Whether a file is JSON, by its name."""
    return path.suffix.lower() == ".json"


def written_submissions(path: Path) -> tuple[Submission, ...]:
    """The submissions of a ``result.json``, or the one that was taken out of an archive.

    Raises:
        AuditorError: C009 where the file is neither.
    """
    from pydantic import ValidationError

    from auditor.model import Submission
    from auditor.outputs.reports.json import read_result

    try:
        return (Submission.model_validate_json(path.read_bytes()),)
    except OSError as error:
        raise AuditorError("C009", path=path, reason=error.strerror or "打不开") from error
    except ValidationError:
        return read_result(path).submissions
