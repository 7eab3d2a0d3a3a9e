"""Entering a person: refuses what cannot be, asks about what looks odd, keeps everything typed."""

from collections.abc import Sequence

from crispy_forms.layout import HTML, Layout
from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from wksbm.dates import PartialDate, Precision
from wksbm.formfields import DayField, LineFormField, PartialDateField, PhoneField
from wksbm.forms import HouseForm, RecordForm, pair, two
from wksbm.people.faces import shown
from wksbm.people.likeness import similar
from wksbm.people.models import Person
from wksbm.people.notice import lacks_guardian, stamp
from wksbm.people.numbers import birth_fits, clean_digits, clean_nik, district_of, is_womans
from wksbm.regions.codes import common_area
from wksbm.regions.hamlets import hamlet_label
from wksbm.regions.models import Region
from wksbm.regions.picker import VillageField
from wksbm.text import name_doubts

DOUBTS = {
    "nik_birth": _("The date of birth differs from the NIK. If the card says so, save it like this."),
    "nik_sex": _("By its seventh digit this NIK belongs to the other sex. If the card says so, save it like this."),
    "nik_province": _("No province has the first two digits of this NIK. If the card says so, save it like this."),
    "nik_district": _("No district of today has the first six digits of this NIK. An old code is fine."),
    "mixed_script": _("The name mixes letters of two alphabets that look alike. Type it again if it was copied."),
    "mojibake": _("The name holds broken characters, as from a badly read file. Type it again if it looks wrong."),
    "zero_lost": _("The leading zero was missing and was put back."),
    "foreign_phone": _("This is a number from abroad; it stays as it is."),
    "name_used": _("The place was read by its name. Check that it is the right one."),
    "superseded": _("This village has been abolished; its successor was put in its place."),
    "similar": _("Somebody like this is registered already: see below. If it is another person, save it like this."),
    "no_guardian": _("A child, and nobody is named who answers for it. If nobody is known, save it like this."),
}


class NumberField(LineFormField):
    """NIK or KK number: cleaned by `clean_number`, never echoed in a message."""

    def __init__(self, *, clean_number, **kwargs) -> None:
        self.clean_number = clean_number
        attrs = {"inputmode": "numeric", "autocomplete": "off", "class": "rk-num"}
        super().__init__(**{"widget": forms.TextInput(attrs=attrs), "max_length": 60} | kwargs)

    def to_python(self, value):
        value = forms.CharField.to_python(self, value)
        return self.clean_number(value) if value else ""


PERSON_LAYOUT = (
    pair("nik", "no_nik_reason"),
    "full_name",
    pair("birth_date", "sex"),
    "village",
    HTML('{% include "people/similar.html" %}'),
    two("rt", "rw"),
    HTML('<details class="mb-3"{% if form.errors or form.doubts %} open{% endif %}><summary>'),
    HTML(_("More about this person")),
    HTML("</summary>"),
    "kk_number",
    pair("hamlet", "address"),
    pair("birth_place", "phone"),
    pair("education", "education_completed"),
    pair("marital_status", "occupation"),
    "guardian",
    pair("living", "living_since"),
    "legal_basis",
    pair("notice", "notice_on"),
    HTML("</details>"),
)


