"""The sheet of activities: one row an activity, with its counts and without any name of those who came."""

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from import_export.fields import Field
from import_export.widgets import DateWidget, IntegerWidget

from activities.models import Activity
from wksbm.spreadsheets.columns import ChoiceWidget
from wksbm.spreadsheets.resource import SheetResource


class ActivityResource(SheetResource):
    sheet_code = "activities"

    date = Field("date", _("Date"), DateWidget("%d/%m/%Y"))
    kind = Field("kind", _("Kind of activity"), ChoiceWidget(Activity.Kind.choices))
    skill = Field("skill__name", _("Skill taught"))
    group = Field("group__name", _("Group"))
    village_code = Field("village_id", _("Village code"))
    village = Field("village__name", _("Desa or kelurahan"))
    place = Field("place", pgettext_lazy("activity", "Place"))
    method = Field("method", _("Method"), ChoiceWidget(Activity.Method.choices))
    facilitators = Field("facilitators", _("Led by"))
    summary = Field("summary", _("What was done"))
    materials = Field("materials", _("Materials"))
    present = Field("present_count", _("Present"), IntegerWidget(), readonly=True)
    absent = Field("absent_count", _("Absent"), IntegerWidget(), readonly=True)
    unmarked = Field("unmarked_count", _("Not marked"), IntegerWidget(), readonly=True)
    guests = Field(None, _("Guests"), IntegerWidget(), readonly=True)
    found = Field("found_count", _("People found"), IntegerWidget(), readonly=True)
    follow_up_on = Field("follow_up_on", _("To be continued on"), DateWidget("%d/%m/%Y"))

    class Meta:
        model = Activity
        fields = (
            "date",
            "kind",
            "skill",
            "group",
            "village_code",
            "village",
            "place",
            "method",
            "facilitators",
            "summary",
            "materials",
            "present",
            "absent",
            "unmarked",
            "guests",
            "found",
            "follow_up_on",
        )

    def filter_export(self, queryset: QuerySet, **kwargs) -> QuerySet:
        return queryset.with_counts().select_related("village", "group", "skill")

    def dehydrate_guests(self, row: Activity) -> int:
        return len(row.guest_names)
