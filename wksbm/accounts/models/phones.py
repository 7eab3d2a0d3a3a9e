"""Phones that group leaders trust."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from wksbm.accounts.models.accounts import User


class TrustedPhone(models.Model):
    """A leader's own phone: its session lives 30 days and asks a PIN instead of the password. One an account.

    Wrong PINs are counted here, whatever address the phone has and whichever worker answers. The row goes with the
    trust; the access log keeps that it was.
    """

    user = models.OneToOneField(User, models.CASCADE, related_name="trusted_phone", verbose_name=_("account"))
    pin = models.CharField(max_length=128, editable=False)  # hashed like a password
    wrong = models.PositiveSmallIntegerField(default=0, editable=False)
    since = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("trusted phone")
        verbose_name_plural = _("trusted phones")

    def __str__(self) -> str:
        return f"{self.user_id} {self.since:%Y-%m-%d}"
