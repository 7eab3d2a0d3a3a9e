"""Accounts, duties and clearances."""

from crispy_forms.layout import HTML, Layout
from django import forms
from django.urls import reverse
from django.utils.html import format_html
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from wksbm.accounts.confirming import ConfirmingMixin
from wksbm.accounts.models import Role, User
from wksbm.accounts.services import TAKEN, giving_areas, grantable_roles, may_keep
from wksbm.formfields import DayField, LineFormField, NameFormField, PhoneField
from wksbm.forms import HouseForm, RecordForm, pair
from wksbm.regions.picker import RegionField

PROPOSAL = """<p class="form-text" id="usul-nama" hx-get="{% url "accounts:propose" %}" hx-swap="innerHTML"
  hx-trigger="change from:closest form delay:150ms" hx-include="[name=role]:checked, [name^=region]"></p>"""


class ReasonField(LineFormField):
    def __init__(self, **kwargs) -> None:
        words = {"label": _("Reason"), "max_length": 200, "help_text": _("Stays in the history, with your name.")}
        super().__init__(**words | kwargs)


class UsernameField(forms.CharField):
    """Left empty, a name is proposed; typed, it must be a free one."""

    def __init__(self, **kwargs) -> None:
        words = {"label": _("User name"), "required": False, "max_length": 60}
        super().__init__(**words | {"validators": User._meta.get_field("username").validators} | kwargs)
        self.widget.attrs |= {"autocapitalize": "none", "autocomplete": "off", "spellcheck": "false"}

    def clean(self, value):
        name = super().clean(value).casefold()
        if name and User.objects.filter(username=name).exists():
            raise forms.ValidationError(TAKEN, "taken")
        return name


def account_named(name: str, user: User) -> User | None:
    """The account of this name that `user` sees, None for no name. Raises ValidationError."""
    account = User.objects.visible_to(user).filter(username=name.casefold()).first() if name else None
    if name and account is None:
        raise forms.ValidationError(_("There is no account of this name in your area."), "unknown")
    return account


def known_by_phone(phone: str, user: User) -> User | None:
    """The account with this phone, if `user` keeps it; one elsewhere is answered like none."""
    known = User.objects.visible_to(user).filter(phone=phone, is_active=True) if phone else ()
    return next((account for account in known if may_keep(account, user)), None)


def offer(form, url: str, known: User, words) -> None:
    """A doubt at the phone: somebody has it already; the link leads to giving him more instead of a second account."""
    facts = {"name": known.full_name, "username": known.username}
    message = format_html('{} <a href="{}">{}</a>', _("%(name)s (%(username)s) has this phone.") % facts, url, words)
    form.doubt("phone", f"known_{known.pk}", message)


class PostForm(HouseForm):
    """What a duty is and where; also what a user name is proposed from."""

    role = forms.ChoiceField(label=_("Role"), widget=forms.RadioSelect)
    region = RegionField(
        label=_("Area"), required=False, help_text=_("Left open at a level, it is the whole of the level above.")
    )

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        allowed = grantable_roles(self.user)
        self.fields["role"].choices = [(value, label) for value, label in Role.choices if value in allowed]
        self.fields["region"].set_areas(giving_areas(self.user), self.posted)

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("role") != Role.ADMIN and "region" not in self.errors and not cleaned.get("region"):
            self.add_error("region", _("Choose the area of this duty."))
        if cleaned.get("role") == Role.ADMIN:
            cleaned["region"] = None
        return cleaned


class DutyForm(ConfirmingMixin, PostForm):
    """A duty for an account: role, area, until when."""

    starts_on = DayField(label=_("From"), future=True)
    ends_on = DayField(label=_("Until"), required=False, future=True, help_text=_("Empty: until it is ended."))

    layout = Layout("role", "region", pair("starts_on", "ends_on"))


class AccountForm(DutyForm):
    """A new officer: name, phone, role, area, until."""

    full_name = NameFormField(label=_("Full name"), max_length=120)
    phone = PhoneField(label=_("Phone"), required=False)
    username = UsernameField(help_text=_("Empty: as proposed here. Small letters, no spaces."))

    layout = Layout("full_name", "phone", "role", "region", pair("starts_on", "ends_on"), "username", HTML(PROPOSAL))

    def clean(self):
        cleaned = super().clean()
        known = known_by_phone(cleaned.get("phone", ""), self.user)
        if known is not None:
            asked = {name: self.data.get(name, "") for name in ("role", "ends_on")}
            asked["region"] = cleaned["region"].pk if cleaned.get("region") else ""
            url = f"{reverse('accounts:duty-create', args=[known.pk])}?{urlencode(asked)}"
            offer(self, url, known, _("Give this account another duty."))
        return cleaned


class AccountEditForm(RecordForm):
    class Meta:
        model = User
        fields = ["full_name", "phone"]
        field_classes = {"phone": PhoneField}


class SwitchForm(HouseForm):
    reason = ReasonField()


class ResetForm(ConfirmingMixin, HouseForm):
    layout = Layout()


class EndDutyForm(ConfirmingMixin, HouseForm):
    on = DayField(label=_("Last day"), future=True)
    reason = ReasonField(required=False)

    layout = Layout("on", "reason")


class ExtendForm(ConfirmingMixin, HouseForm):
    until = DayField(label=_("New last day"), future=True)

    layout = Layout("until")


class ClearanceForm(ConfirmingMixin, HouseForm):
    until = DayField(label=_("Until"), future=True, help_text=_("At most a year; then it ends by itself."))
    reason = ReasonField()

    layout = Layout("until", "reason")


class TakeBackForm(ConfirmingMixin, HouseForm):
    reason = ReasonField()

    layout = Layout("reason")


class HandOverForm(ConfirmingMixin, HouseForm):
    """Who takes over: an account that is there, by its user name, or a new one for a name and a phone."""

    on = DayField(label=_("First day of the new one"), future=True)
    until = DayField(label=_("Until"), required=False, future=True, help_text=_("Empty: until it is ended."))
    username = LineFormField(
        label=_("User name, if there is an account"), required=False, max_length=60, help_text=_("Else leave it empty.")
    )
    full_name = NameFormField(label=_("Full name, for a new account"), required=False, max_length=120)
    phone = PhoneField(label=_("Phone"), required=False)
    reason = ReasonField()

    layout = Layout(pair("on", "until"), "username", "full_name", "phone", "reason")

    def __init__(self, *args, url: str = "", **kwargs) -> None:
        self.url = url
        super().__init__(*args, **kwargs)

    def clean_username(self) -> str:
        self.account = account_named(self.cleaned_data["username"], self.user)
        return self.account.username if self.account else ""

    def clean(self):
        cleaned = super().clean()
        if "username" in self.errors or cleaned.get("username"):
            return cleaned
        if not cleaned.get("full_name") and "full_name" not in self.errors:
            self.add_error("full_name", _("Write who takes over."))
        known = known_by_phone(cleaned.get("phone", ""), self.user)
        if known is not None:
            asked = {"username": known.username} | {name: self.data.get(name, "") for name in ("on", "until")}
            offer(self, f"{self.url}?{urlencode(asked)}", known, _("Hand over to this account."))
        return cleaned
