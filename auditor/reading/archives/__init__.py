"""Archives (.zip, .7z, .rar) of a department's files: each file inside is read as one of its own.

A file inside has the path of its archive and its name in it, ``a.zip/b.xlsx``, whether or not the system knows such paths.
"""
