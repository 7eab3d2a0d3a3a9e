"""As many statements for two thousand rows as for fifty: check, bringing in and undoing each work in sets."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.sheets_more.running import Run
from tests.sheets_people.bringing import bring, crowd
from wksbm.people.models import Person

FEW, MANY = 50, 2_000


def statements(action: Callable) -> list[str]:
    """The first words of every statement; the pieces in which a cursor fetches do not count."""
    with CaptureQueriesContext(connection) as asked:
        action()
    texts = (query["sql"].strip() for query in asked.captured_queries)
    return [" ".join(text.split()[:3]) for text in texts if "FETCH FORWARD" not in text and "executemany" not in text]


def named(found: list[str]) -> list[str]:
    """Temporary tables have a new name each time."""
    return ["".join(letter for letter in text if not letter.isdigit()) for text in found]


@pytest.fixture
def lives():
    """Check, bring in and undo a list of new people; bring it in again with one cell changed in each row."""

    def live(user, many: int) -> dict[str, list[str]]:
        rows, found = crowd(many, kk=True), {}
        runs: list[Run] = []
        found["check"] = statements(lambda: runs.append(bring(user, *rows)))
        found["write"] = statements(runs[0].write)
        altered = [[*cells[:8], "Jalan Baru", *cells[9:]] for cells in rows]
        found["check changed"] = statements(lambda: runs.append(bring(user, *altered)))
        assert runs[1].index.counts["changed"] == many
        found["write changed"] = statements(runs[1].write)
        found["undo changed"] = statements(runs[1].undo)
        found["undo"] = statements(runs[0].undo)
        assert not Person.objects.exists()
        return {name: named(texts) for name, texts in found.items()}

    return live


def test_statements_do_not_grow_with_the_rows(cast, lives):
    lives(cast.biru, 3)  # fills caches
    few, many = lives(cast.biru, FEW), lives(cast.biru, MANY)
    assert {name: len(texts) for name, texts in many.items()} == {name: len(texts) for name, texts in few.items()}
    assert many == few
    assert max(map(len, few.values())) < 80
