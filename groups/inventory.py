"""What the inventory of a local group asks (five aspects, Tanete Riattang 2006), and how much of it is answered.

Not every field counts: of a fact that can be told in several ways one is enough, and what only some groups have (a
name in the local language, a number at the Dinas) is not asked of all.
"""

from collections.abc import Callable
from typing import NamedTuple

from django.db.models import Q, QuerySet
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from groups.models import SocialGroup
from groups.sizes import members_now


class Fact(NamedTuple):
    """Answered when one of `fields` is; asked only of groups for which `of` holds."""

    fields: tuple[str, ...]
    label: str = ""
    of: Callable[[SocialGroup], bool] = lambda _group: True

    @property
    def heading(self) -> str:
        return str(self.label or capfirst(SocialGroup._meta.get_field(self.fields[0]).verbose_name))


class Part(NamedTuple):
    """`slug` stands in the address; a part whose facts are all not asked of a group is not shown."""

    slug: str
    title: str
    facts: tuple[Fact, ...]


class Standing(NamedTuple):
    part: Part
    filled: int
    missing: list[str]

    @property
    def asked(self) -> int:
        return self.filled + len(self.missing)

    @property
    def is_whole(self) -> bool:
        return not self.missing


def has_members(group: SocialGroup) -> bool:
    """A service post and what is a place or an office have nobody who joins."""
    return group.kind != SocialGroup.Kind.POST and (group.type_id is None or group.type.is_group)


def pays_dues(group: SocialGroup) -> bool:
    return "dues" in group.fund_sources


def open_links(group: SocialGroup) -> QuerySet:
    return group.links.filter(Q(until__isnull=True) | Q(until__gt=group.village.today()))


PARTS = (
    Part(
        "identitas",
        _("Identity"),
        (
            Fact(("type",)),
            Fact(("founded_on",)),
            Fact(("formality",)),
            Fact(("origin",)),
            Fact(("initiator", "initiator_kind")),
            Fact(("scope_level",)),
            Fact(("coverage",), _("RT and RW it covers")),
            Fact(("secretariat",)),
            Fact(("purposes", "purpose")),
            Fact(("guidance",)),
        ),
    ),
    Part(
        "keanggotaan",
        _("Membership"),
        (
            Fact(("declared_members", "roster"), of=has_members),
            Fact(("requirement",), of=has_members),
            Fact(("for_whom",), of=has_members),
            Fact(("voluntary",), of=has_members),
            Fact(("rules_form",), of=has_members),
            Fact(("rights",), of=has_members),
        ),
    ),
    Part(
        "sumber-daya",
        _("Resources and funds"),
        (
            Fact(("skilled_people",)),
            Fact(("facilities",)),
            Fact(("fund_sources",)),
            Fact(("dues_amount",), of=pays_dues),
        ),
    ),
    Part(
        "program",
        _("Programme and activities"),
        (Fact(("programme",)), Fact(("serves",)), Fact(("meets_every",)), Fact(("meets_at",))),
    ),
    Part("jaringan", _("Network"), (Fact(("no_links", "links"), _("a link, or that there is none")),)),
)

BESIDE = {
    "coverage": lambda group: group.coverage.exists(),
    "roster": lambda group: members_now(group) > 0,
    "links": lambda group: open_links(group).exists(),
    "no_links": lambda group: group.no_links,  # unticked says nothing; a "no" elsewhere is an answer
}


def parts_of(group: SocialGroup) -> list[Part]:
    return [part for part in PARTS if any(fact.of(group) for fact in part.facts)]


def standing(group: SocialGroup) -> list[Standing]:
    """How far each part of the group's inventory is: in the order of the parts."""
    return [_standing(part, group) for part in parts_of(group)]


def _standing(part: Part, group: SocialGroup) -> Standing:
    asked = [fact for fact in part.facts if fact.of(group)]
    missing = [fact.heading for fact in asked if not any(_told(group, name) for name in fact.fields)]
    return Standing(part, len(asked) - len(missing), missing)


def _told(group: SocialGroup, name: str) -> bool:
    return BESIDE[name](group) if name in BESIDE else getattr(group, name) not in (None, "", [])


def progress(standings: list[Standing]) -> tuple[int, int]:
    """(answered, asked) over all parts."""
    return sum(one.filled for one in standings), sum(one.asked for one in standings)
