"""In which of several duties somebody acts: chosen on a page, kept in the session, shown in the header."""

from datetime import date
from typing import NamedTuple

from django.utils.translation import gettext as _

from wksbm.accounts.models import SOON, User
from wksbm.accounts.services import predecessor_of, successor_of

ACTING = "acting_in"  # the session's entry
NEWS_FOR = 14  # days after its day a change of one's own duties is still told


class Post(NamedTuple):
    """What somebody holds today: a duty, or the groups that he leads or accompanies. `key` goes into the session."""

    key: str
    role_name: str
    place: str
    ends_on: date | None = None


def posts_of(user: User) -> list[Post]:
    """The duties alive today in the order of their beginning, then the groups; what he acts in makes no difference."""
    duties = sorted(user.duties_now, key=lambda duty: (duty.starts_on, duty.pk))
    held = [Post(str(one.pk), one.get_role_display(), area_name(one), one.ends_on) for one in duties]
    for role in sorted(user.led_roles, reverse=True):
        groups = ", ".join(led.name for led in user.led_groups.values() if led.role == role)
        held.append(Post(role, _("group leader") if role == "leader" else _("companion"), groups))
    return held


def area_name(duty) -> str:
    return str(duty.region) if duty.region_id else _("Administration")


def acting_post(user: User) -> Post:
    """The one he acts in: chosen, or else the first of his duties, or his groups."""
    key = user.acting_role if user.acting_role in user.led_roles else str(user.duties_now[0].pk)
    return next(post for post in posts_of(user) if post.key == key)


def act_as_chosen(user: User, session) -> None:
    """Called by the gate on every request; a choice that has ended counts for nothing."""
    user.act_in(session.get(ACTING, ""))


def news(user: User, today: date) -> list[str]:
    """What changes or has just changed about one's own duties, in sentences, the next first."""
    told = []
    for duty in user.duties.select_related("region").order_by("starts_on", "pk"):
        told += _beginning(duty, today) + _ending(duty, today) + _clearance(duty, today)
    return told


def _beginning(duty, today: date) -> list[str]:
    before = predecessor_of(duty) if (today - duty.starts_on).days <= NEWS_FOR else None
    if before is None:
        return []
    facts = {"duty": duty, "day": f"{duty.starts_on:%d/%m/%Y}", "name": before.user.full_name}
    return [_("From %(day)s you have the duty %(duty)s, taken over from %(name)s.") % facts]


def _ending(duty, today: date) -> list[str]:
    if duty.ends_on is None or not -NEWS_FOR <= (duty.ends_on - today).days <= SOON:
        return []
    after = successor_of(duty)
    facts = {"duty": duty, "day": f"{duty.ends_on:%d/%m/%Y}", "name": after.user.full_name if after else ""}
    if after is not None:
        return [_("The duty %(duty)s: your last day is %(day)s, then %(name)s takes over.") % facts]
    return [_("The duty %(duty)s: your last day is %(day)s.") % facts] if duty.ends_on >= today else []


def _clearance(duty, today: date) -> list[str]:
    if not duty.is_cleared or (duty.cleared_until - today).days > SOON:
        return []
    return [_("Your clearance for sealed data ends on %(day)s.") % {"day": f"{duty.cleared_until:%d/%m/%Y}"}]
