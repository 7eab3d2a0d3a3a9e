"""Names as a leader types them, one by one or as a list; the village's answers."""

import re
from typing import NamedTuple

from crispy_forms.layout import Layout
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from members.forms import EnrolForm
from members.models import IdentityMatch, Membership
from wksbm.dates import PartialDate, check_past, parse_partial
from wksbm.fields import RtRwField
from wksbm.formfields import LineFormField, NameFormField, NoteFormField, PartialDateField
from wksbm.forms import LONG_NUMBER, HouseForm, RecordForm, WhyField, pair, two
from wksbm.people.models import Person
from wksbm.text import name_key

MOST_LINES = 40
NAME_LAYOUT = ("name", "sex", "birth_date", two("rt", "rw"), "hint")
ON_ROSTER = _("%(name)s stands on the list of members already. If this is somebody else, save it like this.")
TWICE = _("%(name)s stands in these lines twice. If these are two people, save it like this.")
NUMBERING = re.compile(r"\s*(?:[0-9]{1,3}[.)]|[-*•])\s*")
BETWEEN = re.compile(r"\s*[,;|]\s*")
PLACE = re.compile(
    r"rt[ .:]*(?P<rt>[0-9]{1,3})(?:[ ./]*(?:rw[ .:]*)?(?P<rw>[0-9]{1,3}))?\Z|rw[ .:]*(?P<rw_alone>[0-9]{1,3})\Z"
)
SEX_WORDS = {
    **dict.fromkeys(("p", "pr", "perempuan", "wanita"), Person.Sex.FEMALE),
    **dict.fromkeys(("l", "lk", "laki-laki", "laki", "pria"), Person.Sex.MALE),
}


class IdentityForm(RecordForm):
    """What the group knows of somebody; only the name must be there."""

    birth_date = PartialDateField(
        label=_("Date of birth"), required=False, help_text=_("dd/mm/yyyy; only the year, or ± 1990, is fine too.")
    )
    partial_dates = ("birth_date",)
    layout = Layout(*NAME_LAYOUT)

    class Meta:
        model = IdentityMatch
        fields = ["name", "sex", "birth_date", "rt", "rw", "hint"]
        widgets = {"sex": forms.RadioSelect}

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["sex"].choices = Person.Sex.choices

    def clean_hint(self) -> str:
        hint = self.cleaned_data["hint"]
        if LONG_NUMBER.search(hint):
            raise ValidationError(_("Leave NIK and phone number out: the village has them."), "number")
        return hint


class OwnEnrolForm(IdentityForm):
    """A name, and at once the membership."""

    joined_on = EnrolForm.base_fields["joined_on"]
    channel = EnrolForm.base_fields["channel"]

    layout = Layout(*NAME_LAYOUT, pair("joined_on", "channel"))

    def __init__(self, *args, group, **kwargs) -> None:
        self.group = group
        super().__init__(*args, **kwargs)

    def clean_name(self) -> str:
        name = self.cleaned_data["name"]
        if name_key(name) in keys_on_roster(self.group, self.user):
            self.doubt("name", "on_roster", ON_ROSTER % {"name": name})
        return name


class TypedName(NamedTuple):
    name: str
    sex: str = ""
    birth: PartialDate | None = None
    rt: str = ""
    rw: str = ""
    hint: str = ""

    def identity(self) -> IdentityMatch:
        birth = self.birth or PartialDate(None, "day")
        return IdentityMatch(
            name=self.name, sex=self.sex, birth_date=birth.day, birth_date_precision=birth.precision,
            rt=self.rt, rw=self.rw, hint=self.hint,
        )  # fmt: skip


class LinesField(NoteFormField):
    """Lines of a list; what was copied from a sheet comes with tabs between its cells."""

    def to_python(self, value):
        return super().to_python(value.replace("\t", ", ") if isinstance(value, str) else value)


