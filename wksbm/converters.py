"""Path converters: a number that cannot be a key is no address at all, so it never reaches a query."""

from django.urls.converters import IntConverter

LARGEST_KEY = 2**63 - 1


class KeyConverter(IntConverter):
    regex = "[1-9][0-9]{0,18}"

    def to_python(self, value: str) -> int:
        number = super().to_python(value)
        if number > LARGEST_KEY:
            raise ValueError(value)
        return number


def key_in(text: str) -> int:
    """The key that a parameter names; 0, which no row has, when it is none."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else 0
