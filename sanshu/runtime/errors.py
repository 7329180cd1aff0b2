"""The one exception a person at the terminal is shown."""


class CannotRunError(Exception):
    """Something on this machine is in the way; the text is one line, in Chinese and English, and names the remedy."""
