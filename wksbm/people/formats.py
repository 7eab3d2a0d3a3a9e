"""The list of people as a Dinas prints it: by name and address (BNBA), and counted by sub-district."""

from collections.abc import Callable

from django.db.models import Case, Count, OuterRef, QuerySet, Subquery, When
from django.utils.translation import gettext_lazy as _

from wksbm.people.faces import shown
from wksbm.people.models import Person
from wksbm.spreadsheets.formats import ListFormat, RecapFormat, register
from wksbm.spreadsheets.resource import SheetResource

BY_HAND = None  # a column of the official heading that the registry does not keep


def with_homes(sheet: SheetResource, rows: QuerySet, person: str = "") -> QuerySet:
    """The rows with household, its head, and how many of it the user sees. `person` is the path to the person."""
    home = f"{person}household"
    people = Person.objects.visible_to(sheet.user).filter(household=OuterRef(home)).order_by().values("household")
    count = Subquery(people.annotate(count=Count("pk")).values("count"))
    # Of who lives in none nobody is counted: where most are so, an index on households would not be used.
    told = Case(When(**{f"{home}__isnull": False}, then=count))
    return rows.select_related(f"{home}__head", "village__parent").annotate(told_at_home=told)


def of_person(name: str) -> Callable:
    """Tells a value of the person as far as the user may see it."""

    def tell(sheet: SheetResource, row) -> str:
        person = sheet.person_of(row)
        return shown(sheet.user, person, name) if person else ""

    return tell


def head_of_family(sheet: SheetResource, row) -> str:
    person = sheet.person_of(row)
    head = person.household.head if person and person.household_id else None
    return shown(sheet.user, head, "full_name") if head and not head.erased_on else ""


def at_home(sheet: SheetResource, row) -> int | None:
    return row.told_at_home


def sub_district(sheet: SheetResource, row) -> str:
    return row.village.parent.name


def occupation(sheet: SheetResource, row) -> str:
    person = sheet.person_of(row)
    return person.occupation if person else ""


def bnba_columns(*criteria: tuple) -> list[tuple]:
    """The official heading of a list by name and address; `criteria` are the columns about the kind of need."""
    return [
        (_("NIK"), "nik"),
        (_("Name"), "name"),
        (_("Head of the family"), head_of_family),
        (_("Sex (L/P)"), "sex"),
        (_("Date of birth"), "birth_date"),
        (_("People in the family"), at_home),
        (_("Address"), of_person("address")),
        (_("RT"), "rt"),
        (_("RW"), "rw"),
        (_("Desa or kelurahan"), "village"),
        (_("Sub-district"), sub_district),
        (_("Occupation"), occupation),
        (_("Code of the occupation"), BY_HAND),
        *criteria,
        (_("Way of payment"), BY_HAND),
        (_("Code of the payment"), BY_HAND),
    ]


register(
    "people",
    [
        ListFormat(
            "bnba",
            _("List by name and address (BNBA)"),
            bnba_columns((_("Criterion"), BY_HAND), (_("Code of the criterion"), BY_HAND)),
            with_homes,
        ),
        RecapFormat("recap", _("Recap by sub-district"), "sex", lambda: dict(Person.Sex.choices)),
    ],
)
