"""What was said in confidence at a motivation: apart from "what was done", sealed, for its author."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from activities.models.activity import Activity
from wksbm.accounts.models import User
from wksbm.fields import SealedField
from wksbm.records import Record, recorded


class MotivationNoteQuerySet(models.QuerySet):
    def visible_to(self, user):
        """A note is its author's, until clearance opens it to others."""
        return self.filter(author=user)


class MotivationNote(Record):
    activity = models.ForeignKey(Activity, models.CASCADE, related_name="private_notes")
    author = models.ForeignKey(User, models.PROTECT, related_name="private_notes")
    text = SealedField(_("private note"), purpose="motivation_note.text", max_length=2000)

    objects = MotivationNoteQuerySet.as_manager()
    history = recorded()

    class Meta:
        verbose_name = _("motivation note")
        verbose_name_plural = _("motivation notes")
        constraints = [models.UniqueConstraint(fields=["activity", "author"], name="one_note_an_author")]

    def __str__(self) -> str:
        return f"{self.activity_id}"
