"""What of an import of accounts is not taken back: what its user may not give any more, a duty held twice, that of an
account which stays. And who is still told of those that are gone."""

from collections.abc import Iterable

from django.db.models import Model, QuerySet

from wksbm.accounts.models import LEADERS_ONLY, Duty, User
from wksbm.accounts.services import keepable, may_give
from wksbm.spreadsheets.engine.undoing import bars, stays_apart, stays_with
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

# Without its duty a new account opens nothing, and its maker does not see it; a right given to an older one goes.
stays_with(Duty._meta.label, "user", changed=False)


def accounts_gone(model: type[Model], numbers: list[int], to: User) -> dict[int, Model]:
    """Of accounts and duties that are gone, as they were, those that `to` would see today: officers' accounts with a
    duty in the area in which he keeps them, and the duties there."""
    duties = [duty for duty in to.duties_opening("account") if duty.role not in LEADERS_ONLY]
    past = Duty.history.model.objects.filter(**{"user_id__in" if model is User else "id__in": numbers})
    here = [entry for entry in past if any(duty.covers(entry.region_id or "") for duty in duties)]
    seen = {entry.user_id if model is User else entry.id for entry in here}
    return {pk: one for pk, one in as_they_were(model, numbers).items() if pk in seen}
