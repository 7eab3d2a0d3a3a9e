"""Work beside the answer where no `db_worker` runs (demo): in a thread of the same process."""

from threading import Thread

from django.db import connections
from django_tasks.backends.immediate import ImmediateBackend


class ThreadBackend(ImmediateBackend):
    def _execute_task(self, task_result) -> None:
        Thread(target=self._alone, args=[task_result]).start()

    def _alone(self, task_result) -> None:
        try:
            super()._execute_task(task_result)
        finally:
            connections.close_all()
