"""The list of groups counted by sub-district, by kind and by type."""

from django.utils.translation import gettext_lazy as _

from groups.models import GroupType, SocialGroup
from wksbm.spreadsheets.formats import RecapFormat, register


def types() -> dict[int | None, str]:
    return {row.pk: row.name for row in GroupType.objects.all()} | {None: str(_("without a type"))}


register(
    "groups",
    [
        RecapFormat("recap", _("Recap by sub-district"), "kind", lambda: dict(SocialGroup.Kind.choices)),
        RecapFormat("recap-types", _("Recap by sub-district and type"), "type", types),
    ],
)
