"""Makes a folder that starts Auditor by double click on a machine without network: packages, launcher, interpreter.

``python -m tools.bundle --help`` says how; docs/bundle.md tells administrators in Chinese.
"""
