"""Accounts and their duties."""

from datetime import timedelta
from functools import cached_property

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from wksbm.accounts import access, leading, scope
from wksbm.fields import LineField, NameField
from wksbm.records import Record, recorded
from wksbm.regions.codes import within
from wksbm.regions.models import Region


class Role(models.TextChoices):
    """The roles a duty can carry. Leaders and companions hold theirs by group (groups.Leadership)."""

    VILLAGE = "village", _("village officer")
    TKSK = "tksk", _("TKSK")
    DINAS = "dinas", _("Dinas Sosial")
    VIEWER = "viewer", _("viewer")
    ADMIN = "admin", _("administrator")


SOON = 30  # days: duties that end within them are asked about
CLEARABLE = (Role.TKSK, Role.DINAS)  # who may be cleared for sealed data
LEADERS_ONLY = {Role.VILLAGE}  # of all accounts a village keeps those of the leaders of its groups
REGION_LEVELS = {Role.VILLAGE: {4}, Role.TKSK: {3}, Role.DINAS: {2}, Role.VIEWER: {1, 2, 3, 4}}


# Of several roles over one row the last of these is the one that history names.
ACTING_ORDER = ("viewer", "leader", "companion", "admin", "village", "tksk", "tksk_c", "dinas", "dinas_c")

# Upper floors append functions (wide, own) -> Q: the accounts that hang on their rows (a group's leader, its companion)
# under the codes `wide`, and of those under the codes `own` the leaders alone.
connected_accounts: list = []


class UserQuerySet(scope.ScopedQuerySet):
    record = "account"

    def visible_to(self, user):
        """Oneself, and who has or had a duty in the area or leads a group there; a village sees the leaders alone."""
        reach = opened_by(user.duties_opening("account"))
        return self if reach == Q() else self.filter(reach | Q(pk=user.pk))

    def idle(self, on):
        """Those that may sign in and hold nothing on the day `on`."""
        held = Q(pk__in=Duty.objects.alive(on).values("user")) | leading.holders(on, [""])
        return self.filter(is_active=True).exclude(held)

    def without_password(self):
        """Those that may sign in as soon as somebody gives them one."""
        return self.filter(is_active=True, password__startswith=UNUSABLE_PASSWORD_PREFIX)

    def takeable_by(self, user):
        """Those that the user may take out as a sheet."""
        reach = opened_by(user.duties_opening("account", "export"))
        return self if reach == Q() else self.filter(reach)


def opened_by(duties: list["Duty"]) -> Q:
    """The accounts that these duties open; an empty Q is all of them."""
    wide = [duty.region_id or "" for duty in duties if duty.role not in LEADERS_ONLY]
    own = [duty.region_id or "" for duty in duties if duty.role in LEADERS_ONLY]
    if "" in wide:
        return Q()
    reach = Q(pk__in=Duty.objects.filter(within("region", wide)).values("user"))
    for connect in connected_accounts:
        reach |= connect(wide, own)
    return reach


class UserManager(BaseUserManager.from_queryset(UserQuerySet)):
    def get_by_natural_key(self, username):
        return self.get(username=username.strip().casefold())


