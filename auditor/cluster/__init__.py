"""Auditing on the workers of a Dask cluster: the same findings as on one machine.

The machine that gives the command reads the files' bytes, keeps what was read and judged on its disk and writes the results;
workers keep nothing. Needs the extra ``auditor[cluster]``.
"""