class OwnNamesForm(HouseForm):
    """A list, a name in each line; after commas what else is known, in any order."""

    names = LinesField(
        label=_("Names"),
        widget=forms.Textarea(attrs={"rows": 8, "autocapitalize": "words"}),
        help_text=_("One name a line. What you know follows after commas: Rosalina Bano, P, 1985, RT 3"),
    )
    joined_on = EnrolForm.base_fields["joined_on"]
    channel = EnrolForm.base_fields["channel"]

    layout = Layout("names", pair("joined_on", "channel"))

    def __init__(self, *args, group, **kwargs) -> None:
        self.group = group
        super().__init__(*args, **kwargs)

    def clean_names(self) -> list[TypedName]:
        found = read_lines(self.cleaned_data["names"], self.today)
        self._doubt_doubles([typed.name for typed in found])
        return found

    def _doubt_doubles(self, names: list[str]) -> None:
        known, seen = keys_on_roster(self.group, self.user), set()
        for name in names:
            key = name_key(name)
            if key in known:
                self.doubt("names", "on_roster", ON_ROSTER % {"name": name})
            elif key in seen:
                self.doubt("names", "twice", TWICE % {"name": name})
            seen.add(key)


def keys_on_roster(group, user) -> set[str]:
    roster = Membership.objects.visible_to(user).roster(group, group.village.today())
    return {row.who.name_key for row in roster}


def read_lines(text: str, today=None) -> list[TypedName]:
    """The names of a list, one a line. Raises ValidationError with all that is wrong, line by line."""
    lines = [(number, line) for number, line in enumerate(text.split("\n"), 1) if line]
    if len(lines) > MOST_LINES:
        raise ValidationError(
            ngettext_lazy(
                "At most %(most)s names at once; this is %(count)s line.",
                "At most %(most)s names at once; these are %(count)s lines.",
                len(lines),
            )
            % {"most": MOST_LINES, "count": len(lines)},
            "many",
        )
    found, errors = [], []
    for number, line in lines:
        try:
            found.append(read_line(line, today))
        except ValidationError as error:
            said = _("Line %(number)s: %(error)s") % {"number": number, "error": " ".join(error.messages)}
            errors.append(ValidationError(said, error.error_list[0].code))
    if errors:
        raise ValidationError(errors)
    return found


def read_line(line: str, today=None) -> TypedName:
    """What stands in a line of a list: the name first, then sex, birth, RT/RW and anything else as a hint.

    Raises ValidationError for what is no name, no day, or a number that does not belong here.
    """
    if LONG_NUMBER.search(line):
        raise ValidationError(_("Leave NIK and phone number out: the village has them."), "number")
    name, *parts = BETWEEN.split(NUMBERING.sub("", line, count=1).strip(" ,;|"))
    name = NameFormField(max_length=120).clean(name)
    facts, hints = {}, []
    for part in filter(None, parts):
        read = _read_part(part, today)
        facts |= read
        hints += [] if read else [part]
    return TypedName(name, **facts, hint=LineFormField(required=False, max_length=200).clean(", ".join(hints)))


def _read_part(part: str, today) -> dict:
    word = part.casefold().strip(" .")
    if word in SEX_WORDS:
        return {"sex": SEX_WORDS[word]}
    if place := PLACE.match(word):
        numbers = {"rt": place["rt"], "rw": place["rw"] or place["rw_alone"]}
        return {name: RtRwField().to_python(number) for name, number in numbers.items() if number}
    if any(char.isdigit() for char in word):
        birth = parse_partial(word)
        if today:
            check_past(birth.day, today)
        return {"birth": birth}
    return {}


class RefuseForm(HouseForm):
    reason = WhyField(
        label=_("Reason"),
        required=True,
        help_text=_("The group's leader reads it. For example: nobody in RT 3 is called like this."),
    )


class WithdrawForm(HouseForm):
    reason = WhyField(
        label=_("Reason"), required=True, help_text=_("For example: typed twice; did not join after all.")
    )


class MatchForm(HouseForm):
    """The versions of name and person as the sender saw them; `sure` is asked for where she has died or moved away."""

    name_version = forms.IntegerField(min_value=1, max_value=10**9, widget=forms.HiddenInput)
    person_version = forms.IntegerField(min_value=1, max_value=10**9, widget=forms.HiddenInput)
    sure = forms.BooleanField(label=_("I have looked at this, she or he is meant all the same"), required=False)

    def __init__(self, *args, ask_sure: bool = False, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        if not ask_sure:
            self.fields.pop("sure")
