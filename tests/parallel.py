"""Several people at the same moment: functions in threads that start together, each with its own connection."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from django.db import connections

from wksbm.actor import acting_as

PATIENCE = 60  # seconds; a test that hangs says so instead of blocking the run


def at_once(actions: list[Callable], *, as_user=None) -> list:
    """What each action returned, or the exception that it raised; in the order of `actions`."""
    start = Barrier(len(actions))

    def run(action: Callable):
        try:
            start.wait(PATIENCE)
            with acting_as(as_user):
                return action()
        except Exception as error:
            return error
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(actions)) as pool:
        return list(pool.map(run, actions, timeout=PATIENCE))
