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
