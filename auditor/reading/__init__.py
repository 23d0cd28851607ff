"""Files to submissions: ``discover`` finds them, ``read`` reads one."""

from auditor.reading.discover import discover
from auditor.reading.reader import read

__all__ = ["discover", "read"]
