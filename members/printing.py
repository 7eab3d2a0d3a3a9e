"""A page with full NIKs: on paper only, of at most 25 names, for a purpose that is named and logged (UU 27/2022)."""

import secrets

from crispy_forms.layout import Layout
from django import forms
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpResponse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from groups.views.group import GroupMixin
from members.models import Membership
from wksbm.accounts import access
from wksbm.accounts.confirming import WRONG, ConfirmedView, PasswordNowField, confirm
from wksbm.accounts.editing import HouseFormView
from wksbm.accounts.log import note
from wksbm.accounts.models import AccessLog
from wksbm.formfields import LineFormField, RowsField
from wksbm.forms import HouseForm
from wksbm.paper import Paper
from wksbm.people.faces import shown
from wksbm.people.models import Person

MOST_NAMES = 25
WIDTHS = (10, 42, 37, 31, 60)
PURPOSES = {
    "kube": gettext_lazy("proposal of a KUBE"),
    "sk": gettext_lazy("decree (SK) of the group"),
    "camat": gettext_lazy("letter to the camat"),
    "other": gettext_lazy("something else, said below"),
}


class NamesField(RowsField):
    def label_from_instance(self, row: Membership) -> str:
        return f"{row.number or '–'}. {row.name}"


class PrintNikForm(HouseForm):
    purpose = forms.ChoiceField(label=gettext_lazy("What for"), choices=PURPOSES.items(), widget=forms.RadioSelect)
    detail = LineFormField(
        label=gettext_lazy("For whom, which letter"),
        min_length=5,
        max_length=150,
        help_text=gettext_lazy("Stands on the page and in the access log."),
    )
    members = NamesField(
        label=gettext_lazy("Whom"),
        queryset=Membership.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("At most 25 names."),
    )
    password = PasswordNowField(help_text=gettext_lazy("Asked each time full NIKs leave the registry."))

    layout = Layout("purpose", "detail", "members", "password")

    def __init__(self, *args, request, members, **kwargs) -> None:
        self.request = request
        super().__init__(*args, **kwargs)
        self.fields["members"].queryset = members

    def clean_members(self):
        chosen = self.cleaned_data["members"]
        if len(chosen) > MOST_NAMES:
            raise forms.ValidationError(_("At most 25 names on a page with full NIKs; print a second one."), "many")
        return chosen

    def clean(self):
        cleaned = super().clean()
        # Asked last: a wrong password counts, so it is not spent on a form that comes back anyway.
        if "password" in cleaned and not self.errors and not confirm(self.request, cleaned["password"]):
            self.add_error("password", WRONG)
        return cleaned


class PrintNikView(GroupMixin, ConfirmedView, HouseFormView):
    """The members of a group with their full NIKs, as a PDF."""

    template_name = "members/print.html"
    form_class = PrintNikForm
    action = "export"
    record = "member"

    def members(self):
        """Only people of one's own area who have a NIK: of a member from elsewhere the name alone is open."""
        user = self.request.user
        people = Person.objects.visible_to(user).exclude(nik_index="")
        roster = Membership.objects.visible_to(user).roster(self.group, self.today())
        return roster.filter(person__in=people)

    def get_form_kwargs(self):
        if not self.request.user.roles_over(self.group) & access.PRINTS_FULL_NIK:
            raise PermissionDenied
        return super().get_form_kwargs() | {"members": self.members()}

    def form_valid(self, form):
        user, chosen, number = self.request.user, list(form.cleaned_data["members"]), secrets.token_hex(4)
        reason = f"{PURPOSES[form.cleaned_data['purpose']]}: {form.cleaned_data['detail']}"
        if not all(user.roles_over(row.person) & access.PRINTS_FULL_NIK for row in chosen):
            raise PermissionDenied
        with transaction.atomic():
            for row in chosen:
                note(user, AccessLog.Kind.PRINTED, row.person, field="nik", reason=reason, id=number)
        name = f"{slugify(self.group.name)}-{self.today():%Y-%m-%d}.pdf"
        headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
        return HttpResponse(self.page(chosen, reason, number), content_type="application/pdf", headers=headers)

    def page(self, chosen: list[Membership], reason: str, number: str) -> bytes:
        user = self.request.user
        when = date_format(timezone.localtime(), "DATETIME_FORMAT")
        foot = _("Personal data (UU 27/2022). Printed by %(who)s on %(when)s, number %(number)s.") % {
            "who": user.full_name, "when": when, "number": number,
        }  # fmt: skip
        paper = Paper(title=_("Members of %(group)s") % {"group": self.group}, foot=foot)
        paper.say(f"{self.group.village}, {self.group.village.parent.name}")
        paper.say(_("For: %(reason)s") % {"reason": reason})
        headings = [_("No."), _("Name"), "NIK", _("Born"), _("Address")]
        paper.rows(headings, [self.cells(place, row) for place, row in enumerate(chosen, 1)], WIDTHS)
        return paper.file()

    def cells(self, place: int, row: Membership) -> list[str]:
        person, user = row.person, self.request.user
        address = " ".join(filter(None, [shown(user, person, "address"), shown(user, person, "rt_rw")]))
        return [str(place), shown(user, person, "full_name"), person.nik, shown(user, person, "birth_words"), address]

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {"verb": _("Print")}
