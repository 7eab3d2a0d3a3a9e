"""Choosing a place inside one's own areas, level by level; works without JavaScript, fetches by htmx where it can.

In a form: `village = VillageField()`, then in `__init__`: `self.fields["village"].set_areas(user.area_codes(), data)`.
In its view, before anything is checked: `if picking(request.POST)` render the form again with what was typed.
"""

from collections import Counter
from itertools import takewhile
from typing import NamedTuple
from urllib.parse import urlencode

from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from wksbm.regions.codes import Level, common_area, level_of, lies_under, path_of
from wksbm.regions.lookup import Found, find_region, find_village
from wksbm.regions.models import Region

PICK = "_pick"
FIELD, REQUIRED, ANY_LEVEL = "_field", "_required", "_any"  # parameters of the fragment's address
SUFFIXES = {Level.PROVINCE: "_province", Level.REGENCY: "_regency", Level.DISTRICT: "_district", Level.VILLAGE: ""}


def picking(data) -> bool:
    """Was the form sent only to see the next list? Then nothing is checked or saved."""
    return PICK in data


class Choice(NamedTuple):
    """What the selects send: a village's code (or name), and the levels above; None where no such select stood.

    A level below one that was left blank is a leftover of the choice before, and does not count.
    """

    province: str | None = None
    regency: str | None = None
    district: str | None = None
    village: str = ""

    @property
    def deepest(self) -> str:
        """The last code before a blank."""
        sent = [code for code in takewhile(lambda code: code != "", self) if code]
        return sent[-1] if sent else ""

    def wanted(self, level: Level, code: str) -> str:
        """The code wanted at `level`: as sent, else the one on the way to `code`."""
        sent = None if level == Level.VILLAGE else self[level - 1]
        return next((step for step in path_of(code) if level_of(step) == level), "") if sent is None else sent


def begin_at(form, code: str) -> None:
    """An unsent form's place fields begin at the area `code` where the user has several areas to choose from."""
    steps = [*path_of(code), "", "", "", ""][: len(Level)]
    for name, field in form.fields.items():
        if isinstance(field, VillageField) and len(field.widget.areas) > 1 and code in field.widget.areas:
            form.initial.setdefault(name, Choice(*steps))


class Select(NamedTuple):
    label: str
    name: str
    attrs: dict
    blank: str
    options: list[tuple[str, str]]
    chosen: str


class VillagePicker(forms.Widget):
    """As many selects as the areas leave open: none in one village, one in one district, up to four."""

    template_name = "regions/picker.html"
    areas: list[str] = []
    posted = None
    any_level = False
    scripted = False  # a fragment fetched by htmx: a hidden button in it would still catch the Enter key

    @property
    def anchor(self) -> str:
        return common_area(self.areas)

    @property
    def use_fieldset(self) -> bool:
        return level_of(self.anchor) != Level.DISTRICT

    def id_for_label(self, id_):
        return "" if self.use_fieldset else id_

    def value_from_datadict(self, data, files, name):
        above = [data.get(name + SUFFIXES[level]) for level in (Level.PROVINCE, Level.REGENCY, Level.DISTRICT)]
        return Choice(*above, data.get(name) or "")

    def get_context(self, name, value, attrs):
        context = super().get_context(name, None, attrs)
        if self.posted is not None:
            value = self.value_from_datadict(self.posted, {}, name)
        choice = value if isinstance(value, Choice) else Choice(village=str(value or ""))
        inner = context["widget"]["attrs"]
        inner.setdefault("id", f"id_{name}")
        state = [word for word in inner.pop("class", "").split() if word in ("is-invalid", "is-warning")]
        flags = {REQUIRED: inner.get("required"), ANY_LEVEL: self.any_level}
        parameters = {FIELD: name} | {flag: "1" for flag, raised in flags.items() if raised}
        selects = self._selects(name, choice, inner | {"class": " ".join(["form-select", *state])})
        context["widget"] |= {
            "village": self._only_village(),
            "selects": selects,
            "cascades": bool(selects) and self.use_fieldset,
            "state": " ".join(state),
            "scripted": self.scripted,
            "url": f"{reverse('regions:picker')}?{urlencode(parameters)}",
        }
        return context

    def _only_village(self) -> Region | None:
        return Region.objects.filter(pk=self.anchor).first() if level_of(self.anchor) == Level.VILLAGE else None

    def _selects(self, name: str, choice: Choice, attrs: dict) -> list[Select]:
        wanted, above, selects = self._code(choice.village), self.anchor, []
        for level in list(Level)[level_of(above) :]:
            options, suffix = self._options(above), SUFFIXES[level]
            if not options:
                break
            chosen = self._chosen(choice.wanted(level, wanted), [code for code, _label in options])
            blank = _("The whole area") if self._is_own(above) and self.any_level else _("Choose …")
            own = attrs | {"id": attrs["id"] + suffix}
            selects.append(Select(level.label, name + suffix, own, blank, options, chosen))
            if not chosen:
                break
            above = chosen
        return selects

    def _chosen(self, wanted: str, codes: list[str]) -> str:
        if wanted in codes:
            return wanted
        return codes[0] if len(codes) == 1 and not self.any_level else ""

    def _is_own(self, code: str) -> bool:
        return any(lies_under(code, area) for area in self.areas)

    def _options(self, above: str) -> list[tuple[str, str]]:
        """The regions directly under `above` that belong to the areas or lead to them."""
        regions = [
            region
            for region in Region.objects.in_force().filter(parent=above or None)
            if any(lies_under(region.code, area) or lies_under(area, region.code) for area in self.areas)
        ]
        count = Counter(region.name for region in regions)
        labels = {r.code: r.name if count[r.name] == 1 else f"{r.name} ({r.get_kind_display()})" for r in regions}
        return sorted(labels.items(), key=lambda option: (option[1].casefold(), option[0]))

    def _code(self, typed: str) -> str:
        try:
            return self.find(typed).region.code if typed else ""
        except ValidationError:
            return ""

    def find(self, typed: str) -> Found:
        return find_village(typed, self.areas)


