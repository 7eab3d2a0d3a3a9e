"""The confidential referral, and what the cleared are asked before and while they work on a case."""

from crispy_forms.layout import Layout
from django import forms
from django.utils.translation import gettext_lazy as _

from beneficiaries.models import SEALED, PmksCategory
from beneficiaries.sealed import Content, Urgency, of_person, sending_areas
from wksbm.accounts.confirming import WRONG, PasswordNowField, confirm
from wksbm.accounts.opening import ReasonField
from wksbm.formfields import LineFormField, NoteFormField
from wksbm.forms import HouseForm, two
from wksbm.people.forms import NumberField
from wksbm.people.models import Person
from wksbm.people.numbers import clean_nik
from wksbm.regions.picker import VillageField

UNKNOWN = "unknown"
SHORTEST_EXPORT_REASON = 10


def sealed_kinds() -> list[tuple[str, str]]:
    """The codes and names of the kinds that only stand sealed, and the answer of who cannot tell."""
    kinds = PmksCategory.objects.filter(sensitivity=SEALED, retired=False)
    return [*((kind.code, str(kind)) for kind in kinds), (UNKNOWN, _("I do not know"))]


class KindsField(forms.MultipleChoiceField):
    """Cleans to the codes that were ticked; none when only "I do not know" was."""

    widget = forms.CheckboxSelectMultiple
    default_error_messages = {"required": _("Tick a kind, or that you do not know.")}

    def clean(self, value):
        return tuple(code for code in super().clean(value) if code != UNKNOWN)


class KindField(forms.ChoiceField):
    """One of them, as a select that is short on a phone; cleans like KindsField."""

    default_error_messages = {"required": _("Choose a kind, or that you do not know.")}

    def clean(self, value):
        code = super().clean(value)
        return () if code == UNKNOWN else (code,)


def quiet(fields: dict) -> None:
    """Nothing of a shared phone remembers or checks what is typed."""
    for field in fields.values():
        if isinstance(field.widget, forms.TextInput | forms.Textarea):
            field.widget.attrs |= {"autocomplete": "off", "spellcheck": "false"}


class ReferralForm(HouseForm):
    """About somebody who is described, or about a person of the registry (`person`), who then is not typed again."""

    village = VillageField(label=_("Where this person lives"))
    name = LineFormField(
        label=_("Who is it about"), max_length=120, help_text=_("The name, or how people call this person.")
    )
    sex = forms.ChoiceField(label=_("Sex"), required=False, widget=forms.RadioSelect)
    age = LineFormField(label=_("About how old"), max_length=20, required=False)
    nik = NumberField(label=_("NIK, if you know it"), clean_number=clean_nik, required=False)
    kinds = KindField(label=_("What it may be"))
    seen = NoteFormField(
        label=_("What you saw or were told"), max_length=2000, widget=forms.Textarea(attrs={"rows": 4})
    )
    reach = LineFormField(
        label=_("How to reach this person safely"),
        max_length=300,
        required=False,
        help_text=_("A time, a place, somebody who is trusted."),
    )
    avoid = LineFormField(
        label=_("How never to make contact"),
        max_length=300,
        required=False,
        help_text=_("For example: not on the family's phone, not at home."),
    )
    urgency = forms.ChoiceField(label=_("How urgent is it"), choices=Urgency.choices, widget=forms.RadioSelect)

    layout = Layout("village", "name", two("sex", "age"), "kinds", "seen", "reach", "avoid", "urgency", "nik")
    layout_of_person = Layout("kinds", "seen", "reach", "avoid", "urgency")

    def __init__(self, *args, person: Person | None = None, **kwargs) -> None:
        self.person = person
        super().__init__(*args, **kwargs)
        self.fields["kinds"].choices = [("", _("Choose …")), *sealed_kinds()]
        self.fields["sex"].choices = Person.Sex.choices
        self.fields["village"].set_areas(sending_areas(self.user), self.posted)
        if person is not None:
            for name in ("village", "name", "sex", "age", "nik"):
                del self.fields[name]
            self.helper.layout = self.layout_of_person
        quiet(self.fields)

    def content(self) -> Content:
        typed = {name: value for name, value in self.cleaned_data.items() if name != "village"}
        known = of_person(self.person) if self.person else Content()
        return Content(**known.__dict__ | typed)


class NoteForm(HouseForm):
    text = NoteFormField(label=_("Note"), max_length=2000, widget=forms.Textarea(attrs={"rows": 5}))

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        quiet(self.fields)


class ConfirmForm(NoteForm):
    """What the referral said is shown ticked; what is confirmed counts in the recaps and stays."""

    kinds = KindsField(
        label=_("What it is"), help_text=_("With this the case counts in the recaps; it cannot be changed later.")
    )
    text = NoteFormField(label=_("What this is founded on"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))
    layout = Layout("kinds", "text")

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kinds"].choices = sealed_kinds()


class ReasonForm(NoteForm):
    text = NoteFormField(label=_("Reason"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))


class SealedExportForm(HouseForm):
    """Everything leaves in the clear, so the password is asked each time, however lately it was typed."""

    reason = ReasonField(
        label=_("What for"),
        min_length=SHORTEST_EXPORT_REASON,
        help_text=_("Stands in the file and in the access log, so write no name."),
        error_messages={"min_length": _("Say in at least 10 characters what the file is for.")},
    )
    password = PasswordNowField(help_text=_("Asked because the file leaves with everything in the clear."))
    layout = Layout("reason", "password")

    def __init__(self, *args, request, **kwargs) -> None:
        self.request = request
        super().__init__(*args, **kwargs)

    def clean(self):
        cleaned = super().clean()
        if "password" in cleaned and not confirm(self.request, cleaned.pop("password")):
            self.add_error("password", WRONG)
        return cleaned
