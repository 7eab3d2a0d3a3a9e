"""The access log of an area, and the answer to whoever has looked too often."""

from datetime import timedelta
from math import ceil

from django.shortcuts import render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from wksbm.accounts.limits import LIMITS, LimitReached, note_limit
from wksbm.accounts.lists import ScopedListView
from wksbm.accounts.log_filters import LogFilter
from wksbm.accounts.log_words import lines
from wksbm.accounts.models import AccessLog

Kind = AccessLog.Kind


class LookListView(ScopedListView):
    """A list of entries, newest first, as sentences in `lines`."""

    filterset_class = LogFilter

    def get_queryset(self):
        # By number: rows are only ever added, and a sort of a million entries by time would take seconds.
        entries = AccessLog.objects.visible_to(self.request.user).select_related("user", "region")
        return entries.order_by("-pk")

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        return context | {"lines": lines(self.request.user, context["rows"])}


class AccessLogView(LookListView):
    template_name = "log/list.html"


def too_many_looks(request, reached: LimitReached):
    """429 with the time at which it opens again: a page, or a fragment for htmx. The Dinas finds it on its board."""
    note_limit(request.user, reached.kind)
    zone = next((duty.region.time_zone for duty in request.user.duties_now if duty.region_id), None)
    seconds = ceil((reached.opens_at - timezone.now()).total_seconds())
    full_minute = timezone.localtime(reached.opens_at, zone) + timedelta(seconds=59)
    context = {
        "base": "bare.html" if request.htmx else "base.html",
        "sentence": _spent(reached.kind) % {"most": LIMITS[reached.kind]},
        "opens_at": date_format(full_minute, "TIME_FORMAT"),
    }
    response = render(request, "errors/429.html", context, status=429)
    response.headers["Retry-After"] = max(seconds, 1)
    return response


def _spent(kind: str) -> str:
    return {
        Kind.REVEAL: _("You have looked at %(most)s hidden numbers within one hour; that is the limit."),
        Kind.LOOK_UP: _("You have searched by NIK %(most)s times within one hour; that is the limit."),
        Kind.MATCH: _("You have compared last digits %(most)s times within one hour; that is the limit."),
    }[kind]
