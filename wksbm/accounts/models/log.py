"""Who looked at, took out or was refused what; and that a form was sent."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from wksbm.accounts.models.accounts import User, opened_by
from wksbm.accounts.routes import ROUTES
from wksbm.accounts.scope import ScopedQuerySet, area
from wksbm.fields import LineField
from wksbm.regions.models import Region

PERSON = "people.Person"
PERSON_ROUTES = [name for name in ROUTES if name.startswith("people:")]


class AccessLogQuerySet(ScopedQuerySet):
    record = "access_log"
    area_path = "region"

    def visible_to(self, user):
        """What happened in the area, and what the accounts of the area did, wherever it was."""
        own = area(user, self.record, self.area_path)
        if own is None:
            return self.none()
        accounts = User.objects.filter(opened_by(user.duties_opening(self.record)))
        return self if own == Q() else self.filter(own | Q(user__in=accounts))

    def about_person(self, number: int):
        """Looks at the person with this number, and the attempts that were refused."""
        return self.filter(target__in=[PERSON, *PERSON_ROUTES], number=number)


class AccessLog(models.Model):
    """Who looked at, took out or was refused what, when and why. Never a value. The database refuses to change it.

    `target` and `number` name the row (people.Person, 12), `region` its area (else that of whoever acted), `field`
    the revealed field. Written by wksbm.accounts.log alone.
    """

    class Kind(models.TextChoices):
        SIGN_IN = "sign_in", _("signed in")
        LOCKED_OUT = "locked_out", _("locked out after wrong passwords")
        SESSIONS_ENDED = "sessions_ended", _("all sessions ended")
        SECOND_FACTOR = "second_factor", _("second factor changed")
        PASSWORD_GIVEN = "password_given", _("password given")
        CLEARANCE = "clearance", _("clearance changed")
        VIEW = "view", _("looked at")
        REVEAL = "reveal", _("revealed")
        LOOK_UP = "look_up", _("looked a NIK up")
        MATCH = "match", _("matched the last four digits")
        OPENED = "opened", _("opened what is sealed")
        EXPORT = "export", _("export")
        IMPORT = "import", _("import")
        MATCHED_LIST = "matched_list", _("matched a whole list")
        PRINTED = "printed", _("printed with full NIK")
        REPORT = "report", _("report on a person")
        REFUSED = "refused", _("refused")
        LIMIT = "limit", _("limit reached")
        ERASED = "erased", _("erased")

    at = models.DateTimeField(auto_now_add=True)
    user = models.ForeignKey(User, models.PROTECT, related_name="looks", db_index=False, verbose_name=_("account"))
    kind = models.CharField(_("what"), max_length=20, choices=Kind.choices)
    target = models.CharField(_("record"), max_length=60, blank=True)
    number = models.BigIntegerField(_("number"), null=True, blank=True)
    field = models.CharField(_("field"), max_length=30, blank=True)
    region = models.ForeignKey(
        Region, models.PROTECT, related_name="looks", null=True, blank=True, db_index=False, verbose_name=_("area")
    )
    reason = LineField(_("reason"), max_length=200, blank=True)
    facts = models.JSONField(default=dict)

    objects = AccessLogQuerySet.as_manager()

    class Meta:
        verbose_name = _("access log entry")
        verbose_name_plural = _("access log")
        ordering = ["-at", "-pk"]
        indexes = [
            models.Index(fields=["target", "number", "-at"], name="log_target"),
            models.Index(fields=["user", "kind", "-at"], name="log_user_kind"),
            models.Index(fields=["region", "-at"], name="log_region"),
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.user_id} {self.kind}"

    @property
    def area_code(self) -> str | None:
        return self.region_id


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
