"""Auditor: quality review of budget performance targets (绩效目标质量审核)."""

__version__ = "0.1.0"
