"""The list of groups as the Dinas lists PSKS: where, who leads it, how many officers and members."""

from django.db.models import Count, OuterRef, Prefetch, QuerySet, Subquery
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from groups.models import SocialGroup
from members.faces import holder_of
from members.models import Membership, OfficerTerm
from wksbm.spreadsheets.formats import ListFormat, register
from wksbm.spreadsheets.resource import SheetResource

CHAIR = OfficerTerm.Post.CHAIR


def with_people(sheet: SheetResource, rows: QuerySet) -> QuerySet:
    """The groups with the officers of the day and the number of their members then."""
    terms = OfficerTerm.objects.visible_to(sheet.user).current(sheet.on).select_related("person", "identity__group")
    members = Membership.objects.visible_to(sheet.user).current(sheet.on).filter(group=OuterRef("pk"))
    count = Subquery(members.order_by().values("group").annotate(count=Count("pk")).values("count"))
    officers = Prefetch("officer_terms", terms.select_related("group"), to_attr="terms_then")
    return rows.select_related("village__parent__parent").annotate(members_then=count).prefetch_related(officers)


def chair(sheet: SheetResource, group: SocialGroup) -> str:
    return ", ".join(holder_of(sheet.user, term) for term in group.terms_then if term.post == CHAIR)


def officers(sheet: SheetResource, group: SocialGroup) -> int:
    return sum(term.is_filled for term in group.terms_then)


def members(sheet: SheetResource, group: SocialGroup) -> int:
    return group.members_then or 0


def sub_district(sheet: SheetResource, group: SocialGroup) -> str:
    return group.village.parent.name


def regency(sheet: SheetResource, group: SocialGroup) -> str:
    return group.village.parent.parent.name


register(
    "groups",
    [
        ListFormat(
            "psks",
            _("List of PSKS"),
            [
                (_("Group"), "name"),
                (pgettext_lazy("group", "Kind"), "kind"),
                (_("Type"), "type"),
                (_("Regency or city"), regency),
                (_("Sub-district"), sub_district),
                (_("Desa or kelurahan"), "village"),
                (_("Secretariat"), "secretariat"),
                (_("Phone"), "phone"),
                (_("Chair"), chair),
                (_("Form"), "formality"),
                (_("Number at the Dinas"), "registration_number"),
                (_("Officers"), officers),
                (_("Members"), members),
                (_("Business or work"), "business"),
            ],
            with_people,
        )
    ],
)
