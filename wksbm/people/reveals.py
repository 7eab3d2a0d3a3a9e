"""Showing one hidden number of one person: with a reason, logged, limited. docs/access.md, "Fields": *reveal*."""

from hmac import compare_digest

from django.conf import settings
from django.db import models
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from wksbm.accounts.limits import spend
from wksbm.accounts.models import AccessLog, User
from wksbm.people.faces import FIELD_OF
from wksbm.people.models import Person

# What can be shown on request, and what people call it.
NUMBERS = {"nik": _("NIK"), "kk_number": _("KK number"), "phone": _("Phone")}
LAST = 4  # the secret ones: the first digits tell the place, the next the birth date


class Why(models.TextChoices):
    CARD = "card", _("compare with KTP or KK")
    AID = "aid", _("proposal for aid")
    CONTACT = "contact", _("contact the person")
    OTHER = "other", _("other")

    def in_office_words(self) -> str:
        """The log keeps one language, whoever reads it."""
        with translation.override(settings.LANGUAGE_CODE):
            return str(self.label)


def may_reveal(user: User, person: Person, name: str) -> bool:
    """Whether the field table says *reveal* for `user` over this very person."""
    return name in NUMBERS and user.field_level(FIELD_OF[name], person) == "reveal"


def reveal(person: Person, name: str, *, by: User, reason: str) -> str:
    """The value of `name` in full, after its entry in the access log. Raises LimitReached."""
    spend(by, AccessLog.Kind.REVEAL, person, field=name, reason=reason)
    return getattr(person, name)


def matches(person: Person, digits: str, *, by: User) -> bool:
    """Whether the NIK ends in `digits`. The log tells that it was asked, never the answer. Raises LimitReached."""
    spend(by, AccessLog.Kind.MATCH, person, field="nik")
    return compare_digest(person.nik[-LAST:], digits)
