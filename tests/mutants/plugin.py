"""A pytest plugin that takes one guard out of the registry: -p tests.mutants.plugin with WKSBM_MUTANT=<name>.

Scopes answer every row; masks show the whole value. Nothing of it is reachable outside a run of the tests.
"""

import os
from collections.abc import Callable, Iterable
from typing import NamedTuple

CELLS = "tests/access/test_cells.py"
FIELDS = "tests/access/test_field_cells.py"


class Mutant(NamedTuple):
    """`remove` takes the guard out; `tests` are the fast ones that must miss it: a file and the names in it."""

    remove: Callable[[], None]
    tests: tuple[str, str]


def every_row(label: str) -> Callable[[], None]:
    """The queryset of the model `label` no longer asks who looks."""

    def remove() -> None:
        from django.apps import apps  # noqa: PLC0415 the plugin is imported before Django is ready

        queryset = type(apps.get_model(label).objects.all())
        queryset.visible_to = lambda self, user, **asked: self.all()

    return remove


def gate() -> None:
    """The gate lets everybody through who is signed in; only the views are left."""
    from wksbm.accounts import middleware  # noqa: PLC0415 as above

    middleware.check = lambda user, record, action: None


def in_full(*fields: str) -> Callable[[], None]:
    """Every role reads these rows of the field table in full."""

    def remove() -> None:
        from wksbm.accounts import access  # noqa: PLC0415 as above

        ask = access.field_level
        access.field_level = lambda roles, field: "full" if field in fields else ask(roles, field)

    return remove


def masks(names: Iterable[str]) -> Callable[[], None]:
    """The functions that hide a value give it back as it is."""

    def remove() -> None:
        from wksbm.people import faces  # noqa: PLC0415 as above

        for name in names:
            faces._HIDE[name] = lambda _person, value: value

    return remove


def cells(*tests: str) -> tuple[str, str]:
    return CELLS, " or ".join(tests)


MUTANTS = {
    "scope of people": Mutant(every_row("people.Person"), cells("person-village", "person-leader")),
    "scope of groups": Mutant(every_row("groups.SocialGroup"), cells("group-village", "group-leader")),
    "scope of memberships": Mutant(every_row("members.Membership"), cells("member-village", "member-dinas")),
    "scope of PMKS records": Mutant(every_row("beneficiaries.Classification"), cells("beneficiary-village")),
    "scope of sealed cases": Mutant(every_row("beneficiaries.SealedCase"), cells("sealed-tksk_c", "sealed-dinas_c")),
    "scope of activities": Mutant(every_row("activities.Activity"), cells("activity-village", "activity-leader")),
    "scope of private notes": Mutant(every_row("activities.MotivationNote"), cells("motivation_note")),
    "scope of accounts": Mutant(every_row("accounts.User"), cells("account-village", "account-dinas")),
    "scope of the access log": Mutant(every_row("accounts.AccessLog"), cells("access_log-dinas")),
    "gate": Mutant(gate, cells("group-viewer", "account-tksk", "access_log-village")),
    "mask of NIK and KK": Mutant(masks(["nik", "kk_number"]), (FIELDS, "village or leader")),
    "mask of names": Mutant(masks(["full_name"]), (FIELDS, "admin")),
    "mask of birth dates": Mutant(masks(["birth_words"]), (FIELDS, "leader or admin")),
    "mask of addresses and phones": Mutant(in_full("address", "phone"), (FIELDS, "dinas or admin")),
    "mask of delicate kinds": Mutant(in_full("category_2"), (FIELDS, "leader or admin")),
}


def pytest_sessionstart(session) -> None:
    name = os.environ.get("WKSBM_MUTANT", "")
    if name:
        MUTANTS[name].remove()
