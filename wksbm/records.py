"""What every record people edit has in common: a version against lost updates, and a history with its person."""

from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.contrib.auth import get_user_model
from django.db import DatabaseError, models, transaction
from django.dispatch import receiver
from simple_history.manager import HistoricalQuerySet, HistoryManager
from simple_history.models import HistoricalRecords
from simple_history.signals import pre_create_historical_record

from wksbm.actor import current_actor

_waiting: ContextVar[list | None] = ContextVar("waiting history", default=None)


class StaleRecord(Exception):
    """Somebody saved this record after it was read; nothing was written. `record` is what we tried to save."""

    def __init__(self, record: models.Model) -> None:
        super().__init__(f"{record._meta.label} {record.pk} was changed meanwhile")
        self.record = record


class Record(models.Model):
    """A row whose every save asks the database: still the version I read? If not, StaleRecord and no write."""

    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        abstract = True

    @transaction.atomic
    def save(self, *, force_insert=False, using=None, update_fields=None, **kwargs) -> None:
        # One transaction with the history row, so that a kill in between leaves neither.
        if self._state.adding:
            super().save(force_insert=force_insert, using=using, update_fields=update_fields)
            return
        self._read_version = self.version
        self.version += 1
        if update_fields is not None:
            update_fields = {*update_fields, "version", *self._indexes_of(update_fields)}
        try:
            super().save(force_update=True, using=using, update_fields=update_fields)
        except DatabaseError as error:
            self.version = self._read_version
            if type(error) is DatabaseError:  # "Forced update did not affect any rows"
                raise StaleRecord(self) from error
            raise

    def clean_values(self) -> None:
        """As `full_clean`, but nothing is asked about the keys and what must be unique with them: for who has just read
        what they point to, and leaves the rest to the database."""
        self.full_clean(exclude=[field.name for field in self._meta.concrete_fields if field.is_relation])

    def _indexes_of(self, names) -> list[str]:
        """The blind indexes that must follow when the fields they belong to are saved."""
        return [field.name for field in self._meta.concrete_fields if getattr(field, "of", None) in names]

    def _do_update(self, base_qs, using, pk_val, values, update_fields, forced_update):
        guarded = base_qs.filter(version=self._read_version)
        return super()._do_update(guarded, using, pk_val, values, update_fields, forced_update)


def lock(record: models.Model) -> None:
    """Holds the row until the transaction ends and reads it anew: of two decisions the second sees the first."""
    record.refresh_from_db(from_queryset=type(record)._base_manager.select_for_update())


class ActedIn(models.Model):
    """What every history row knows beyond its time and its person: the role in which the person acted."""

    history_role = models.CharField(max_length=10, blank=True, editable=False)

    class Meta:
        abstract = True

    def save(self, **kwargs) -> None:
        waiting = _waiting.get()
        if waiting is None:
            super().save(**kwargs)
        else:
            waiting.append(self)


@contextmanager
def history_together() -> Iterator[None]:
    """The history rows of what is saved inside are written at its end, in their order, a few statements for all.

    Only inside a transaction that fails as a whole, and where nobody reads history.
    """
    token = _waiting.set([])
    try:
        yield
        by_model = defaultdict(list)
        for row in _waiting.get():
            by_model[type(row)].append(row)
        for model, rows in by_model.items():
            model.objects.bulk_create(rows)
    finally:
        _waiting.reset(token)


def _history_actor(instance, request=None):
    return current_actor()


@receiver(pre_create_historical_record)
def _note_role(sender, instance, history_instance, **kwargs) -> None:
    history_instance.history_role = current_actor().role_over(instance)


class OneManager:
    """Django-simple-history puts a manager class together at every look, which costs more than the history row."""

    made = HistoryManager.from_queryset(HistoricalQuerySet)

    @classmethod
    def from_queryset(cls, queryset) -> type[HistoryManager]:
        return cls.made


def recorded(**kwargs) -> HistoricalRecords:
    """`history = recorded()` on a model: every save leaves a row with its time, its person and a reason if given."""
    return HistoricalRecords(
        bases=[ActedIn],
        get_user=_history_actor,
        history_change_reason_field=models.TextField(null=True),
        history_manager=OneManager,
        **kwargs,
    )


def _get_user_by_number(historical):
    return get_user_model().objects.filter(pk=historical.history_user_id).first()


def recorded_below_accounts() -> HistoricalRecords:
    """As `recorded`, for floor 0: the person is kept as a number, so that no key points up to accounts."""
    return HistoricalRecords(
        bases=[ActedIn],
        get_user=_history_actor,
        history_user_id_field=models.BigIntegerField(null=True),
        history_user_getter=_get_user_by_number,
        history_user_setter=_set_user_number,
        history_change_reason_field=models.TextField(null=True),
        history_manager=OneManager,
    )


def _set_user_number(historical, user) -> None:
    historical.history_user_id = user.pk if user else None
