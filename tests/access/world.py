"""The same set of records in one's own village, in the next one and in another regency, and every route over them."""

from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from tests import factories
from tests.factories import BIRU, MACEGE, PENFUI, WATAMPONE

PLACES = {"biru": BIRU, "watampone": WATAMPONE, "macege": MACEGE, "penfui": PENFUI}


@dataclass(frozen=True)
class Rows:
    """One village's records; `name` is a word that stands in all of them and nowhere else."""

    name: str
    group: object
    kube: object
    person: object
    membership: object
    classification: object
    activity: object
    leader: object
    duty: object

    def url(self, route: str) -> str:
        key = {
            "groups": self.group,
            "members": self.membership,
            "people": self.person,
            "beneficiaries": self.classification,
            "activities": self.activity,
            "accounts": self.leader,
        }[route.split(":")[0]]
        return reverse(route, args=[SPECIAL.get(route, lambda rows: key)(self).pk])

    def link(self, route: str) -> str:
        """Where a list of this app leads to for its record here."""
        records = {
            "groups": self.group,
            "people": self.person,
            "members": self.person,
            "beneficiaries": self.classification,
            "activities": self.activity,
            "accounts": self.leader,
        }
        return f'"{records[route.split(":")[0]].get_absolute_url()}"'


# Routes whose number is not that of their own app's record.
SPECIAL = {
    "members:roster": lambda rows: rows.group,
    "members:find": lambda rows: rows.group,
    "members:enrol": lambda rows: rows.group,
    "members:officer": lambda rows: rows.group,
    "members:of-person": lambda rows: rows.person,
    "beneficiaries:of-person": lambda rows: rows.person,
    "activities:of-group": lambda rows: rows.group,
    "groups:stage": lambda rows: rows.kube,
    "accounts:duty-end": lambda rows: rows.duty,
}


def records(place: str, *, by) -> Rows:
    """A group with a member who is PMKS, an activity, a KUBE, and a leader's account; named after the place."""
    village, name = PLACES[place], f"Zz{place.title()}"
    group = factories.group(f"Arisan {name}", village, kind="kps")
    kube = factories.group(f"Kube {name}", village)
    person = factories.person(f"Siti {name}", village, nik=factories.new_nik())
    leader = factories.user(f"ketua.{place}", full_name=f"Ketua {name}")
    factories.leads(leader, group)
    officer = factories.user(f"operator.{place}", "village", village, full_name=f"Operator {name}")
    kind = factories.category("PMKS-23", "Perempuan rawan", sensitivity=0)
    return Rows(
        name=name,
        group=group,
        kube=kube,
        person=person,
        leader=leader,
        duty=officer.duties.get(),
        membership=factories.membership(person, group, number=1),
        classification=factories.classification(person, kind, by=officer),
        activity=factories.activity(group, by=leader, on=date(2026, 10, 1), place=f"Balai {name}"),
    )
