"""Logging an activity on one screen, looking at it, correcting it."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.generic import DetailView

from activities.forms import ActivityForm
from activities.models import Activity, Attendance, MotivationNote
from activities.services import correct_activity, log_activity, may_change
from groups.models import SocialGroup
from members.models import Membership
from wksbm.accounts.editing import CreateOnceView, EditRecordView
from wksbm.accounts.stale import Difference
from wksbm.converters import key_in


class LogMixin:
    """The log form of `self.group` with the roster of `self.roster_day()` and the marks typed or recorded so far."""

    form_class = ActivityForm
    template_name = "activities/log.html"

    def today(self):
        return self.group.village.today()

    def roster(self):
        if not hasattr(self, "_roster"):
            self._roster = list(Membership.objects.visible_to(self.request.user).roster(self.group, self.roster_day()))
        return self._roster

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"group": self.group, "roster": self.roster()}

    def recorded_marks(self) -> dict[int, str]:
        return {}

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        form = context["form"]
        marks = form.marks if form.is_bound else self.recorded_marks()
        rows = [(row, marks.get(row.pk, "")) for row in self.roster()]
        return context | {"group": self.group, "rows": rows, "today": self.today()}


class LogActivityView(LogMixin, CreateOnceView):
    """One screen. A leader of one group is there at once; others say which group by ?kelompok=…"""

    def dispatch(self, request, *args, **kwargs):
        groups = SocialGroup.objects.visible_to(request.user).serving().select_related("village")
        wanted = request.GET.get("kelompok", "")
        if wanted:
            self.group = get_object_or_404(groups, pk=key_in(wanted))
        else:
            choice = list(groups.order_by("name_key")[:200])
            if len(choice) != 1:
                return render(request, "activities/choose_group.html", {"groups": choice})
            self.group = choice[0]
        if not request.user.may("create", "activity", self.group):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def roster_day(self):
        return self.today()

    def get_initial(self):
        own = Activity.objects.visible_to(self.request.user).standing().filter(group=self.group)
        last = own.exclude(place="").order_by("-date", "-pk").first()
        return {"place": last.place if last else "", "kind": self.request.GET.get("jenis", "")}

    def create(self, form):
        activity = form.save(commit=False)
        activity.group = self.group
        made = log_activity(
            activity,
            marks=form.marks,
            found=form.found,
            private_note=form.cleaned_data.get("private_note", ""),
            by=self.request.user,
        )
        messages.success(self.request, _("Saved: %(title)s. You can correct it at any time.") % {"title": made.title})
        return made


class ActivityMixin:
    def get_object(self, queryset=None) -> Activity:
        rows = Activity.objects.visible_to(self.request.user).select_related(
            "group__village", "village", "skill", "recorded_by", "verified_by"
        )
        return get_object_or_404(rows, pk=self.kwargs["pk"])

    def may_change(self, activity: Activity, action: str) -> bool:
        return may_change(activity, self.request.user, action)

    def may_verify(self, activity: Activity) -> bool:
        user = self.request.user
        decided = activity.withdrawn_on or activity.verified_on or activity.recorded_by_id == user.pk
        return not decided and user.may("verify", "activity", activity)


class ActivityDetailView(ActivityMixin, DetailView):
    template_name = "activities/detail.html"
    context_object_name = "activity"

    def get_context_data(self, **kwargs):
        activity, user = self.object, self.request.user
        attendance = list(activity.attendance.select_related("membership__person__village", "membership__identity"))
        marks = [row.status for row in attendance]
        notes = MotivationNote.objects.visible_to(user).written().filter(activity=activity)
        others = activity.private_notes.written().exclude(author=user)
        return super().get_context_data(**kwargs) | {
            "attendance": attendance,
            "present": marks.count("present"),
            "absent": marks.count("absent"),
            "unmarked": marks.count(""),
            "findings": activity.findings.all(),
            "own_notes": notes.filter(author=user),
            "open_notes": notes.exclude(author=user).defer("text").select_related("author"),
            "kept_notes": others.count() if user.may("list", "motivation_note", activity) else 0,
            "may_update": self.may_change(activity, "update"),
            "may_withdraw": self.may_change(activity, "delete"),
            "may_verify": self.may_verify(activity),
        }


class ActivityUpdateView(ActivityMixin, LogMixin, EditRecordView):
    def dispatch(self, request, *args, **kwargs):
        self.object = self.get_object()
        self.group = self.object.group
        if not self.may_change(self.object, "update"):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def roster_day(self):
        return self.object.date

    def own_note(self):
        user = self.request.user
        return MotivationNote.objects.visible_to(user).filter(activity=self.object, author=user).first()

    def get_initial(self):
        note = self.own_note()
        return {"private_note": note.text if note else ""}

    def recorded_marks(self) -> dict[int, str]:
        return dict(self.object.attendance.values_list("membership_id", "status"))

    def stale(self, form):
        """Members whom only the other one has marked keep his mark."""
        form.data = form.data.copy()
        for pk, theirs in self.recorded_marks().items():
            if theirs and not form.data.get(f"mark_{pk}"):
                form.data[f"mark_{pk}"] = theirs
        return super().stale(form)

    def other_differences(self, form) -> list[Difference]:
        words, theirs = dict(Attendance.Status.choices), self.recorded_marks()
        return [
            Difference(row.name, str(words[form.marks[row.pk]]), str(words[theirs[row.pk]]), both=True)
            for row in self.roster()
            if theirs.get(row.pk) and form.marks[row.pk] != theirs[row.pk]
        ]

    def save(self, form):
        return correct_activity(
            form.save(commit=False),
            marks=form.marks,
            found=form.found,
            private_note=form.cleaned_data.get("private_note"),
            by=self.request.user,
        )
