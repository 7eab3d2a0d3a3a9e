"""The sheet of PMKS: one row a classification, so that one person of two kinds stands twice."""

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from import_export.fields import Field
from import_export.widgets import DateWidget

from beneficiaries.models import Classification
from wksbm.people.columns import PersonColumns
from wksbm.people.models import Person
from wksbm.spreadsheets.columns import ChoiceWidget


class ClassificationResource(PersonColumns):
    sheet_code = "beneficiaries"

    village_code = Field("village_id", _("Village code"))
    village = Field("village__name", _("Desa or kelurahan"))
    category_code = Field("category__code", _("Kind code"))
    category = Field("category", _("Kind of PMKS"))
    own_wording = Field("own_wording", _("In own words"))
    identified_on = Field("identified_on", _("Identified on"), DateWidget("%d/%m/%Y"))
    status = Field("status", _("State"), ChoiceWidget(Classification.Status.choices))
    source = Field("source", _("Source"))

    class Meta:
        model = Classification
        fields = (
            "name",
            "nik",
            "sex",
            "birth_date",
            "village_code",
            "village",
            "rt",
            "rw",
            "category_code",
            "category",
            "own_wording",
            "identified_on",
            "status",
            "source",
        )

    def filter_export(self, queryset: QuerySet, **kwargs) -> QuerySet:
        return queryset.select_related("beneficiary__person", "beneficiary__household", "village", "category")

    def person_of(self, row: Classification) -> Person | None:
        return row.beneficiary.person

    def dehydrate_name(self, row: Classification) -> str:
        return super().dehydrate_name(row) if self.person_of(row) else str(row.beneficiary)
