"""A small algebra of facts: what a submission states as a number or a date, and which of these must agree.

``facts`` finds them, ``matching`` says which two speak of the same thing, ``relations`` whether they agree, and
``agreement`` makes a check of it that rule files declare with ``agree``.
"""
