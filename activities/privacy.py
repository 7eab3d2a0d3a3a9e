"""What activities hold about a person: marks of attendance, findings of an outreach, names in texts."""

from datetime import date

from django.db.models import F, Q, QuerySet
from django.db.models.functions import Length
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from activities.models import Activity, Attendance, MotivationNote, OutreachFinding
from wksbm.accounts.models import User
from wksbm.dates import in_words
from wksbm.people.changes import entered
from wksbm.people.erasing import forget
from wksbm.people.holdings import holds, may_name
from wksbm.people.identity import ERASED, Identity
from wksbm.people.models import Person
from wksbm.people.retention import HOUSE_RULE, rule
from wksbm.people.subject import Section, tells
from wksbm.text import name_key


def found_by_name(who: Identity) -> Q:
    """Findings of the person's villages under the same name that nobody has linked to somebody else."""
    unlinked = OutreachFinding.objects.filter(person=None, activity__village__in=who.villages)
    rows = unlinked.values_list("pk", "name").iterator()
    return Q(pk__in=[pk for pk, name in rows if name_key(name) in who.name_keys])


def old_notes(cut_off: date) -> QuerySet:
    notes = MotivationNote.objects.annotate(size=Length("text")).filter(size__gt=0)
    return notes.filter(activity__date__lt=cut_off).annotate(since=F("activity__date"))


def forget_notes(notes: list[MotivationNote], by: User, reason: str) -> int:
    forget(MotivationNote, [one.pk for one in notes], {"text": ""}, by=by, reason=reason)
    return len(notes)


holds(Attendance, "membership__person")
holds(
    OutreachFinding,
    "person",
    rows=found_by_name,
    blank={"name": ERASED, "person": None, "rt": "", "problem": ""},
)
rule(
    code="notes",
    who=gettext_lazy("Private notes of a motivation"),
    then=gettext_lazy("the text goes"),
    source=HOUSE_RULE,
    due=old_notes,
    carry_out=forget_notes,
    area=False,
)
may_name(Activity, "village", "place", "facilitators", "summary", "materials", "guests", "withdrawn_reason")
may_name(Attendance, "activity__village")
may_name(OutreachFinding, "activity__village", "name", "problem")
may_name(MotivationNote, "activity__village", sealed=("text",))


@tells(60)
def activities_attended(person: Person, by, reason: str) -> list[Section]:
    return [_attendance(person), _findings(person)]


def _attendance(person: Person) -> Section:
    related = ("activity__group", "activity__village", "activity__skill", "activity__recorded_by")
    marks = list(
        Attendance.objects.filter(membership__person=person).select_related(*related).order_by("activity__date", "pk")
    )
    words = {status.value: str(status.label) for status in Attendance.Status}
    titles = {_alike(one.activity): one.activity for one in marks}  # few kinds, thousands of marks
    titles = {key: _title(activity) for key, activity in titles.items()}
    return Section(
        _("Activities"),
        headers=[_("Day"), _("Activity"), _("Group"), _("Place"), _("Mark"), _("Entered by")],
        rows=[
            [in_words(one.activity.date, short=True), titles[_alike(one.activity)], str(one.activity.group),
             one.activity.village.name, words[one.status], str(one.activity.recorded_by)]
            for one in marks
        ],
        empty=_("No activity."),
    )  # fmt: skip


def _alike(activity: Activity) -> tuple:
    return activity.kind, activity.skill_id, activity.withdrawn_on is None


def _title(activity: Activity) -> str:
    withdrawn = _("withdrawn")
    return f"{activity.title} ({withdrawn})" if activity.withdrawn_on else activity.title


def _findings(person: Person) -> Section:
    found = list(OutreachFinding.objects.filter(person=person).select_related("activity").order_by("pk"))
    first = entered(OutreachFinding, [row.pk for row in found])
    return Section(
        _("Found at an outreach"),
        headers=[_("Day"), _("Name"), _("RT"), _("Problem found"), _("Entered by")],
        rows=[
            [in_words(row.activity.date, short=True), row.name, row.rt or "–", row.problem or "–", first[row.pk]]
            for row in found
        ],
        empty=_("Never."),
    )
