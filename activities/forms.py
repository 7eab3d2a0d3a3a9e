"""The log of an activity: one screen, few taps; who came is ticked, nobody is present by default."""

from datetime import timedelta

from crispy_forms.layout import Layout
from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from activities.models import Activity, Attendance, Skill
from activities.services import Found
from wksbm.fields import RtRwField
from wksbm.formfields import DayField, LineFormField, NoteFormField
from wksbm.forms import HouseForm, RecordForm

FOUND_ROWS = 8
MARKS = {value for value, _label in Attendance.Status.choices}


class FindingForm(forms.Form):
    """One person found at an outreach: a name, and what is the matter."""

    name = LineFormField(label=_("Name"), max_length=120, required=False)
    rt = forms.CharField(
        label=_("RT"), max_length=3, required=False, widget=forms.TextInput(attrs={"inputmode": "numeric"})
    )
    problem = LineFormField(label=_("Problem found"), max_length=200, required=False)

    def clean_rt(self) -> str:
        return RtRwField().clean(self.cleaned_data["rt"], None) if self.cleaned_data["rt"] else ""

    def clean(self):
        cleaned = super().clean()
        if not cleaned.get("name") and (cleaned.get("rt") or cleaned.get("problem")):
            self.add_error("name", _("Who was it? Write a name, or how people call this person."))
        return cleaned


FindingFormSet = forms.formset_factory(FindingForm, extra=FOUND_ROWS, max_num=FOUND_ROWS)


class ActivityForm(RecordForm):
    """`roster` is the list of memberships of the day; their marks come as `mark_<id>`."""

    when = forms.ChoiceField(label=_("Date"), widget=forms.RadioSelect, required=False)
    date = DayField(label=_("Another day"), required=False)
    follow_up_on = DayField(label=_("To be continued on"), required=False, future=True)
    guests = NoteFormField(
        label=_("Guests"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("One name a line; not members."),
    )
    private_note = NoteFormField(
        label=_("Private note"),
        required=False,
        max_length=2000,
        help_text=_("What somebody confided. Locked: you read it, and who is cleared, with a recorded reason."),
    )

    class Meta:
        model = Activity
        fields = [
            "kind",
            "date",
            "place",
            "method",
            "skill",
            "facilitators",
            "summary",
            "materials",
            "guests",
            "follow_up_on",
        ]
        widgets = {"kind": forms.RadioSelect, "method": forms.RadioSelect}

    what = Layout("kind", "when", "date", "skill", "place", "summary")
    more = Layout("method", "facilitators", "materials", "follow_up_on")

    def __init__(self, *args, group, roster=(), **kwargs) -> None:
        self.group, self.roster = group, list(roster)
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = Activity.Kind.choices
        self.fields["method"].choices = Activity.Method.choices
        self.fields["skill"].queryset = Skill.objects.filter(Q(retired=False) | Q(pk=self.instance.skill_id))
        self.fields["skill"].empty_label = _("no particular skill")
        self._offer_days()
        # A leader writes it; whoever has written one corrects his own (docs/access.md).
        if not (self.initial.get("private_note") or self.user.may("create", "motivation_note", group)):
            del self.fields["private_note"]
        prefix = {"prefix": "found"}
        self.findings = FindingFormSet(self.data, **prefix) if self.is_bound else FindingFormSet(**prefix)

    def _offer_days(self) -> None:
        """Today and yesterday by one tap; a recorded activity shows its day as a field."""
        if self.instance.pk:
            del self.fields["when"]
            self.fields["date"].required = True
            self.fields["date"].label = _("Date")
            return
        yesterday = self.today - timedelta(days=1)
        self.fields["when"].choices = [
            ("today", _("Today, %(day)s") % {"day": date_format(self.today, "j M")}),
            ("yesterday", _("Yesterday, %(day)s") % {"day": date_format(yesterday, "j M")}),
            ("other", _("Another day")),
        ]
        self.initial.setdefault("when", "today")

    @property
    def marks(self) -> dict[int, str]:
        """What was ticked, by membership; anything but present or absent is not marked."""
        typed = {row.pk: self.data.get(f"mark_{row.pk}", "") for row in self.roster}
        return {pk: mark if mark in MARKS else "" for pk, mark in typed.items()}

    @property
    def found(self) -> list[Found]:
        if self.cleaned_data.get("kind") != Activity.Kind.OUTREACH:
            return []
        rows = (form.cleaned_data for form in self.findings.forms if form.has_changed())
        return [Found(row["name"], row.get("problem", ""), row.get("rt", "")) for row in rows if row.get("name")]

    def clean(self):
        cleaned = super().clean()
        when = cleaned.get("when")
        if when == "today" or ("when" in self.fields and not when and not cleaned.get("date")):
            cleaned["date"] = self.today
        elif when == "yesterday":
            cleaned["date"] = self.today - timedelta(days=1)
        elif "date" not in self.errors and not cleaned.get("date"):
            self.add_error("date", ValidationError(_("Write the day: dd/mm/yyyy."), "required"))
        self._check_marks(cleaned.get("date"))
        if not self.findings.is_valid():
            self.add_error(None, _("Look at the people found: something is missing there."))
        return cleaned

    def _check_marks(self, day) -> None:
        """Nobody is present before joining; the tick is not dropped silently."""
        late = [row for row in self.roster if self.marks[row.pk] and day and row.joined_on and row.joined_on > day]
        for row in late:
            facts = {"name": row.name, "day": row.joined_words}
            self.add_error(None, _("%(name)s is a member only since %(day)s; take the tick away.") % facts)


class WithdrawForm(HouseForm):
    reason = LineFormField(label=_("Reason"), max_length=200, help_text=_("For example: entered twice, wrong group."))
