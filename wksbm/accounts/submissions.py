"""A form that is sent twice makes one record: by a double tap, a resend after a lost answer, or the back button."""

import hashlib
import hmac
import uuid
from collections.abc import Callable

from django.conf import settings
from django.core.exceptions import BadRequest
from django.db import IntegrityError, transaction
from django.http import QueryDict

from wksbm.accounts.models import Submission

# The password of whoever confirms is nothing that the form makes, and is kept nowhere, not as a digest either.
NOT_CONTENT = {"csrfmiddlewaretoken", "client_key", "password"}


class SentBefore(Exception):
    """The same form was already sent with other content; `url` shows what it made. Nothing was written."""

    def __init__(self, url: str) -> None:
        super().__init__(url)
        self.url = url


def new_key() -> str:
    return str(uuid.uuid4())


def read_key(data) -> uuid.UUID:
    """The key of a posted form. Raises BadRequest without a proper one."""
    try:
        return uuid.UUID(data.get("client_key", ""))
    except ValueError as error:
        raise BadRequest("client_key") from error


def _digest(data) -> str:
    content = sorted((name, data.getlist(name)) for name in data if name not in NOT_CONTENT)
    return hmac.new(settings.SECRET_KEY.encode(), repr(content).encode(), hashlib.sha256).hexdigest()


def content_of(request) -> QueryDict:
    """What a form was sent with: its fields, and of each file its fingerprint, since another file is other content."""
    if not request.FILES:
        return request.POST
    content = request.POST.copy()
    for name, file in request.FILES.items():
        file.seek(0)  # the form may have read it
        content[f"{name} as file"] = hashlib.sha256(file.read()).hexdigest()
        file.seek(0)
    return content


def sent_already(*, user, data) -> str | None:
    """Where an equal form of this key led to, or None. Raises BadRequest without a proper key."""
    earlier = Submission.objects.filter(user=user, key=read_key(data), digest=_digest(data)).first()
    return earlier.url if earlier and earlier.url else None


def once(*, user, data, create: Callable[[], str]) -> str:
    """Runs `create` (which saves and returns the URL to go to) unless this form was sent before; returns the URL.

    One transaction: of parallel equal posts the first wins, the others wait for it and get its URL.
    Raises SentBefore when the key is known but the content differs: what was typed must not get lost silently.
    """
    key, digest = read_key(data), _digest(data)
    try:
        with transaction.atomic():
            submission = Submission.objects.create(user=user, key=key, digest=digest)
            submission.url = create()
            submission.save(update_fields=["url"])
            return submission.url
    except IntegrityError:
        earlier = Submission.objects.filter(user=user, key=key).exclude(url="").first()
        if earlier is None:
            raise
        if earlier.digest != digest:
            raise SentBefore(earlier.url) from None
        return earlier.url
