"""Registering a group, the stage of a KUBE, the account of its leader."""

from crispy_forms.layout import HTML, Layout
from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from groups.models import GroupType, Kube, SocialGroup
from wksbm.accounts.models import User
from wksbm.formfields import DayField, LineFormField, NameFormField, NoteFormField, PartialDateField, PhoneField
from wksbm.forms import HouseForm, RecordForm, pair
from wksbm.regions.picker import VillageField


class CoverageField(LineFormField):
    """RT numbers with their RW: `RW 08: 27, 28, 29; RW 09: 1` cleans to [("008", "027"), …]."""

    def to_python(self, value):
        text = super().to_python(value) or ""
        places = [place for part in text.split(";") if part.strip() for place in self._part(part)]
        return list(dict.fromkeys(places))

    def _part(self, part: str):
        rw, colon, rts = part.upper().replace("RW", "").replace("RT", "").partition(":")
        numbers = [rt.strip() for rt in rts.split(",")] if colon else [""]
        for number in (rw.strip(), *(numbers if colon else ())):
            if not (number.isascii() and number.isdigit() and len(number) <= 3):
                raise ValidationError(_("Write it like this: RW 08: 27, 28, 29"), "coverage")
        return [(rw.strip().zfill(3), rt.zfill(3) if rt else "") for rt in numbers]

    def prepare_value(self, value):
        if not isinstance(value, list):
            return value
        by_rw: dict[str, list[str]] = {}
        for rw, rt in value:
            by_rw.setdefault(rw, []).append(rt)
        return "; ".join(f"RW {rw}: {', '.join(rts)}" if any(rts) else f"RW {rw}" for rw, rts in by_rw.items())


class GroupForm(RecordForm):
    village = VillageField(label=_("Desa or kelurahan"))
    founded_on = PartialDateField(label=_("Founded"), required=False, help_text=_("The year alone is fine."))
    declared_on = DayField(label=_("Counted on"), required=False)
    registered_on = DayField(label=_("Registered on"), required=False)
    phone = PhoneField(label=_("Phone"), required=False)
    coverage = CoverageField(
        label=_("RT and RW it covers"), required=False, help_text=_("For example RW 08: 27, 28, 29"), max_length=400
    )

    partial_dates = ("founded_on",)
    layout = Layout(
        "name",
        "kind",
        "type",
        "village",
        pair("founded_on", "origin"),
        "business",
        HTML('<details class="mb-3"><summary>'),
        HTML(_("More about the group")),
        HTML("</summary>"),
        pair("initiator", "scope_level"),
        "coverage",
        pair("secretariat", "phone"),
        "purpose",
        pair("declared_members", "declared_on"),
        pair("registration_number", "registered_on"),
        "status",
        HTML("</details>"),
    )

    class Meta:
        model = SocialGroup
        fields = [
            "name",
            "kind",
            "type",
            "village",
            "founded_on",
            "origin",
            "initiator",
            "scope_level",
            "business",
            "secretariat",
            "phone",
            "purpose",
            "declared_members",
            "declared_on",
            "registration_number",
            "registered_on",
            "status",
        ]
        widgets = {"kind": forms.RadioSelect}

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        own = [self.instance.village_id] if self.instance.pk else []  # a leader has no area: the group stays
        self.fields["village"].set_areas(self.user.area_codes("group") or own, self.posted)
        self.fields["kind"].choices = SocialGroup.Kind.choices
        offered = Q(retired=False) | Q(pk=self.instance.type_id)
        self.fields["type"].queryset = GroupType.objects.filter(offered, is_group=True)
        if self.instance.pk:
            covered = list(self.instance.coverage.values_list("rw", "rt"))
            self.initial.setdefault("coverage", self.fields["coverage"].prepare_value(covered))


class StageForm(HouseForm):
    on = DayField(label=_("On"))
    note = NoteFormField(label=_("What was reached"), required=False, max_length=1000)


class LeaderAccountForm(HouseForm):
    full_name = NameFormField(label=_("Full name"), max_length=120)
    username = forms.CharField(
        label=_("User name"),
        max_length=60,
        validators=User._meta.get_field("username").validators,
        help_text=_("For example ketua.rindu. Small letters, no spaces."),
    )
    phone = PhoneField(label=_("Phone"), required=False)


STAGE_LABELS = dict(Kube.Stage.choices)
