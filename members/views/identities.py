"""Names that wait to be matched: the list, a name's page and its history; what the group itself may change."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Min, Window
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.generic import DetailView, View

from members.identities import decided_words, entered_on, mark_told, to_decide, withdraw
from members.identity_filters import IdentityFilter
from members.identity_forms import IdentityForm, WithdrawForm
from members.likely import exact_matches, likely_people
from members.models import IdentityMatch, Membership
from wksbm.accounts.editing import CreateOnceView, EditRecordView
from wksbm.accounts.lists import ScopedListView
from wksbm.accounts.views.history import HistoryView
from wksbm.converters import key_in
from wksbm.people.faces import told
from wksbm.people.models import Person

MOST_EXACT = 100


class IdentityListView(ScopedListView):
    """What waits, the group whose name waits longest first."""

    template_name = "members/identities.html"
    filterset_class = IdentityFilter

    def get_queryset(self):
        rows = IdentityMatch.objects.visible_to(self.request.user)
        oldest = Window(Min("pk"), partition_by="group")
        related = rows.select_related("group__village", "person", "decided_by")
        return related.annotate(oldest=oldest).order_by("oldest", "pk")

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        rows, user = list(context["rows"]), self.request.user
        days = entered_on(row.pk for row in rows)
        mine = set(to_decide(user).filter(pk__in=[row.pk for row in rows]).values_list("pk", flat=True))
        return context | {
            "rows": [(row, days.get(row.pk), row.pk in mine) for row in rows],
            "exact": len(exact_matches(waiting_for(user), user)) if mine else 0,
        }


def waiting_for(user) -> list[IdentityMatch]:
    """The oldest of the names that the user may decide."""
    return list(to_decide(user).select_related("group__village")[:MOST_EXACT])


class IdentityMixin:
    """Fetches `self.object` inside the user's reach; `action` is asked of the access table."""

    action = "view"
    only_waiting = False  # whether the page is of no use once the name is decided

    def dispatch(self, request, *args, **kwargs):
        rows = IdentityMatch.objects.visible_to(request.user)
        related = rows.select_related("group__village", "person__village", "decided_by")
        self.object = get_object_or_404(related, pk=kwargs["pk"])
        if not request.user.may(self.action, "identity_match", self.object):
            raise PermissionDenied
        # A form that was sent twice gets its answer further down.
        if self.only_waiting and request.method == "GET" and not self.object.is_waiting:
            return self.too_late()
        return super().dispatch(request, *args, **kwargs)

    def too_late(self):
        messages.warning(self.request, decided_words(self.object))
        return redirect(self.object)

    def today(self):
        return self.object.group.village.today()

    def get_context_data(self, **kwargs):
        context = {"identity": self.object, "group": self.object.group, "cancel": self.object.get_absolute_url()}
        return context | super().get_context_data(**kwargs)


class IdentityDetailView(IdentityMixin, DetailView):
    """The name as the group knows it; for who decides, the people that it may be."""

    template_name = "members/identity.html"

    def get_object(self, queryset=None) -> IdentityMatch:
        return self.object

    def get_context_data(self, **kwargs):
        user, row = self.request.user, self.object
        decides = to_decide(user).filter(pk=row.pk).exists()
        seen = Person.objects.visible_to(user).filter(pk=row.person_id).exists()
        return super().get_context_data(**kwargs) | {
            "decides": decides,
            "own": row.is_waiting and user.may("verify", "identity_match", row) and not decides,
            "cards": likely_people(row, user) if decides else [],
            "members": people_of(row.group, user) if decides else set(),
            "person": row.person if seen else None,
            "entered_on": entered_on([row.pk]).get(row.pk),
            "memberships": row.memberships.all(),
            "terms": row.officer_terms.all(),
        }


def people_of(group, user) -> set[int]:
    """The numbers of those who are members of the group today."""
    rows = Membership.objects.visible_to(user).in_group(group).current(group.village.today())
    return set(rows.exclude(person=None).values_list("person", flat=True))


class OwnIdentityMixin(IdentityMixin):
    """What the group itself changes; a closed group is read-only."""

    only_waiting = True

    def dispatch(self, request, *args, **kwargs):
        rows = IdentityMatch.objects.visible_to(request.user).select_related("group")
        if not get_object_or_404(rows, pk=kwargs["pk"]).group.is_open:
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)


class IdentityUpdateView(OwnIdentityMixin, EditRecordView):
    template_name = "members/identity_form.html"
    form_class = IdentityForm
    action = "update"

    def post(self, request, *args, **kwargs):
        return super().post(request, *args, **kwargs) if self.object.is_waiting else self.too_late()

    def stale(self, form):
        self.object.refresh_from_db()
        return super().stale(form) if self.object.is_waiting else self.too_late()


class IdentityWithdrawView(OwnIdentityMixin, CreateOnceView):
    """What "delete" means for a name: it never was a member, and that stays in the record."""

    template_name = "members/identity_withdraw.html"
    form_class = WithdrawForm
    action = "delete"

    def create(self, form):
        withdraw(self.object, by=self.request.user, reason=form.cleaned_data["reason"])
        text = _("%(name)s is off the list. That she or he stood there stays in the history.")
        messages.success(self.request, text % {"name": self.object.name})
        return reverse("members:roster", args=[self.object.group_id])


class IdentitiesToldView(View):
    """The leader has read what the village decided: these names are told no more."""

    http_method_names = ["post"]

    def post(self, request):
        led = [pk for pk, one in request.user.led_groups.items() if one.role == "leader"]
        keys = [key_in(key) for key in request.POST.getlist("nama")]
        rows = IdentityMatch.objects.visible_to(request.user).filter(pk__in=keys, group__in=led)
        mark_told(rows.select_related("group"), today=timezone.localdate())
        return redirect("home")


class IdentityHistoryView(HistoryView):
    record = "identity_match"

    def get_object(self) -> IdentityMatch:
        rows = IdentityMatch.objects.visible_to(self.request.user).select_related("group__village", "person")
        return get_object_or_404(rows, pk=self.kwargs["pk"])

    def called(self) -> str:
        return told(self.request.user, self.object, "name")

    def zone(self):
        return self.object.group.village.time_zone
