"""How the places of the demo enter their rows: from files, as one of the demo accounts, through the services."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from django.db.models import Model
from django.utils import timezone

from activities.models import Activity, Skill
from activities.services import Found, log_activity
from beneficiaries.models import PmksCategory
from beneficiaries.services import classify, verify
from groups.models import GroupType, Leadership, Link, SocialGroup
from groups.services import save_group
from members.models import Membership
from members.services import enrol
from wksbm.accounts.models import User
from wksbm.accounts.system import rows_of
from wksbm.actor import acting_as
from wksbm.codes import CodesField
from wksbm.dates import PartialDate, parse_partial
from wksbm.people.models import Person
from wksbm.people.notice import stamp
from wksbm.people.numbers import clean_nik
from wksbm.people.services import save_person
from wksbm.regions.models import Region

DATA = Path(__file__).parent / "data"
PERSON_COLUMNS = (
    "nik", "no_nik_reason", "full_name", "sex", "birth_place", "education", "marital_status", "occupation", "guardian",
    "rt", "rw",
)  # fmt: skip
GROUP_COLUMNS = ("name", "kind", "origin", "initiator", "scope_level", "business", "secretariat", "purpose")
ACTIVITY_COLUMNS = ("kind", "date", "method", "place", "facilitators", "summary", "materials", "guests")
Row = dict[str, str]


def rows(name: str) -> list[Row]:
    return rows_of(DATA / f"{name}.csv")


def partial(text: str) -> PartialDate | None:
    return parse_partial(text) if text else None


@contextmanager
def acting(username: str) -> Iterator[User]:
    """Everything inside is done by this demo account, which is read anew: its duties may just have been given."""
    user = User.objects.get(username=username)
    with acting_as(user):
        yield user


def was_entered(name: str, village: str) -> bool:
    """Whether the history knows the founding of this group: it may bear another name by now, or be dissolved."""
    return SocialGroup.history.filter(history_type="+", name=name, village=village).exists()


def enter_groups(village: str, *, by: User) -> dict[str, SocialGroup]:
    """The groups of a village out of groups.csv, by their names."""
    return {row["name"]: _enter_group(row, by) for row in rows("groups") if row["village"] == village}


def _enter_group(row: Row, by: User) -> SocialGroup:
    coverage = [(row["rw"], rt) for rt in row["rts"].split()]
    founded = partial(row["founded"])
    group = SocialGroup(
        type=GroupType.objects.get(code=row["type"]),
        village=Region.objects.get(pk=row["village"]),
        **{name: row[name] for name in GROUP_COLUMNS},
    )
    if founded:
        group.founded_on, group.founded_on_precision = founded
    for fact in rows("inventory"):
        if fact["group"] == group.name:
            _set(group, fact["field"], fact["value"])
    group.full_clean(exclude=["name_key"])
    return _enter_links(save_group(group, coverage=coverage, by=by))


def _set(row: Model, name: str, typed: str) -> None:
    field = row._meta.get_field(name)
    setattr(row, name, field.to_python(typed.split() if isinstance(field, CodesField) else typed))


def _enter_links(group: SocialGroup) -> SocialGroup:
    for row in rows("links"):
        if row.pop("group") == group.name:
            link = Link(group=group)
            for name, typed in row.items():
                _set(link, name, typed)
            link.full_clean()
            link.save()
    return group


def give_to_its_leader(group: SocialGroup) -> None:
    """The account that accounts.csv names leads the group."""
    row = next(row for row in rows("accounts") if row["leads"] == group.name)
    user = User.objects.get(username=row["username"])
    Leadership(group=group, user=user, starts_on=date.fromisoformat(row["starts_on"])).save()


def enter_person(row: Row, *, village: str, by: User) -> Person:
    """A resident of `village`; a NIK must be sound. Raises ValidationError."""
    birth = parse_partial(row["birth_date"])
    person = Person(
        village=Region.objects.get(pk=village),
        birth_date=birth.day,
        birth_date_precision=birth.precision,
        notice=Person.Notice.READ_OUT,
        **{name: row[name] for name in PERSON_COLUMNS if row.get(name)},
    )
    if person.nik:
        person.nik = clean_nik(person.nik)
    stamp(person, today=timezone.localdate(), told_now=True)
    person.clean_fields(exclude=["name_key"])
    return save_person(person, kk_number=row.get("kk_number", ""), by=by)


def enter_members(name: str, group: SocialGroup, *, by: User) -> list[Person]:
    """The people of the file `name`, each enrolled in the group with the number of his row."""
    people = []
    for row in rows(name):
        person = enter_person(row, village=group.village_id, by=by)
        facts = {key: row[key] for key in ("channel", "registration_mode")}
        enrol(person, group, by=by, joined=partial(row["joined"]), number=int(row["number"]), **facts)
        people.append(person)
    return people


def enter_case(person: Person, row: Row, *, proposed_by: str, verified_by: str) -> None:
    """What the row says of a PMKS kind, if anything; without `verified_on` it waits for its verification."""
    if not row["pmks"]:
        return
    facts = {key: row[key] for key in ("source", "own_wording")}
    with acting(proposed_by) as officer:
        category = PmksCategory.objects.get(code=row["pmks"])
        on = date.fromisoformat(row["identified_on"])
        case = classify(person, category, by=officer, identified_on=on, **facts)
    if row["verified_on"]:
        with acting(verified_by) as verifier:
            verify(case, by=verifier, on=date.fromisoformat(row["verified_on"]))


def enter_activities(group: SocialGroup) -> None:
    """The group's activities out of activities.csv; who stands neither under present nor absent stays not marked."""
    for row in rows("activities"):
        if row["group"] == group.name:
            with acting(row["by"]) as logger:
                _enter_activity(group, row, logger)


def _enter_activity(group: SocialGroup, row: Row, by: User) -> None:
    skill = Skill.objects.get(code=row["skill"]) if row["skill"] else None
    facts = {name: row[name] for name in ACTIVITY_COLUMNS}
    activity = Activity(group=group, village=group.village, recorded_by=by, skill=skill, **facts)
    activity.full_clean()
    found = [Found(*map(str.strip, part.split(";"))) for part in row["found"].split("|") if part]
    present, absent = numbers(row["present"]), numbers(row["absent"])
    roster = Membership.objects.roster(group, activity.date)
    marks = {member.pk: "present" for member in roster if member.number in present}
    marks |= {member.pk: "absent" for member in roster if member.number in absent}
    log_activity(activity, marks=marks, found=found, by=by)


def numbers(text: str) -> set[int]:
    """Member numbers out of "1-3 7 9-10"."""
    found = set()
    for part in text.split():
        first, _, last = part.partition("-")
        found.update(range(int(first), int(last or first) + 1))
    return found
