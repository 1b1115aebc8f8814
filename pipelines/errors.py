"""The one error a reader is meant to see."""


class Refused(Exception):
    """Work refused for a reason the reader can mend.

    The message is one line: what is wrong, where, and what to do about it. The command line
    prints it and exits with 1; a page shows it in place of its content.
    """


class Stopped(Refused):
    """Long work was stopped on request; what it would have left is not there."""
