"""The list of PMKS as a Dinas prints it: by name and address (BNBA), and counted by sub-district and kind."""

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from beneficiaries.models import PmksCategory
from wksbm.people.formats import bnba_columns, with_homes
from wksbm.spreadsheets.formats import ListFormat, RecapFormat, register
from wksbm.spreadsheets.resource import SheetResource


def prepared(sheet: SheetResource, rows: QuerySet) -> QuerySet:
    return with_homes(sheet, rows, "beneficiary__person__")


def kinds() -> dict[int, str]:
    return {kind.pk: str(kind) for kind in PmksCategory.objects.all()}


register(
    "beneficiaries",
    [
        ListFormat(
            "bnba",
            _("List by name and address (BNBA)"),
            bnba_columns((_("Criterion"), "category"), (_("Code of the criterion"), "category_code")),
            prepared,
        ),
        RecapFormat(
            "recap",
            _("Recap by sub-district"),
            "category",
            kinds,
            # Who is of several kinds counts in each of them, so the sum exceeds the number of persons.
            different=("beneficiary", _("Different persons")),
        ),
    ],
)