class User(AbstractBaseUser, Record):
    username = models.CharField(
        _("user name"),
        max_length=60,
        unique=True,
        validators=[
            RegexValidator(
                r"\A[a-z0-9][a-z0-9._-]{2,59}\Z",
                _("3 to 60 small letters, digits, dots or hyphens; it begins with a letter or digit."),
            )
        ],
        help_text=_("For example desa.penfui. Small letters, no spaces."),
    )
    full_name = NameField(_("full name"))
    phone = LineField(_("phone"), max_length=20, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    is_active = models.BooleanField(_("may sign in"), default=True)
    must_change_password = models.BooleanField(default=False, editable=False)
    # Part of every session's seal: one more ends all sessions of the account, trusted phones included.
    session_number = models.PositiveIntegerField(default=0, editable=False)

    last_login = None  # sign-ins have their own log; a history row at every sign-in would drown the changes
    USERNAME_FIELD = "username"
    REQUIRED_FIELDS = ["full_name"]
    objects = UserManager()
    history = recorded(excluded_fields=["password", "session_number"])

    class Meta:
        verbose_name = _("account")
        verbose_name_plural = _("accounts")
        ordering = ["username"]

    def __str__(self) -> str:
        return self.full_name or self.username

    def get_absolute_url(self) -> str:
        return reverse("accounts:detail", args=[self.pk])

    acting_in = ""  # which of several duties he chose to act in (a key of wksbm.accounts.acting)

    def act_in(self, key: str) -> None:
        """Of several duties this one comes first while it lasts; what he may do stays the union of all."""
        self.acting_in = key
        self.__dict__.pop("duties_now", None)

    @cached_property
    def duties_now(self) -> list["Duty"]:
        """The duties alive today, the one he acts in first, then the strongest; read once a request."""
        duties = self.duties.alive().select_related("region") if self.pk else []
        return sorted(duties, key=lambda duty: (str(duty.pk) != self.acting_in, -ACTING_ORDER.index(duty.column)))

    @property
    def acting_role(self) -> str:
        """The column of the access tables in which he acts; "" without a duty and a group."""
        if self.acting_in in self.led_roles:
            return self.acting_in
        return next((duty.column for duty in self.duties_now), "") or _strongest(self.led_roles)

    @cached_property
    def led_groups(self) -> dict[int, scope.Led]:
        """The groups led or accompanied today, by their id."""
        return scope.led_groups(self) if self.pk else {}

    @cached_property
    def roles(self) -> set[str]:
        return {duty.column for duty in self.duties_now} | self.led_roles

    def get_session_auth_hash(self) -> str:
        return salted_hmac("wksbm session", f"{self.password} {self.session_number}", algorithm="sha256").hexdigest()

    @property
    def led_roles(self) -> set[str]:
        return {led.role for led in self.led_groups.values()}

    def area_codes(self, record: str = "region") -> list[str]:
        """Region codes (each with everything under it) of the duties that may list `record`; "" is the country."""
        return [duty.region_id or "" for duty in self.duties_opening(record)]

    def duties_opening(self, record: str, action: str = "list") -> list["Duty"]:
        """The duties alive today in which he may do `action`; none for an account that is switched off."""
        duties = self.duties_now if self.is_active else []
        return [duty for duty in duties if access.letter(duty.column, record, action) not in "NF"]

    def opens(self, role: str, record: str) -> bool:
        return access.letter(role, record, "list") not in "NF"

    def roles_over(self, row) -> set[str]:
        """The roles in which the user meets this row: duties whose area holds it, and that of his groups over it."""
        code = getattr(row, "area_code", None)
        if row is None or code is None:
            return self.roles
        return {duty.column for duty in self.duties_now if duty.covers(code)} | scope.led_roles_over(self, row)

    def role_over(self, row) -> str:
        """The one role in which he acts on this row: his acting one where it covers it, else the strongest."""
        roles = self.roles_over(row) or self.roles  # over what leaves his reach (a referral) he acted all the same
        return self.acting_role if self.acting_role in roles else _strongest(roles)

    def may(self, action: str, record: str, row=None) -> bool:
        """Whether the access table allows `action`; `row` must have come through `visible_to`."""
        return access.best_letter(self.roles_over(row), record, action) in "AMC"

    def field_level(self, field: str, row=None) -> str:
        return access.field_level(self.roles_over(row), field)

    # Django's admin asks these; the access table answers inside each admin class.
    @property
    def is_staff(self) -> bool:
        return bool(self.roles & {"admin", "dinas", "dinas_c", "village"})

    def has_perm(self, perm, obj=None) -> bool:
        return False

    def has_module_perms(self, app_label) -> bool:
        return self.is_staff


def _strongest(roles: set[str]) -> str:
    """The last of them in ACTING_ORDER; "" without any, as for the system."""
    return next((role for role in reversed(ACTING_ORDER) if role in roles), "")


class DutyQuerySet(scope.ScopedQuerySet):
    record = "account"

    def visible_to(self, user):
        """One's own, and those in the area of a duty that keeps officers' accounts."""
        duties = user.duties_opening("account")
        codes = [duty.region_id or "" for duty in duties if duty.role not in LEADERS_ONLY]
        return self if "" in codes else self.filter(within("region", codes) | Q(user=user.pk))

    def alive(self, on=None):
        """Begun, and not ended before the day `on` (today): the last day still counts."""
        on = on or timezone.localdate()
        return self.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=on), starts_on__lte=on)

    def ending_soon(self, on=None):
        """Alive, and ending within 30 days; the next first."""
        on = on or timezone.localdate()
        return self.alive(on).filter(ends_on__lte=on + timedelta(days=SOON)).order_by("ends_on", "pk")

    def cleared(self, on=None):
        """Alive, and opening sealed data on the day `on` (today)."""
        return self.alive(on).filter(cleared_until__gte=on or timezone.localdate())


class Duty(Record):
    """What somebody may do, where and how long. The scope of a user is the union of the duties alive today."""

    user = models.ForeignKey(User, models.PROTECT, related_name="duties", verbose_name=_("account"))
    role = models.CharField(_("role"), max_length=10, choices=Role.choices)
    region = models.ForeignKey(
        Region,
        models.PROTECT,
        related_name="duties",
        null=True,
        blank=True,
        db_index=False,
        verbose_name=_("area"),
    )
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("until"), null=True, blank=True)
    cleared_until = models.DateField(_("cleared for sealed data until"), null=True, blank=True, editable=False)

    objects = DutyQuerySet.as_manager()
    history = recorded()

    class Meta:
        verbose_name = _("duty")
        verbose_name_plural = _("duties")
        ordering = ["-starts_on", "pk"]
        indexes = [models.Index(fields=["region"], name="duty_region")]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="duty_ends_after_start",
                violation_error_message=_("The last day lies before the first."),
            ),
            models.CheckConstraint(
                condition=Q(cleared_until__isnull=True) | Q(role__in=CLEARABLE),
                name="duty_may_be_cleared",
                violation_error_message=_("Only a TKSK or the Dinas can be cleared for sealed data."),
            ),
            models.CheckConstraint(
                condition=Q(role=Role.ADMIN, region__isnull=True) | (~Q(role=Role.ADMIN) & Q(region__isnull=False)),
                name="duty_has_its_area",
                violation_error_message=_("Every duty but the administrator's needs an area."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_role_display()} · {self.region}" if self.region_id else self.get_role_display()

    def clean(self) -> None:
        levels = REGION_LEVELS.get(self.role)
        if levels and self.region_id and self.region.level not in levels:
            raise ValidationError({"region": _("This role does not belong to an area of this level.")})

    @property
    def is_cleared(self) -> bool:
        """Whether sealed data open today: a clearance is given by name and always ends."""
        alive = self.cleared_until is not None and timezone.localdate() <= self.cleared_until
        return alive and self.role in CLEARABLE

    @property
    def column(self) -> str:
        """The role's column in the access tables."""
        return f"{self.role}_c" if self.is_cleared else self.role

    def covers(self, code: str) -> bool:
        return not self.region_id or code == self.region_id or code.startswith(f"{self.region_id}.")
