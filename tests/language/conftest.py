"""How long an example takes says nothing about whether it is right: no deadlines for properties."""

from hypothesis import settings

settings.register_profile("without deadlines", deadline=None)
settings.load_profile("without deadlines")
