"""Writing the access log: who, when, what, why, and never a value."""

from collections.abc import Callable, Iterable
from datetime import timedelta

from django.utils import timezone

from wksbm.accounts.models import AccessLog, User
from wksbm.converters import key_in

Kind = AccessLog.Kind

# Parameters that name a row where the address itself does not.
NUMBERS_IN_QUERY = ("orang", "kelompok")
OPENED_TOGETHER = timedelta(minutes=5)
_names: dict[str, Callable] = {}


def note(
    user: User,
    kind: str,
    row=None,
    *,
    target: str = "",
    number: int | None = None,
    region: str | None = None,
    field: str = "",
    reason: str = "",
    **facts,
) -> AccessLog:
    """Adds an entry about `row`, or about what `target`, `number` and `region` (a code) name where no row is at hand.

    Without a region of its own the entry belongs to the first area of `user`. `facts` are codes and counts.
    """
    if row is not None:
        target, number = row._meta.label, row.pk
        region = region or getattr(row, "area_code", None)
    region = region or _first_area(user)
    return AccessLog.objects.create(
        user=user, kind=kind, target=target, number=number, region_id=region, field=field, reason=reason, facts=facts
    )


def _first_area(user: User) -> str | None:
    """The first duty's, or the village of a group that he leads."""
    duties = (duty.region_id for duty in user.duties_now if duty.region_id)
    return next(duties, None) or next((led.village for led in user.led_groups.values()), None)


def note_part(user: User, row, part: str) -> None:
    """A part of a record's page (a tab, the list behind it) was opened: a VIEW, unless the page itself just was.

    A page fetches its parts by itself, and each of them can also be asked for alone.
    """
    just_now = timezone.now() - OPENED_TOGETHER
    views = AccessLog.objects.filter(user=user, kind=Kind.VIEW, at__gt=just_now)
    if not views.filter(target=row._meta.label, number=row.pk).exists():
        note(user, Kind.VIEW, row, part=part)


def note_refusal(request, status: int) -> None:
    """What a signed-in user was refused: the route and the number that he asked for, whether or not it exists.

    A page that is not there (404) counts when a number was asked for; an address that was mistyped does not.
    """
    number = _asked_number(request)
    if status == 403 or (status == 404 and number is not None):
        note(request.user, Kind.REFUSED, target=request.resolver_match.view_name, number=number, status=status)


def _asked_number(request) -> int | None:
    in_path = [str(value) for value in request.resolver_match.kwargs.values()]
    in_query = [request.GET.get(name, "") for name in NUMBERS_IN_QUERY]
    return next(filter(None, map(key_in, in_path + in_query)), None)


def names_rows(label: str) -> Callable:
    """Decorator for upper floors: the names of rows of the model `label` as (user, numbers) -> {number: name}.

    Only of rows that the user sees, and as far as he may see them.
    """

    def register(function: Callable[[User, Iterable[int]], dict[int, str]]) -> Callable:
        _names[label] = function
        return function

    return register


@names_rows("accounts.User")
def _names_of_accounts(user: User, numbers: Iterable[int]) -> dict[int, str]:
    return {account.pk: str(account) for account in User.objects.visible_to(user).filter(pk__in=numbers)}


def names_of(user: User, label: str, numbers: Iterable[int]) -> dict[int, str]:
    """The names of these rows that the user may read; empty for a model whose rows have none."""
    numbers = set(numbers)
    return _names[label](user, numbers) if numbers and label in _names else {}