class PersonForm(RecordForm):
    nik = NumberField(label=_("NIK"), clean_number=clean_nik, required=False)
    kk_number = NumberField(label=_("KK number"), clean_number=clean_digits, required=False)
    birth_date = PartialDateField(
        label=_("Date of birth"), required=False, help_text=_("dd/mm/yyyy; only the year, or ± 1990, is fine too.")
    )
    phone = PhoneField(label=_("Phone"), required=False)
    village = VillageField(label=_("Desa or kelurahan"))
    living_since = DayField(label=_("Since"), required=False, help_text=_("Day of death or of moving away."))
    notice_on = DayField(label=_("Told on"), required=False, help_text=_("Empty: today."))

    partial_dates = ("birth_date",)
    layout = Layout(*PERSON_LAYOUT)
    similar: Sequence[Person] = ()

    class Meta:
        model = Person
        fields = [
            "nik",
            "no_nik_reason",
            "full_name",
            "birth_date",
            "sex",
            "village",
            "rt",
            "rw",
            "hamlet",
            "address",
            "birth_place",
            "phone",
            "education",
            "education_completed",
            "marital_status",
            "occupation",
            "guardian",
            "living",
            "living_since",
            "legal_basis",
            "notice",
            "notice_on",
        ]
        widgets = {"sex": forms.RadioSelect, "notice": forms.RadioSelect}

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        own = [self.instance.village_id] if self.instance.pk else []  # also of whoever reaches him by a group alone
        areas = [*self.user.area_codes("person"), *own]
        self.fields["village"].set_areas(areas, self.posted)
        self.fields["hamlet"].label = hamlet_label(self.instance.village_id or common_area(areas))
        self.fields["sex"].choices = Person.Sex.choices
        self.fields["notice"].choices = Person.Notice.choices
        self._hide_numbers()

    def _hide_numbers(self) -> None:
        """An edited person's numbers never stand in the form unless they are shown in full: an empty field keeps them.

        Of what the form was sent with, only what was typed stands there.
        """
        for name in self.kept_secret:
            self.initial[name] = self.posted.get(name, "") if self.posted and not self.is_bound else ""
            if getattr(self.instance, name):
                self.fields[name].help_text = _("Known. Leave empty to keep it.")

    @property
    def kept_secret(self) -> list[str]:
        levels = {"nik": "hidden", "kk_number": "hidden", "phone": self.user.field_level("phone", self.instance)}
        return [name for name, level in levels.items() if self.instance.pk and level != "full"]

    def told(self, row: Person, name: str) -> str:
        return shown(self.user, row, name)

    def clean_nik(self) -> str:
        return self.cleaned_data["nik"] or (self.instance.nik if self.instance.pk else "")

    def clean_phone(self) -> str:
        typed = self.cleaned_data["phone"]
        return typed or (self.instance.phone if "phone" in self.kept_secret else "")

    def clean(self):
        cleaned = super().clean()
        if "nik" not in self.errors:
            self._check_nik(cleaned)
        for code in name_doubts(cleaned.get("full_name") or ""):
            self.doubt("full_name", code, DOUBTS[code])
        for field in ("phone", "village"):
            if code := getattr(self.fields[field], "doubt", ""):
                self.doubt(field, code, DOUBTS[code])
        return cleaned

    def _check_nik(self, cleaned: dict) -> None:
        nik = cleaned.get("nik")
        if not nik:
            if not cleaned.get("no_nik_reason"):
                self.add_error("nik", _("Fill in the NIK, or choose why there is none."))
            return
        cleaned["no_nik_reason"] = ""
        for field, code in self._nik_doubts(nik, cleaned):
            self.doubt(field, code, DOUBTS[code])

    def _nik_doubts(self, nik: str, cleaned: dict):
        birth = cleaned.get("birth_date")
        if birth and self.instance.birth_date_precision == Precision.DAY and not birth_fits(nik, birth):
            yield "birth_date", "nik_birth"
        if cleaned.get("sex") and is_womans(nik) != (cleaned["sex"] == Person.Sex.FEMALE):
            yield "sex", "nik_sex"
        known = set(Region.objects.filter(pk__in=[nik[:2], district_of(nik)]).values_list("pk", flat=True))
        if nik[:2] not in known:
            yield "nik", "nik_province"
        elif district_of(nik) not in known:
            yield "nik", "nik_district"

    def _post_clean(self) -> None:
        super()._post_clean()
        today = self.today or timezone.localdate()
        stamp(self.instance, today=today, told_now="notice_on" in self.changed_data)
        if self.instance.living == Person.Living.ALIVE:
            self.instance.living_since = None
        if lacks_guardian(self.instance, today):
            self.doubt("guardian", "no_guardian", DOUBTS["no_guardian"])
        self.instance.doubts = self.doubt_codes
        self._ask_about_similar()

    def _ask_about_similar(self) -> None:
        """Of somebody new. The answer is not kept with the other doubts: the queue of pairs has whoever is saved."""
        if self.instance.pk or self.errors.keys() & {"full_name", "birth_date", "village"}:
            return
        self.similar = similar(self.instance, by=self.user)
        if self.similar:
            self.doubt("full_name", "similar", DOUBTS["similar"])


class SimilarForm(HouseForm):
    """What is known of somebody new while the person form is filled in."""

    full_name = LineFormField(max_length=120)
    birth_date = PartialDateField(required=False)
    village = VillageField(required=False)

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["village"].set_areas(self.user.area_codes("person"))

    def person(self) -> Person | None:
        """As far as it is typed; None without a name, or with nothing but the name."""
        self.full_clean()
        typed = self.cleaned_data
        if not typed.get("full_name") or not (typed.get("birth_date") or typed.get("village")):
            return None
        born = typed.get("birth_date") or PartialDate(None, Precision.DAY)
        return Person(
            full_name=typed["full_name"],
            birth_date=born.day,
            birth_date_precision=born.precision,
            village=typed.get("village"),
        )
