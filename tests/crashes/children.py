"""A piece of work in a process of its own, which may be killed at any moment, as a machine that loses its power."""

import os
import signal
import sys
import time
import traceback
from collections.abc import Callable

from django.db import connections, transaction

from wksbm.spreadsheets.models import ImportBatch

KILLED = -signal.SIGKILL


def child(action: Callable) -> int:
    """Starts `action` in a copy of this process, with connections of its own; the number of the process."""
    connections.close_all()  # two processes on one connection would spoil it for both
    number = os.fork()
    if number:
        return number
    code = 1
    try:
        action()
        code = 0
    except BaseException:
        traceback.print_exc(file=sys.__stderr__)
    finally:
        os._exit(code)


def ended(number: int) -> int:
    """Waits for the process; what it ended with, KILLED for one that was killed."""
    return os.waitstatus_to_exitcode(os.waitpid(number, 0)[1])


def killed(action: Callable, seconds: float) -> int:
    """Lets `action` go on for so long; KILLED, or 0 when it was quicker."""
    number = child(action)
    time.sleep(seconds)
    os.kill(number, signal.SIGKILL)
    return ended(number)


def seconds_of(action: Callable) -> float:
    begun = time.monotonic()
    assert ended(child(action)) == 0
    return time.monotonic() - begun


def settled(batch: ImportBatch) -> ImportBatch:
    """The batch as it stands when the database has noticed that its client is dead."""
    with transaction.atomic():
        return ImportBatch.objects.select_for_update().get(pk=batch.pk)
