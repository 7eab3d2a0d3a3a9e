"""Registering a group, the places it covers, the stage of a KUBE."""

from crispy_forms.layout import Layout
from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from groups.likeness import similar
from groups.models import GroupType, Kube, SocialGroup
from wksbm.formfields import DayField, LineFormField, NoteFormField, PartialDateField
from wksbm.forms import HouseForm, RecordForm, pair
from wksbm.regions.picker import VillageField

BEGINNINGS = (SocialGroup.Status.ACTIVE, SocialGroup.Status.PREPARING)


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
    """Registering stays short; everything else is asked by the five parts of the inventory."""

    village = VillageField(label=_("Desa or kelurahan"))
    founded_on = PartialDateField(label=_("Founded"), required=False, help_text=_("The year alone is fine."))

    partial_dates = ("founded_on",)
    layout = Layout("name", "kind", "type", "village", pair("founded_on", "origin"), "business", "status")

    class Meta:
        model = SocialGroup
        fields = ["name", "kind", "type", "village", "founded_on", "origin", "business", "status"]
        widgets = {"kind": forms.RadioSelect, "status": forms.RadioSelect}

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        own = [self.instance.village_id] if self.instance.pk else []  # a leader has no area: the group stays
        self.fields["village"].set_areas([*self.user.area_codes("group"), *own], self.posted)
        self.fields["kind"].choices = SocialGroup.Kind.choices
        if "status" in self.fields:  # later it changes by acts with a reason, never by a choice in a form
            self.fields["status"].choices = [(status.value, status.label) for status in BEGINNINGS]
        offered = Q(retired=False) | Q(pk=self.instance.type_id)
        self.fields["type"].queryset = GroupType.objects.filter(offered, is_group=True)

    def _post_clean(self) -> None:
        super()._post_clean()
        if self.instance.pk or self.errors.keys() & {"name", "village"}:
            return
        if alike := similar(self.instance, by=self.user):
            names = ", ".join(str(group) for group in alike)
            text = _("The village has a group like this already: %(names)s. If this is another one, save it like this.")
            self.doubt("name", "similar_group", text % {"names": names})


class ComponentGroupForm(GroupForm):
    """A new group that belongs to a WKSBM from the beginning."""

    since = DayField(label=_("Component since"), required=False)

    layout = Layout(*GroupForm.layout.fields, "since")


class StageForm(HouseForm):
    on = DayField(label=_("On"))
    note = NoteFormField(label=_("What was reached"), required=False, max_length=1000)


STAGE_LABELS = dict(Kube.Stage.choices)
