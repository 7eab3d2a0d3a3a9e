"""The Dinas's screens of UU 27/2022: the report on a person, erasing a person, and whose time is over.

All three ask the cell "delete a person" of the access table, which is A for the Dinas alone: whoever may take a
person out of the register may also hand over, in full, what it holds.
"""

from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.generic import TemplateView

from wksbm.accounts.confirming import ConfirmedView
from wksbm.accounts.editing import ActView, HouseFormView
from wksbm.accounts.models import Erasure
from wksbm.people.erasing import erase_person, plan_for
from wksbm.people.holdings import objections
from wksbm.people.models import Person
from wksbm.people.notice import NOTICE_VERSION
from wksbm.people.privacy_forms import EraseForm, ReportForm
from wksbm.people.retention import RULES, dry_run
from wksbm.people.subject import report

SHOWN = 50  # rows of a rule on the screen; the command lists them all


class DinasPersonView(ConfirmedView, HouseFormView):
    """A form over one person of the own regency."""

    erased = False

    def dispatch(self, request, *args, **kwargs):
        people = Person.objects.visible_to(request.user, erased=self.erased)
        self.person = get_object_or_404(people.select_related("village__parent", "household"), pk=kwargs["pk"])
        if not request.user.may("delete", "person", self.person):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def today(self):
        return self.person.village.today()

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {"person": self.person, "cancel": self.person.get_absolute_url()}


class SubjectReportView(DinasPersonView):
    """GET asks why; POST answers the page to be printed, and leaves a line in the access log."""

    template_name = "people/subject_report_form.html"
    form_class = ReportForm

    def form_valid(self, form):
        sections = report(self.person, by=self.request.user, reason=form.cleaned_data["reason"])
        self.template_name = "people/subject_report.html"
        return self.render_to_response(
            self.get_context_data(form=form) | {"sections": sections, "now": timezone.localtime()}
        )

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {"verb": _("Show the report")}


class EraseView(DinasPersonView, ActView):
    """Shows what goes and what stays; afterwards, and to whoever comes a second time, that it is done."""

    template_name = "people/erase.html"
    form_class = EraseForm
    erased = True

    def get_initial(self):
        by_rule = next((rule for rule in RULES if rule.code == self.request.GET.get("aturan")), None)
        return {"reason": _("Retention: %(rule)s") % {"rule": by_rule.who}} if by_rule else {}

    def get(self, request, *args, **kwargs):
        if self.person.erased_on:
            return self.page_of_erased()
        return super().get(request, *args, **kwargs)

    def post(self, request, *args, **kwargs):
        if self.person.erased_on:
            return HttpResponseRedirect(request.path)
        return super().post(request, *args, **kwargs)

    @property
    def done(self) -> str:
        return _("Erased. Nobody finds this person in the register any more.")

    def act(self, form) -> None:
        erase_person(self.person, by=self.request.user, reason=form.cleaned_data["reason"])

    def get_success_url(self) -> str:
        return self.request.path

    def page_of_erased(self):
        self.template_name = "people/erase_done.html"
        erasure = Erasure.objects.filter(person=self.person.pk).select_related("by").first()
        return self.render_to_response({"person": self.person, "erasure": erasure})

    def get_context_data(self, **kwargs):
        plan = plan_for(self.person)
        return super().get_context_data(**kwargs) | {
            "plan": plan,
            "objections": objections(self.person),
            "wards": wards_of(self.person, plan, self.request.user),
            "verb": _("Erase for good"),
            "button": "btn-danger",
        }


def wards_of(person: Person, plan, user) -> int:
    """For how many others the person is named as guardian: that stays, it belongs to their records."""
    names = {name.casefold() for name in plan.who.names}
    others = Person.objects.visible_to(user).filter(village__in=plan.who.areas).exclude(pk=person.pk)
    guardians = others.exclude(guardian="").values_list("guardian", flat=True)
    return sum(guardian.casefold() in names for guardian in guardians)


class RetentionView(TemplateView):
    """The dry run of the rules in the own regency; each row is decided by itself, and nothing goes by itself."""

    template_name = "people/retention.html"

    def get_context_data(self, **kwargs):
        user = self.request.user
        found = [(due, self.shown(due)) for due in dry_run(timezone.localdate(), user=user)]
        return super().get_context_data(**kwargs) | {"found": found, "version": NOTICE_VERSION}

    def shown(self, due) -> list[tuple]:
        """(row, its person, what it is, where it is decided) of the oldest rows."""
        rule = due.rule
        rows = due.rows.select_related("village", *rule.related)[:SHOWN] if rule.route else []
        return [
            (row, *rule.told(row), f"{reverse(rule.route, args=[row.pk])}?aturan={rule.code}") for row in rows
        ]  # fmt: skip
