"""Tools for those who hand Auditor on; none of it is in the wheel."""
