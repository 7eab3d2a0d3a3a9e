"""Accounts, duties and the access log."""

from functools import cached_property

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from wksbm.accounts import access, scope
from wksbm.fields import LineField, NameField
from wksbm.records import Record, recorded
from wksbm.regions.models import Region


class Role(models.TextChoices):
    """The roles a duty can carry. Leaders and companions hold theirs by group (groups.Leadership)."""

    VILLAGE = "village", _("village officer")
    TKSK = "tksk", _("TKSK")
    DINAS = "dinas", _("Dinas Sosial")
    VIEWER = "viewer", _("viewer")
    ADMIN = "admin", _("administrator")


REGION_LEVELS = {Role.VILLAGE: {4}, Role.TKSK: {3}, Role.DINAS: {2}, Role.VIEWER: {1, 2, 3, 4}}


connected_accounts: list = []  # upper floors append: accounts that hang on their rows (a group's leader), as Q


class UserQuerySet(scope.ScopedQuerySet):
    record = "account"

    def visible_to(self, user):
        """Oneself, and who has or had a duty in the area or leads a group there."""
        own = scope.area(user, "account", "region")
        if own is None:
            return self.filter(pk=user.pk)
        reach = Q(pk=user.pk) | Q(pk__in=Duty.objects.filter(own).values("user"))
        if own == Q():
            return self
        for connect in connected_accounts:
            reach |= connect(user)
        return self.filter(reach)


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

    last_login = None  # sign-ins have their own log; a history row at every sign-in would drown the changes
    USERNAME_FIELD = "username"
    REQUIRED_FIELDS = ["full_name"]
    objects = UserManager()
    history = recorded(excluded_fields=["password"])

    class Meta:
        verbose_name = _("account")
        verbose_name_plural = _("accounts")
        ordering = ["username"]

    def __str__(self) -> str:
        return self.full_name or self.username

    def get_absolute_url(self) -> str:
        return reverse("accounts:detail", args=[self.pk])

    @cached_property
    def duties_now(self) -> list["Duty"]:
        """The duties alive today, read once a request."""
        return list(self.duties.alive().select_related("region")) if self.pk else []

    @cached_property
    def led_groups(self) -> dict[int, scope.Led]:
        """The groups led or accompanied today, by their id."""
        return scope.led_groups(self) if self.pk else {}

    @cached_property
    def roles(self) -> set[str]:
        return {duty.column for duty in self.duties_now} | self.led_roles

    @property
    def led_roles(self) -> set[str]:
        return {led.role for led in self.led_groups.values()}

    @property
    def led_label(self) -> str:
        return ", ".join(led.name for led in self.led_groups.values())

    def area_codes(self, record: str = "region") -> list[str]:
        """Region codes (each with everything under it) of the duties that may list `record`; "" is the country."""
        return [duty.region_id or "" for duty in self.duties_now if self.opens(duty.column, record)]

    def opens(self, role: str, record: str) -> bool:
        return access.letter(role, record, "list") not in "NF"

    def roles_over(self, row) -> set[str]:
        """The roles in which the user meets this row: duties whose area holds it, else his groups' role."""
        code = getattr(row, "area_code", None)
        if row is None or code is None:
            return self.roles
        held = {duty.column for duty in self.duties_now if duty.covers(code)}
        return held or self.led_roles

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


class DutyQuerySet(models.QuerySet):
    def alive(self, on=None):
        """Begun, and not ended before the day `on` (today): the last day still counts."""
        on = on or timezone.localdate()
        return self.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=on), starts_on__lte=on)


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
    confidential = models.BooleanField(_("cleared for sealed data"), default=False, editable=False)

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
    def column(self) -> str:
        """The role's column in the access tables."""
        cleared = self.confidential and self.role in (Role.TKSK, Role.DINAS)
        return f"{self.role}_c" if cleared else self.role

    def covers(self, code: str) -> bool:
        return not self.region_id or code == self.region_id or code.startswith(f"{self.region_id}.")


class AccessLog(models.Model):
    """Who looked at, took out or was refused what, when and why. Never a value. Append-only by use."""

    class Kind(models.TextChoices):
        SIGN_IN = "sign_in", _("signed in")
        EXPORT = "export", _("export")
        PASSWORD_GIVEN = "password_given", _("password given")

    at = models.DateTimeField(auto_now_add=True)
    user = models.ForeignKey(User, models.PROTECT, related_name="looks")
    kind = models.CharField(max_length=20, choices=Kind.choices)
    subject = models.CharField(max_length=100, blank=True)
    reason = LineField(max_length=200, blank=True)
    facts = models.JSONField(default=dict)

    class Meta:
        verbose_name = _("access log entry")
        verbose_name_plural = _("access log")
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.user_id} {self.kind}"


class Submission(models.Model):
    """One sent create form. The key is drawn when the form is shown, so a resend finds what the first one made."""

    user = models.ForeignKey(User, models.CASCADE, related_name="submissions")
    key = models.UUIDField()
    digest = models.CharField(max_length=64)
    url = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "key"], name="one_submission_a_key")]

    def __str__(self) -> str:
        return str(self.key)
