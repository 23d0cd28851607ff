"""Auditor: quality review of budget performance targets (绩效目标质量审核).

``read``, ``audit``, ``Engine``, ``Result`` and ``Archive`` are all it takes to use it from Python; they are loaded when first asked for.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from auditor.api import Archive, Engine, audit, read
    from auditor.api import AuditResult as Result
    from auditor.errors import AuditorError

__version__ = "0.1.0"
__all__ = ["Archive", "AuditorError", "Engine", "Result", "__version__", "audit", "read"]

_HOMES = {
    "Archive": ("auditor.api", "Archive"),
    "AuditorError": ("auditor.errors", "AuditorError"),
    "Engine": ("auditor.api", "Engine"),
    "Result": ("auditor.api", "AuditResult"),
    "audit": ("auditor.api", "audit"),
    "read": ("auditor.api", "read"),
}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    module, attribute = _HOMES[name]
    value = globals()[name] = getattr(import_module(module), attribute)
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *_HOMES})
