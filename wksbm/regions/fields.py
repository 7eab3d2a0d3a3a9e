"""The column of a region's code, ordered byte by byte on every database so that a subtree is one range."""

from django.db import models


class CodeField(models.CharField):
    """A region's code ("73.08.21.1001"). Foreign keys to it take its collation with them."""

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **{"max_length": 13} | kwargs)

    def db_parameters(self, connection):
        parameters = super().db_parameters(connection)
        if connection.vendor == "postgresql":
            # A language's collation may skip the dots, which tears a subtree apart. SQLite compares bytes anyway.
            parameters["collation"] = "C"
        return parameters
