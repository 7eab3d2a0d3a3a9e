"""What of an import of accounts is not taken back: what its user may not give any more, and a duty held twice. And who
is still told of those that are gone."""

from collections.abc import Iterable

from django.db.models import Model, QuerySet

from wksbm.accounts.models import Duty, User
from wksbm.accounts.services import keepable, may_give
from wksbm.spreadsheets.engine.undoing import bars, stays_apart
from wksbm.spreadsheets.past import as_they_were


@bars(Duty._meta.label)
def not_to_give(duties: QuerySet[Duty], by: User) -> Iterable[int]:
    return [duty.pk for duty in duties if duty.user_id == by.pk or not may_give(by, duty.role, duty.region_id or "")]


@bars(User._meta.label)
def not_to_keep(accounts: QuerySet[User], by: User) -> Iterable[int]:
    accounts = list(accounts)
    return {account.pk for account in accounts} - keepable(accounts, by)


def at_once(one: str, other: str) -> str:
    """That two duties have a day in common."""
    return (
        f"({one}.ends_on IS NULL OR {one}.ends_on >= {other}.starts_on)"
        f" AND ({other}.ends_on IS NULL OR {other}.ends_on >= {one}.starts_on)"
    )


stays_apart(
    Duty._meta.label,
    f"""o.user_id = h.user_id AND o.role = h.role AND coalesce(o.region_id, '') = coalesce(h.region_id, '')
    AND {at_once("h", "o")} AND NOT ({at_once("r", "o")})""",
)


def accounts_gone(model: type[Model], numbers: list[int], to: User) -> dict[int, Model]:
    """Accounts and duties that are gone, as they were, where a duty lay in the area in which `to` gives accounts."""
    past = Duty.history.model.objects.filter(**{"user_id__in" if model is User else "id__in": numbers})
    duties = to.duties_opening("account", "create")
    seen = {entry.user_id: True for entry in past if any(duty.covers(entry.region_id or "") for duty in duties)}
    found = as_they_were(model, numbers)
    return {pk: one for pk, one in found.items() if (one.pk if model is User else one.user_id) in seen}
