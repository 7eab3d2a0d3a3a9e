"""Who is acting. History rows take their person from here, and nothing with history is saved without one."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_actor: ContextVar = ContextVar("actor", default=None)


class ActorUnknown(RuntimeError):
    """Something with history was about to be saved while nobody was acting: a bug, not a user's mistake."""


@contextmanager
def acting_as(user) -> Iterator[None]:
    """Everything saved inside belongs to `user` (an accounts.User)."""
    token = _actor.set(user)
    try:
        yield
    finally:
        _actor.reset(token)


def current_actor():
    """The acting accounts.User. Raises ActorUnknown when there is none."""
    user = _actor.get()
    if user is None or not user.pk:
        raise ActorUnknown("save inside acting_as(user)")
    return user
