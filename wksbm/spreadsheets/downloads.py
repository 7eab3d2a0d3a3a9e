"""Large lists, written in the background under the rights of that moment; fetched, and gone after a day."""

from collections.abc import Iterable, Iterator
from functools import partial
from tempfile import TemporaryFile

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, QueryDict
from django.urls import resolve, reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django_tasks import task

from wksbm import keyring
from wksbm.accounts import access
from wksbm.accounts.models import User
from wksbm.accounts.routes import ROUTES
from wksbm.actor import acting_as
from wksbm.spreadsheets.models import KEPT_FOR, Download
from wksbm.spreadsheets.progress import progress_of, telling, wait
from wksbm.spreadsheets.store import BLOCK, Store

CONTENT_TYPES = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
}
FILE = "file"
TOLD_EVERY = 500  # rows
State = Download.State


def counted(rows: Iterable, progress) -> Iterator:
    """The same rows; `progress` hears now and then how many there were."""
    for number, row in enumerate(rows):
        if number % TOLD_EVERY == 0:
            progress(number)
        yield row


def ask(view, choice: dict) -> Download:
    """Notes what the export view of this request was asked for, and has it written.

    What was searched for may be a NIK, so the filters are kept sealed. The language and the duty in which the user
    acts are kept too.
    """
    expire()
    user, route = view.request.user, view.request.resolver_match.view_name
    kept = choice | {"language": translation.get_language(), "acting": user.acting_in}
    download = Download(user=user, title=str(view.sheet_title), route=route, choice=kept, rows=view.count)
    download.file_name = view.file_name(choice)
    download.path = keyring.seal(view.request.GET.urlencode(), purpose(download))
    download.save()
    wait(Store(download.token))
    write.enqueue(download.pk)
    return download


def purpose(download: Download) -> str:
    return f"download {download.token}"


@task()
def write(number: int) -> None:
    download = Download.objects.filter(pk=number, state=State.WAITING).first()
    if download is None:
        return
    download.user = User.objects.get(pk=download.user_id)  # with the duties of this moment
    with acting_as(download.user), translation.override(download.choice["language"]):
        try:
            write_now(download)
        except PermissionDenied:
            fail(download, _("Your rights have changed since you asked for it."))
        except BaseException:
            fail(download, _("Something went wrong. Ask for it once more."))
            raise


def write_now(download: Download) -> None:
    """Writes the list as it is now. Raises PermissionDenied when the user may not have it any more."""
    view, store, choice = view_of(download), Store(download.token), download.choice
    with telling(store, download.rows) as teller, TemporaryFile() as stream:
        download.rows = view.write(stream, choice, teller)
        stream.seek(0)
        store.keep(FILE, iter(partial(stream.read, BLOCK), b""))
    with transaction.atomic():
        view.log(choice, download.rows)
        download.state, download.ready_at = State.READY, timezone.now()
        download.save()


def view_of(download: Download):
    """The export view as it was asked, for its user as he is now. Raises PermissionDenied."""
    user = download.user
    user.act_in(download.choice["acting"])
    if not user.is_active or access.best_letter(user.roles, *ROUTES[download.route]) not in "AMC":
        raise PermissionDenied
    view = view_for(
        resolve(reverse(download.route)).func.view_class, user, keyring.unseal(download.path, purpose(download))
    )
    if download.choice["nik"] == "full" and not view.full_offered:
        raise PermissionDenied
    return view


def view_for(view_class: type, user: User, query: str):
    """The export view of a list with these filters, without a browser."""
    request = HttpRequest()
    request.method, request.user, request.GET = "GET", user, QueryDict(query)
    view = view_class()
    view.setup(request)
    return view


def fail(download: Download, why: str) -> None:
    Store(download.token).remove()
    download.state, download.error, download.ready_at = State.FAILED, why, timezone.now()
    download.save()


def expire() -> int:
    """Throws away what was asked for more than 24 hours ago, files and all; returns how many."""
    overdue = list(Download.objects.filter(created_at__lt=timezone.now() - KEPT_FOR))
    for download in overdue:
        discard(download)
    return len(overdue)


def discard(download: Download) -> None:
    Store(download.token).remove()
    download.delete()


def is_lost(download: Download) -> bool:
    """Whether its writing began and was killed."""
    progress = progress_of(Store(download.token))
    return download.state == State.WAITING and bool(progress.at) and not progress.is_alive
