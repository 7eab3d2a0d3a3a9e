"""What was said in confidence at a motivation: apart from "what was done", sealed, for its author and the cleared."""

from django.db import models
from django.db.models import Q
from django.db.models.functions import Length
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from activities.models.activity import Activity
from wksbm.accounts.models import User
from wksbm.accounts.scope import ScopedQuerySet
from wksbm.fields import SealedField
from wksbm.records import Record, recorded
from wksbm.regions.codes import within


class MotivationNoteQuerySet(ScopedQuerySet):
    record = "motivation_note"
    area_path = "activity__village"

    def visible_to(self, user):
        """One's own, and those in the area of a duty that may read them (each against a reason)."""
        return self.filter(Q(author=user.pk) | self._read_by(user))

    def written(self):
        """Without those that were emptied; their rows stay for the history."""
        return self.annotate(size=Length("text")).filter(size__gt=0)

    def _read_by(self, user) -> Q:
        return within(self.area_path, [duty.region_id or "" for duty in user.duties_opening(self.record, "view")])


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

    def get_absolute_url(self) -> str:
        return reverse("activities:note", args=[self.pk])

    @property
    def area_code(self) -> str:
        return self.activity.village_id
