"""The page for people without a command line (``auditor serve``): the engine of the command line behind a web server.

It never judges by itself: what it shows stands in the ``result.json`` that the command line would write.
"""
