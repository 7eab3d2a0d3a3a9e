"""The sheet of members: one row a membership."""

from datetime import date

from django.db.models import Prefetch, QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from import_export.fields import Field
from import_export.widgets import DateWidget, IntegerWidget

from groups.models import SocialGroup
from members.faces import name_of, reached
from members.models import Membership, OfficerTerm
from members.models.office import held_by
from wksbm.people.columns import PersonColumns
from wksbm.people.models import Person
from wksbm.spreadsheets.columns import ChoiceWidget, as_known


class MemberResource(PersonColumns):
    sheet_code = "members"

    group = Field("group__name", _("Group"))
    kind = Field("group__kind", pgettext_lazy("group", "Kind"), ChoiceWidget(SocialGroup.Kind.choices))
    village_code = Field("group__village_id", _("Village code"))
    village = Field("group__village__name", _("Desa or kelurahan"))
    number = Field("number", _("Member number"), IntegerWidget())
    joined_on = Field("joined_on", _("Member since"), DateWidget("%d/%m/%Y"))
    left_on = Field("left_on", _("Last day"), DateWidget("%d/%m/%Y"))
    office = Field(None, _("Office"), readonly=True)

    class Meta:
        model = Membership
        fields = (
            "group",
            "kind",
            "village_code",
            "village",
            "number",
            "name",
            "nik",
            "sex",
            "birth_date",
            "age",
            "education",
            "rt",
            "rw",
            "joined_on",
            "left_on",
            "office",
        )

    def filter_export(self, queryset: QuerySet, **kwargs) -> QuerySet:
        terms = OfficerTerm.objects.current(self.on).exclude(person=None, identity=None)
        related = queryset.select_related("person", "identity__group", "group__village")
        return related.prefetch_related(Prefetch("group__officer_terms", terms, to_attr="terms_then"))

    def person_of(self, row: Membership) -> Person | None:
        """Of a member from beyond the user's reach the name alone goes out."""
        who = reached(self.user, row) if self.user else None
        return who if isinstance(who, Person) else None

    def dehydrate_name(self, row: Membership) -> str:
        return name_of(self.user, row) if self.user else ""

    def dehydrate_joined_on(self, row: Membership) -> date | str | None:
        return as_known(row.joined_on, row.joined_on_precision)

    def dehydrate_office(self, row: Membership) -> str:
        return ", ".join(term.title for term in row.group.terms_then if held_by(term, row))
