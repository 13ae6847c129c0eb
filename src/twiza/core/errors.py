"""The one root of what we expected to go wrong."""


class DomainError(Exception):
    """
    A rule said no: the message is a sentence for the person, in her language.

    Actions raise subclasses named as facts (`CaravanDayClosed`); views show them, commands print them.
    """


class InputError(DomainError):
    """What was given cannot be used: the sentence says what, where, and the way out. Commands exit with 2."""
