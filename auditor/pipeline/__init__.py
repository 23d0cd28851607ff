"""One way to run a batch, for the command line, web pages, notebooks and tests.

From below: ``parallel`` (processes), ``store`` (submissions that stay on disk), ``lock``, ``checkpoint`` and ``read`` (files
to submissions), ``engine`` (what stays the same from batch to batch), ``run`` (judging one submission at a time), ``write``
(the result, in memory or in its file), ``job`` (everything from files to reports).
"""
