"""The list of people that is interrupted, and everything that it leaves when it is there, absent or undone."""

from tests.sheets_people.bringing import bring, crowd, row
from wksbm.accounts.models import AccessLog
from wksbm.people.models import Household, Person

NEW, CHANGED = 600, 200
People, Homes = Person.history.model, Household.history.model


def a_list(cast, known):
    """New people in homes of four, and a new address for everybody who is known."""
    changed = [row(person.full_name, person.nik, address="baru") for person in known]
    run = bring(cast.biru, *crowd(NEW, kk=True), *changed)
    assert run.index.counts | {"new": NEW, "changed": CHANGED} == run.index.counts
    return run


def facts(batch) -> dict:
    """Whatever an import leaves, counted."""
    own = {"history_change_reason": batch.reason}
    logged = AccessLog.objects.filter(kind=AccessLog.Kind.IMPORT, number=batch.pk)
    return {
        "people": Person.objects.count(),
        "old": Person.objects.filter(address="lama").count(),
        "homes": Household.objects.count(),
        "history": People.objects.filter(**own).count(),
        "histories of homes": Homes.objects.filter(**own).count(),
        "touched": batch.rows.count(),
        "logged": logged.count(),
        "undone": People.objects.filter(history_change_reason__contains=f"{batch.reason} ").count(),
        "outcomes": batch.rows.exclude(outcome="").count(),
    }


HOMES = -(-NEW // 4)
NOTHING = dict.fromkeys(("history", "histories of homes", "touched", "logged", "undone", "outcomes"), 0)
ABSENT = NOTHING | {"people": CHANGED, "old": CHANGED, "homes": 0}
TOUCHED = NEW + CHANGED + HOMES
THERE = NOTHING | {
    "people": CHANGED + NEW, "old": 0, "homes": HOMES, "history": NEW + CHANGED, "histories of homes": HOMES,
    "touched": TOUCHED, "logged": 1,
}  # fmt: skip
UNDONE = THERE | {
    "people": CHANGED, "old": CHANGED, "homes": 0, "logged": 2, "undone": NEW + CHANGED, "outcomes": TOUCHED,
}  # fmt: skip
