"""Many at once: first whom (pasted or ticked), then line by line who is meant, and how they came into the group."""

from crispy_forms.layout import Layout
from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from members.forms import JoiningForm
from members.identity_forms import TypedName, read_lines
from members.many import Line, described, look_up, people_to_enrol
from wksbm.formfields import NoteFormField, RowsField
from wksbm.forms import HouseForm, pair
from wksbm.people.models import Person

NEW, OUT = "new", "out"


class PeopleField(RowsField):
    def __init__(self, **kwargs) -> None:
        plain = {"queryset": Person.objects.none(), "required": False, "widget": forms.CheckboxSelectMultiple}
        super().__init__(**plain | kwargs)

    def offer(self, group, user) -> None:
        self.queryset = people_to_enrol(group, user)
        self.label_from_instance = lambda person: described(person, user)


class WhomForm(HouseForm):
    names = NoteFormField(
        label=_("Paste or type names"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 6, "autocapitalize": "words"}),
        help_text=_("One name a line. What you know follows after commas: Rosalina Bano, 1985, RT 3"),
    )
    people = PeopleField(label=_("Ticked"))

    def __init__(self, *args, group, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.group = group
        self.fields["people"].offer(group, self.user)

    def clean_names(self):
        """Read as a leader's list is; a name that stands twice or on the roster shows in the next step."""
        return read_lines(self.cleaned_data["names"], self.today)

    def clean(self):
        cleaned = super().clean()
        if not self.errors and not cleaned.get("names") and not cleaned.get("people"):
            raise ValidationError(_("Paste names, or tick people from the list."), "nobody")
        return cleaned


class WhoIsMeantForm(JoiningForm):
    """`lines` are the pasted names as they were looked up; each is somebody, a new person, or left out."""

    people = PeopleField(label=_("Ticked from the list"))

    def __init__(self, *args, group, names, ticked, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["people"].offer(group, self.user)
        self.fields["people"].queryset = self.fields["people"].queryset.filter(pk__in=[one.pk for one in ticked])
        self.initial["people"] = [one.pk for one in ticked]
        self.lines = look_up(names, group, self.user)
        for place, line in enumerate(self.lines):
            self.fields[f"line_{place}"] = self.field_of(line)
            self.initial[f"line_{place}"] = self.likeliest(line)
        shown = ["people"] if ticked else []
        if not ticked:
            del self.fields["people"]
        rows = [name for name in self.fields if name.startswith("line_")]
        self.helper.layout = Layout(*rows, *shown, pair("joined_on", "channel"), pair("registration_mode", "consent"))

    def field_of(self, line: Line) -> forms.ChoiceField:
        known = [(str(person.pk), described(person, self.user)) for person in line.people]
        others = [(NEW, _("a new person, entered afterwards")), (OUT, _("leave out"))]
        wrong = {"required": _("Say who %(name)s is.") % {"name": line.typed.name}}
        note = _("Somebody of this name is a member already.") if line.on_roster else ""
        return forms.ChoiceField(
            label=line.typed.name,
            choices=known + others,
            widget=forms.RadioSelect,
            error_messages=wrong,
            help_text=note,
        )

    @staticmethod
    def likeliest(line: Line) -> str:
        if line.sure:
            return str(line.sure.pk)
        if line.on_roster:
            return OUT
        return "" if line.people else NEW

    def clean(self):
        cleaned = super().clean()
        seen = {person.pk for person in cleaned.get("people") or ()}
        for place in range(len(self.lines)):
            choice = cleaned.get(f"line_{place}", "")
            if choice.isdigit() and int(choice) in seen:
                text = _("This person is chosen twice. Leave one of the two out.")
                self.add_error(f"line_{place}", ValidationError(text, "twice"))
            seen |= {int(choice)} if choice.isdigit() else set()
        if not self.errors and not self.chosen and not self.new_names:
            raise ValidationError(_("Nobody is left to be enrolled."), "nobody")
        return cleaned

    @cached_property
    def chosen(self) -> list[Person]:
        """In the order of the lines, then those who were ticked."""
        known = {str(person.pk): person for line in self.lines for person in line.people}
        choices = [self.cleaned_data.get(f"line_{place}") for place in range(len(self.lines))]
        return [known[choice] for choice in choices if choice in known] + list(self.cleaned_data.get("people") or ())

    @cached_property
    def new_names(self) -> list[TypedName]:
        return [
            line.typed
            for place, line in enumerate(self.lines)
            if self.cleaned_data.get(f"line_{place}") == NEW
        ]  # fmt: skip
