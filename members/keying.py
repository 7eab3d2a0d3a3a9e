"""Keying in a roster sheet in the order of the paper: who left, on which day and why; then the names added by hand."""

from collections.abc import Iterable
from functools import cached_property

from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from groups.models import SocialGroup
from members.faces import name_of
from members.identities import enrol_name
from members.identity_forms import OwnNamesForm, read_lines
from members.models import Membership
from members.services import leave
from wksbm import keyring
from wksbm.accounts.models import User
from wksbm.formfields import DayField, LineFormField, NoteFormField, PartialDateField
from wksbm.forms import HouseForm

EMPTY = [("", "–")]
KEPT = "keyed_names"  # the session's entry
PURPOSE = "members.keyed_names"
LOOKS = {"on": "form-control", "kind": "form-select", "reason": "form-control"}


class RowForm(HouseForm):
    """One member's row. Empty: the member stays."""

    gone = forms.BooleanField(label=gettext_lazy("Left"), required=False)
    on = DayField(label=gettext_lazy("Last day"), required=False)
    kind = forms.ChoiceField(label=gettext_lazy("Why"), required=False, choices=EMPTY + Membership.Leaving.choices)
    reason = LineFormField(label=gettext_lazy("In your own words"), required=False, max_length=200)

    def __init__(self, *args, membership: Membership, **kwargs) -> None:
        super().__init__(*args, prefix=f"m{membership.pk}", **kwargs)
        self.membership = membership
        for name, look in LOOKS.items():
            self.fields[name].widget.attrs["class"] = look

    @property
    def asked(self) -> list:
        """What is asked of who left."""
        return [self[name] for name in LOOKS]

    def check(self, day_of_all) -> None:
        """A row that says something says that the member left, and on which day."""
        row = self.cleaned_data
        if not row.get("gone") and (self.errors or any(row.get(name) for name in ("on", "kind", "reason"))):
            self.add_error("gone", ValidationError(_("Tick that she or he left, or empty the row."), "half"))
        if row.get("gone") and "on" in row and not (row["on"] or day_of_all):
            text = _("Write the last day here, or one day for all rows above.")
            self.add_error("on", ValidationError(text, "required"))
        if row.get("kind") == Membership.Leaving.OTHER and not row.get("reason"):
            self.add_error("reason", ValidationError(_("Say in a few words why."), "required"))


class KeyInForm(OwnNamesForm):
    """The rows of a sheet (`self.rows`), and the names that were added by hand at its end.

    Who may enter waiting names (the group's leader) enters them here; for the others `typed_names` go on to be
    looked up one by one.
    """

    day_of_all = DayField(
        label=gettext_lazy("Last day of all who left"),
        required=False,
        help_text=gettext_lazy("Only where a row has no day of its own."),
    )
    names = NoteFormField(
        label=gettext_lazy("New names"),
        required=False,
        max_length=5000,
        widget=OwnNamesForm.base_fields["names"].widget,
        help_text=OwnNamesForm.base_fields["names"].help_text,
    )
    joined_on = PartialDateField(label=gettext_lazy("Members since"), required=False)
    channel = None
    layout = None

    def __init__(self, *args, members: Iterable[Membership], names_wait: bool, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.names_wait = names_wait
        if not names_wait:
            del self.fields["joined_on"]
        data = self.data if self.is_bound else None
        given = {"user": self.user, "today": self.today}
        self.rows = [RowForm(data, membership=membership, **given) for membership in members]

    def clean_names(self) -> list:
        """Of who enters none here, only what is mistyped is said: each name is looked up on the next screen."""
        if self.names_wait:
            return super().clean_names()
        read_lines(self.cleaned_data["names"], self.today)
        return []

    @property
    def typed_names(self) -> str:
        return self.data.get("names", "").strip()

    def clean(self):
        cleaned = super().clean()
        for row in self.rows:
            row.full_clean()
            row.check(cleaned.get("day_of_all"))
        self.check_rows()
        if not self.gone and not self.typed_names:
            raise ValidationError(_("Nothing is keyed in yet. If everybody stays, there is nothing to save."), "empty")
        return cleaned

    def check_rows(self) -> None:
        """Raises ValidationError naming the rows in which something was refused."""
        if names := [name_of(self.user, row.membership) for row in self.rows if row.errors]:
            raise ValidationError(_("Look at: %(names)s.") % {"names": ", ".join(names)}, "rows")

    @cached_property
    def gone(self) -> list[RowForm]:
        return [row for row in self.rows if row.cleaned_data.get("gone")]


@transaction.atomic
def key_in(form: KeyInForm, *, by: User) -> None:
    """Everybody who left on the sheet leaves the group and the offices in it; new names wait to be matched.

    What cannot be stands in its row, and nothing of the sheet is saved: raises ValidationError.
    """
    for row in form.gone:
        facts = row.cleaned_data
        on = facts["on"] or form.cleaned_data["day_of_all"]
        why = {"kind": facts["kind"], "reason": facts["reason"]}
        try:
            leave(row.membership, by=by, on=on, steps_down=True, **why)
        except ValidationError as error:
            row.add_error("on", ValidationError(" ".join(error.messages), "refused"))
    form.check_rows()
    for typed in form.cleaned_data["names"]:
        enrol_name(form.group, typed.identity(), by=by, joined=form.cleaned_data["joined_on"])


def keep_names(request, group: SocialGroup, names: str) -> None:
    """For the screen on which they are looked up: sealed in the session, since an address stands in every log."""
    request.session[KEPT] = {"group": group.pk, "sealed": keyring.seal(names, PURPOSE)}


def kept_names(request, group: SocialGroup) -> str:
    """The names of the sheet of this group that was keyed in last; "" when there was none in this session."""
    kept = request.session.get(KEPT)
    return keyring.unseal(kept["sealed"], PURPOSE) if kept and kept["group"] == group.pk else ""
