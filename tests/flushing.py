"""Tests with transactions of their own empty all tables at their end: the one place where history may go."""

from collections.abc import Callable

PERMIT = "accounts_erasurepermit"
NUMBER = {"sqlite": "0", "postgresql": "txid_current()"}
FEW = 5_000  # regions; with all of Indonesia in it TRUNCATE is the quicker one


def with_a_permit(execute_sql_flush: Callable) -> Callable:
    """The flush of Django's database operations, let through as an erasure is: inside its own transaction."""

    def execute(self, sql_list: list[str]):
        if self.connection.vendor == "postgresql" and regions(self.connection) < FEW:
            sql_list = deletions(self.connection)
        permit = f'INSERT INTO {PERMIT} ("transaction") VALUES ({NUMBER[self.connection.vendor]})'
        permit_last = sorted(sql_list, key=lambda sql: PERMIT in sql)
        return execute_sql_flush(self, [permit, *permit_last])

    return execute


def regions(connection) -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM regions_region")
        return cursor.fetchone()[0]


def deletions(connection) -> list[str]:
    """Of some rows a hundred times quicker than TRUNCATE, which gives every table new files on the disk."""
    tables = connection.introspection.django_table_names(only_existing=True, include_views=False)
    return [f'DELETE FROM "{table}"' for table in tables]
