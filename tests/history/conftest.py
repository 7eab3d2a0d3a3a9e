"""Stories are read in English here, so that the sentences are those of the code; one test reads Indonesian."""

from datetime import date

import pytest

from wksbm.accounts.views.history import HistoryView

TODAY = date(2026, 11, 22)


@pytest.fixture(autouse=True)
def today(monkeypatch) -> date:
    """Which months are recent must not hang on the day on which the tests run."""
    monkeypatch.setattr(HistoryView, "today", lambda self: TODAY)
    return TODAY
