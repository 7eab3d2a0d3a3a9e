"""Offices: filling, correcting, ending."""

from crispy_forms.layout import HTML, Layout
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from members.faces import name_of
from members.models import Membership, OfficerTerm
from wksbm.formfields import DayField, LineFormField, NameFormField, NoteFormField, PartialDateField
from wksbm.forms import HouseForm, RecordForm, WhyField, pair
from wksbm.people.forms import PERSON_LAYOUT, PersonForm

Post = OfficerTerm.Post
EMPTY = [("", "–")]
RANKS = [*EMPTY, *enumerate(("I", "II", "III", "IV", "V"), 1)]
MORE = (
    HTML('<details class="mb-3"{% if form.errors %} open{% endif %}><summary>'),
    HTML(_("More about this office")),
    HTML("</summary>"),
    "post_name",
    "ex_officio",
    "relation",
    pair("selection", "decree"),
    "duties",
    HTML("</details>"),
)


class MemberChoice(forms.ModelChoiceField):
    """A member of the roster, by name."""

    def __init__(self, **kwargs) -> None:
        super().__init__(**{"queryset": Membership.objects.none(), "required": False} | kwargs)

    def offer(self, user, group) -> None:
        self.queryset = Membership.objects.visible_to(user).roster(group, group.village.today())
        self.label_from_instance = lambda membership: name_of(user, membership)


class RankField(forms.TypedChoiceField):
    def __init__(self, **kwargs) -> None:
        plain = {"label": _("Rank"), "choices": RANKS, "coerce": int, "empty_value": None, "required": False}
        super().__init__(**plain | kwargs)


class OfficeFacts(HouseForm):
    """What is said of an office besides who holds it."""

    post = forms.ChoiceField(label=_("Office"), choices=Post.choices)
    rank = RankField(help_text=_("Secretary I, II …"))
    starts_on = PartialDateField(label=_("Since"), required=False, help_text=_("dd/mm/yyyy; the year alone is fine."))
    ends_on = DayField(label=_("Last day"), required=False, help_text=_("Only for a term that is over already."))
    post_name = NameFormField(
        label=_("Name of the office"), required=False, max_length=60, help_text=_("For other offices: Head of savings.")
    )
    ex_officio = LineFormField(
        label=_("By virtue of another office"),
        required=False,
        max_length=80,
        help_text=_("For advisers: Ketua RW 08. Then nobody need be named."),
    )
    relation = LineFormField(
        label=_("Relation to the leader"),
        required=False,
        max_length=60,
        help_text=_("For volunteers and helpers: daughter, neighbour."),
    )
    selection = forms.ChoiceField(label=_("Chosen by"), required=False, choices=EMPTY + OfficerTerm.Selection.choices)
    decree = LineFormField(label=_("Decree"), required=False, max_length=80)
    duties = NoteFormField(label=_("Tasks of the office"), required=False, max_length=1000)
    why = WhyField()

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("post") == Post.OTHER and not cleaned.get("post_name") and "post_name" not in self.errors:
            self.add_error("post_name", ValidationError(_("Write what the office is called."), "required"))
        return cleaned

    @property
    def facts(self) -> dict:
        """For members.offices.fill_office."""
        cleaned, names = self.cleaned_data, ("post_name", "ex_officio", "relation", "selection", "decree", "duties")
        term = {"post": cleaned["post"], "rank": cleaned["rank"], "reason": cleaned["why"]}
        return (
            term
            | {"starts": cleaned["starts_on"], "ends": cleaned["ends_on"]}
            | {name: cleaned[name] for name in names}
        )


class OfficeForm(OfficeFacts):
    """Fills an office; who holds it now steps down the day before, in the same act. Of a `person` who was searched
    nothing is asked."""

    member = MemberChoice(label=_("Who"), empty_label=_("nobody yet: the office stands vacant"))

    def __init__(self, *args, group, person=None, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        who = [] if person else ["member"]
        self.helper.layout = Layout(pair("post", "rank"), *who, pair("starts_on", "ends_on"), *MORE, "why")
        if person:
            del self.fields["member"]
        else:
            self.fields["member"].offer(self.user, group)

    def clean(self):
        cleaned = super().clean()
        nobody = "member" in self.fields and "member" not in self.errors and not cleaned.get("member")
        if nobody and OfficerTerm(post=cleaned.get("post", "")).is_shared and not cleaned.get("ex_officio"):
            text = _("Choose who, or write the other office that gives this one.")
            self.add_error("member", ValidationError(text, "required"))
        return cleaned


class NewOfficerForm(OfficeFacts, PersonForm):
    """A person whom the registry does not know yet, and at once the office."""

    layout = Layout(*PERSON_LAYOUT, pair("post", "rank"), pair("starts_on", "ends_on"), *MORE, "why")


class TermForm(RecordForm):
    """Corrects a term, also who holds it."""

    rank = RankField()
    member = MemberChoice(label=_("Somebody else"), empty_label=_("stays as it is"))
    starts_on = PartialDateField(label=_("Since"), required=False)
    ends_on = DayField(label=_("Last day"), required=False, help_text=_("Empty: still in office."))
    partial_dates = ("starts_on",)
    layout = Layout(pair("post", "rank"), "member", pair("starts_on", "ends_on"), *MORE)

    class Meta:
        model = OfficerTerm
        fields = [
            "post",
            "rank",
            "starts_on",
            "ends_on",
            "post_name",
            "ex_officio",
            "relation",
            "selection",
            "decree",
            "duties",
        ]

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["member"].offer(self.user, self.instance.group)

    def clean(self):
        cleaned = super().clean()
        if member := cleaned.get("member"):
            self.instance.person, self.instance.identity = member.person, member.identity
        return cleaned


class EndTermForm(HouseForm):
    on = DayField(label=_("Last day"))
    vacant = forms.TypedChoiceField(
        label=_("And then"),
        choices=[("1", _("the office stands vacant")), ("", _("the office is no longer needed"))],
        coerce=bool,
        empty_value=False,
        required=False,
        initial="1",
        widget=forms.RadioSelect,
    )
    reason = WhyField(label=_("Reason"))

    def __init__(self, *args, term, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        if term.is_shared or not term.is_filled:
            del self.fields["vacant"]
        self.helper.layout = Layout(*self.fields)