class RegionPicker(VillagePicker):
    """Stops at any level: what is left blank means the whole area above."""

    any_level = True

    def use_required_attribute(self, initial) -> bool:
        return False

    def find(self, typed: str) -> Found:
        return find_region(typed, self.areas)


class VillageField(forms.Field):
    """Cleans to the Region of a village inside the areas given by `set_areas`; without areas it accepts nothing.

    Accepts its code, also without dots, or a name that only one village of the areas has. After cleaning, `doubt` is
    `name_used` when a name was taken, `superseded` when an abolished village was replaced by its successor, else empty.
    """

    widget = VillagePicker
    default_error_messages = {
        "required": _("Choose a village."),
        "elsewhere": _("This place does not lie in the region chosen above it. Choose again."),
    }

    def __init__(self, **kwargs) -> None:
        super().__init__(**{"label": _("Village")} | kwargs)
        self.doubt = ""

    def set_areas(self, areas: list[str], posted=None) -> None:
        """The user's area codes ("" is the whole country), and what the form was sent with, if it was."""
        self.widget.areas, self.widget.posted = areas, posted

    def prepare_value(self, value):
        return value.pk if isinstance(value, Region) else value

    def sent(self, choice: Choice) -> str:
        """What of the sent choice names the place."""
        return "" if "" in choice[:-1] else choice.village

    def to_python(self, value):
        self.doubt = ""
        choice = value if isinstance(value, Choice) else Choice(village=str(self.prepare_value(value) or ""))
        if not self.sent(choice).strip():
            return None
        region, doubt = self.widget.find(self.sent(choice))
        if not all(lies_under(region.code, above or "") for above in choice[:-1]):
            raise ValidationError(self.error_messages["elsewhere"], "elsewhere")
        self.doubt = doubt
        return region

    def has_changed(self, initial, data):
        sent = self.sent(data) if isinstance(data, Choice) else data
        return str(self.prepare_value(initial) or "") != str(sent or "")


class RegionField(VillageField):
    """Cleans to a Region of any level inside the areas; left blank it is the user's own area as a whole.

    Only he whose own area is the whole country gets None for it. Who has several areas has to choose.
    """

    widget = RegionPicker
    default_error_messages = {"required": _("Choose an area.")}

    def __init__(self, **kwargs) -> None:
        super().__init__(**{"label": _("Area")} | kwargs)

    def sent(self, choice: Choice) -> str:
        return choice.deepest or (self.widget.anchor if self.widget.anchor in self.widget.areas else "")

    def to_python(self, value):
        region = super().to_python(value)
        if region is None and "" not in self.widget.areas:
            raise ValidationError(self.error_messages["required"], "required")
        return region
