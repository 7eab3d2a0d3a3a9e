"""What the recaps ask for. Every parameter of their addresses passes one of these forms."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from groups.models import SocialGroup
from reports.recaps import pmks
from wksbm.formfields import DayField, LineFormField, spoken
from wksbm.forms import HouseForm
from wksbm.regions.codes import Level, level_of, under
from wksbm.regions.models import Region, Tally
from wksbm.regions.picker import RegionField

YEARS_BACK = 20
MOST_GROUPS = 200  # a longer select is no help; a village or district chosen above shortens it
LARGEST_KEY = 2**63 - 1


def with_defaults(sent, user, **defaults):
    """The parameters that were sent, and for those that were not the user's first area and `defaults`."""
    data = sent.copy()
    areas = user.area_codes("recap")
    if areas and not any(name.startswith("region") for name in data):
        data["region"] = areas[0]
    for name, value in defaults.items():
        data.setdefault(name, value)
    return data


class AreaForm(HouseForm):
    """A region inside the user's own area."""

    region = RegionField(required=False)

    def __init__(self, data, *, user) -> None:
        super().__init__(data, user=user, today=timezone.localdate())
        if "region" in self.fields:
            self.fields["region"].set_areas(user.area_codes("recap"), self.posted)

    @property
    def asked(self) -> list:
        """The fields in which there is something to choose: in a single village there is no other area."""
        areas = self.user.area_codes("recap")
        fixed = len(areas) == 1 and level_of(areas[0]) == Level.VILLAGE
        return [field for field in self if field.name != "region" or field.errors or not fixed]

    @property
    def choice(self) -> str:
        """The present choice in words, for the folded filter."""
        chosen = (self.cleaned_data.get(name) for name in ("year", "group", "region", "on"))
        return " · ".join(spoken(value) for value in chosen if value)


class YearForm(AreaForm):
    """A region and a year: the last twenty, and those of which somebody's counts without names are known."""

    year = forms.TypedChoiceField(label=_("Year"), coerce=int)
    subject = ""
    field_order = ["year", "region"]

    def __init__(self, data, *, user) -> None:
        this = timezone.localdate().year
        data = with_defaults(data, user, year=str(this))
        super().__init__(data, user=user)
        known = Tally.objects.visible_to(user).filter(subject=self.subject, year__lte=this)
        self.printed_years = sorted(set(known.order_by().values_list("year", flat=True).distinct()), reverse=True)
        years = sorted({*range(this - YEARS_BACK + 1, this + 1), *self.printed_years}, reverse=True)
        self.fields["year"].choices = [(year, str(year)) for year in years]


class PmksForm(YearForm):
    status = forms.ChoiceField(
        label=_("Counted"), choices=[(pmks.VERIFIED, _("verified only")), (pmks.ALL, _("proposals too"))]
    )
    subject = "pmks"

    def __init__(self, data, *, user) -> None:
        super().__init__(with_defaults(data, user, status=pmks.VERIFIED), user=user)


class GroupsForm(YearForm):
    subject = "group_type"


class MembersForm(AreaForm):
    """One of the groups in reach, or a whole region, on a day. A leader has groups and no region."""

    group = forms.ModelChoiceField(label=_("Group"), queryset=SocialGroup.objects.none(), required=False)
    on = DayField(label=_("On the day"))
    field_order = ["region", "group", "on"]

    def __init__(self, data, *, user) -> None:
        # Only groups that he may list: a viewer counts them and does not know them by name.
        self.reach = SocialGroup.objects.visible_to(user).select_related("village")
        defaults = {"on": f"{timezone.localdate():%d/%m/%Y}"}
        first = None if user.area_codes("recap") else self.reach.first()
        super().__init__(with_defaults(data, user, **defaults | ({"group": str(first.pk)} if first else {})), user=user)
        group = self.fields["group"]
        group.queryset = self.reach
        group.empty_label = None if first else _("all groups of the area")
        if not user.area_codes("recap"):
            del self.fields["region"]
            group.required = True

    def clean(self):
        """A group that does not lie in the region chosen beside it is a leftover of the choice before."""
        cleaned = super().clean()
        region, group = cleaned.get("region"), cleaned.get("group")
        if region and group and not region.contains(group.village_id):
            cleaned["group"] = None
        return cleaned

    def shorten_groups(self) -> None:
        """Offers the groups of the chosen region only, at most MOST_GROUPS of them."""
        region: Region | None = self.cleaned_data.get("region")
        rows = self.reach.filter(under("village", region.code)) if region else self.reach
        chosen = self.cleaned_data.get("group")
        offered = list(rows.order_by("name_key", "pk")[:MOST_GROUPS])
        if chosen and chosen not in offered:
            offered.insert(0, chosen)
        blank = self.fields["group"].empty_label
        first = [("", blank)] if blank else []
        self.fields["group"].choices = [
            *first,
            *((group.pk, f"{group.name} · {group.village.name}") for group in offered),
        ]


class DownloadForm(forms.Form):
    """Which of the page's tables is wanted as a file."""

    unduh = forms.ChoiceField(choices=[("csv", "CSV")])
    tabel = forms.IntegerField(min_value=1, required=False)


class TurnForm(forms.Form):
    """How the table lies: kinds or areas as rows; empty lets the page decide."""

    baris = forms.ChoiceField(choices=[("jenis", ""), ("wilayah", "")], required=False)


class TallyForm(forms.Form):
    """One count without names, and the area whose counts of the same source are wanted, of its label or of all."""

    id = forms.IntegerField(min_value=1, max_value=LARGEST_KEY)
    area = LineFormField(required=False, max_length=13)
    all = forms.BooleanField(required=False)
