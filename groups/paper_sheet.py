"""The sheet of papers: one row a paper; a scan is there or not, its file goes out one by one."""

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from import_export.fields import Field
from import_export.widgets import DateWidget

from groups.models import Document
from wksbm.spreadsheets.columns import ChoiceWidget
from wksbm.spreadsheets.resource import SheetResource

DAY = "%d/%m/%Y"


class PaperResource(SheetResource):
    group = Field("group__name", gettext_lazy("Group"))
    village_code = Field("group__village_id", gettext_lazy("Village code"))
    village = Field("group__village__name", gettext_lazy("Desa or kelurahan"))
    kind = Field("kind", gettext_lazy("Kind of paper"), ChoiceWidget(Document.Kind.choices))
    edition = Field("edition", gettext_lazy("Version"))
    number = Field("number", gettext_lazy("Number"))
    dated_on = Field("dated_on", gettext_lazy("Dated"), DateWidget(DAY))
    signer = Field("signer", gettext_lazy("Signed by"))
    expires_on = Field("expires_on", gettext_lazy("Valid until"), DateWidget(DAY))
    scan = Field(None, gettext_lazy("Scan"), readonly=True)

    class Meta:
        model = Document
        fields = (
            "group", "village_code", "village", "kind", "edition", "number", "dated_on", "signer", "expires_on", "scan",
        )  # fmt: skip

    def filter_export(self, queryset: QuerySet, **kwargs) -> QuerySet:
        return queryset.select_related("group__village")

    def dehydrate_scan(self, row: Document) -> str:
        return _("yes") if row.scan else _("no")
