"""The bell in the head of every page: files that are ready to be fetched, or still being written."""

from django.db.models import Count, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from wksbm.accounts.badges import Badge, badge
from wksbm.spreadsheets.models import KEPT_FOR, Download

State = Download.State


@badge
def downloads_of(user) -> Badge | None:
    """Nothing when all files have been fetched."""
    waiting = Download.objects.filter(user=user.pk, fetched_at=None, created_at__gt=timezone.now() - KEPT_FOR)
    states = {state: Count("pk", filter=Q(state=state)) for state in State.values}
    found = waiting.aggregate(**states)
    if not any(found.values()):
        return None
    ready = found[State.READY]
    words = ngettext("%(count)s file is ready", "%(count)s files are ready", ready) % {"count": ready}
    if not ready:
        words = _("A file could not be written") if found[State.FAILED] else _("A file is being written")
    return Badge(reverse("downloads:list"), "bell", ready, words)
