"""Groups that may be one and the same: asked about while one is registered, and a queue to be looked through."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import QuerySet
from django.db.models.functions import Substr

from groups.models import DifferentGroups, SocialGroup
from wksbm.accounts.models import User
from wksbm.name_index import Similarity
from wksbm.name_pairs import Block, likely_pairs
from wksbm.records import lock
from wksbm.text import name_key

MOST = 5
ALIKE = 0.5
DISTRICT = 8  # characters of a village's code that are its district's
COLUMNS = ("id", "name_key", "village_id", "kind", "district")
BLOCKS = [Block(("village_id",), ALIKE, 1), Block(("district", "kind", "name_key"), ALIKE)]


def similar(new: SocialGroup, *, by: User) -> list[SocialGroup]:
    """Up to five serving groups of the same village that `by` sees and whose names are like that of `new`.

    One statement, whatever there is outside the area.
    """
    rows = SocialGroup.objects.visible_to(by).serving().filter(village=new.village_id).exclude(pk=new.pk)
    like = Similarity(name_key(new.name))
    return list(
        rows.annotate(like=like).filter(like__gte=ALIKE).select_related("village").order_by("-like", "pk")[:MOST]
    )


def pairs(groups: QuerySet, *, start: int, most: int) -> list[tuple[SocialGroup, SocialGroup]]:
    """Likely duplicates among `groups` (that the asker sees), the most likely first, but those told apart.

    Two statements. Names are compared within a village; the same name and kind also in two villages of a district.
    """
    facts = groups.serving().annotate(district=Substr("village_id", 1, DISTRICT))
    found = likely_pairs(facts, COLUMNS, BLOCKS, DifferentGroups._meta.db_table, start=start, most=most)
    both = groups.select_related("village", "type").in_bulk({pk for pair in found for pk in pair})
    return [(both[one], both[other]) for one, other in found]


@transaction.atomic
def tell_apart(one: SocialGroup, other: SocialGroup, *, by: User, reason: str = "") -> DifferentGroups:
    """The two are not the same: remembered, never offered again. Said before, nothing changes.

    Raises PermissionDenied when `by` may not change one of them.
    """
    if not all(by.may("update", "group", group) for group in (one, other)):
        raise PermissionDenied
    first, second = sorted([one, other], key=lambda group: group.pk)
    lock(first)
    known = DifferentGroups.objects.filter(first=first, second=second).first()
    if known is None:
        known = DifferentGroups(first=first, second=second, reason=reason)
        known.save()
    return known
