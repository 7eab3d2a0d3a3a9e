"""Rows for tests, by plain functions. A test names what it depends on; everything else gets a plain value.

All names and numbers are made up: NIKs belong to province 99, which does not exist.
"""

from datetime import date, timedelta
from itertools import count

from django.core.files.base import ContentFile

from activities.models import Activity
from beneficiaries.models import Beneficiary, Classification, PmksCategory, Scheme
from groups.models import Component, Document, GroupType, Kube, Leadership, Link, SocialGroup
from members.models import IdentityMatch, Membership, OfficerTerm
from tests.places import *  # noqa: F403 their names belong to the words of every test
from wksbm.accounts.models import Duty, User
from wksbm.dates import Precision
from wksbm.people.models import Household, Person

PASSWORD = "sandi-buatan-untuk-uji"
LONG_AGO = date(2020, 1, 1)
BIRTH = date(1990, 1, 1)

_serials = count(1)


def user(
    username: str,
    role: str = "",
    region: str | None = None,
    *,
    starts_on: date = LONG_AGO,
    ends_on: date | None = None,
    cleared: bool = False,
    is_active: bool = True,
    full_name: str = "",
) -> User:
    """An account; with `role` it has that duty in `region` (a code; None for an administrator)."""
    account = User(username=username, full_name=full_name or username.replace(".", " ").title(), is_active=is_active)
    account.set_password(PASSWORD)
    account.save()
    if role:
        duty(account, role, region, starts_on=starts_on, ends_on=ends_on, cleared=cleared)
    return account


def duty(
    account: User,
    role: str,
    region: str | None,
    *,
    starts_on: date = LONG_AGO,
    ends_on: date | None = None,
    cleared: bool = False,
) -> Duty:
    until = date.today() + timedelta(days=90) if cleared else None
    row = Duty(user=account, role=role, region_id=region, starts_on=starts_on, ends_on=ends_on, cleared_until=until)
    row.save()
    return row


def leads(
    account: User, group: SocialGroup, *, role: str = "leader", starts_on: date = LONG_AGO, ends_on: date | None = None
) -> Leadership:
    row = Leadership(user=account, group=group, role=role, starts_on=starts_on, ends_on=ends_on)
    row.save()
    return row


def new_nik(birth: date = BIRTH, sex: str = "P") -> str:
    """A NIK of sound structure that nobody has: province 99, day + 40 for women, a fresh serial above 5000."""
    day = birth.day + 40 if sex == "P" else birth.day
    return f"990101{day:02d}{birth:%m%y}{5001 + next(_serials) % 4999}"


def person(
    full_name: str,
    village: str,
    *,
    nik: str = "",
    sex: str = "P",
    birth_date: date | None = BIRTH,
    birth_date_precision: str = Precision.DAY,
    **facts,
) -> Person:
    """Without `nik` the person has the reason "unknown" instead."""
    facts.setdefault("no_nik_reason", "" if nik else Person.NoNik.UNKNOWN)
    row = Person(
        full_name=full_name,
        village_id=village,
        nik=nik,
        sex=sex,
        birth_date=birth_date,
        birth_date_precision=birth_date_precision,
        **facts,
    )
    row.save()
    return row


def household(kk_number: str, village: str, **facts) -> Household:
    row = Household(kk_number=kk_number, village_id=village, **facts)
    row.save()
    return row


def group(name: str, village: str, *, kind: str = "kube", **facts) -> SocialGroup:
    """A KUBE has its programme row at stage T0."""
    row = SocialGroup(name=name, village_id=village, kind=kind, **facts)
    row.save()
    if kind == SocialGroup.Kind.KUBE:
        Kube(group=row).save()
    return row


def group_type(code: str, name: str, *, section: str = "Ekonomi", **facts) -> GroupType:
    row = GroupType(code=code, name=name, section=section, **facts)
    row.save()
    return row


def component(umbrella: SocialGroup, part: SocialGroup, *, since: date | None = None) -> Component:
    row = Component(umbrella=umbrella, part=part, since=since)
    row.save()
    return row


def membership(
    who: Person,
    group: SocialGroup,
    *,
    number: int | None = None,
    joined_on: date | None = LONG_AGO,
    left_on: date | None = None,
    **facts,
) -> Membership:
    row = Membership(person=who, group=group, number=number, joined_on=joined_on, left_on=left_on, **facts)
    row.save()
    return row


def office(
    group: SocialGroup,
    post: str,
    who: Person | None,
    *,
    starts_on: date | None = LONG_AGO,
    ends_on: date | None = None,
    **facts,
) -> OfficerTerm:
    row = OfficerTerm(group=group, post=post, person=who, starts_on=starts_on, ends_on=ends_on, **facts)
    row.save()
    return row


def category(
    code: str = "PMKS-08", name: str = "Lanjut usia telantar", *, sensitivity: int = 1, **facts
) -> PmksCategory:
    """A kind of the list of 2012; asked twice for a code, the same row."""
    known = PmksCategory.objects.filter(code=code).first()
    if known is not None:
        return known
    scheme = Scheme.objects.filter(code="2012").first()
    if scheme is None:
        scheme = Scheme(code="2012", name="26 jenis PMKS")
        scheme.save()
    plain = {"number": next(_serials), "abbreviation": "X", "name_en": name, "unit": PmksCategory.Unit.INDIVIDUAL}
    row = PmksCategory(scheme=scheme, code=code, name=name, sensitivity=sensitivity, **plain | facts)
    row.save()
    return row


def classification(
    who: Person, kind: PmksCategory, *, by: User, status: str = "proposed", identified_on: date = LONG_AGO, **facts
) -> Classification:
    """The subject is made when it is not there; what is verified was verified on the day it was identified."""
    subject = Beneficiary.objects.filter(person=who).first()
    if subject is None:
        subject = Beneficiary(kind=Beneficiary.Kind.PERSON, person=who, village_id=who.village_id)
        subject.save()
    if status == Classification.Status.VERIFIED:
        facts = {"verified_on": identified_on, "decided_on": identified_on} | facts
    row = Classification(
        beneficiary=subject,
        category=kind,
        village_id=who.village_id,
        proposed_by=by,
        status=status,
        identified_on=identified_on,
        **facts,
    )
    row.save()
    return row


def activity(group: SocialGroup, *, by: User, kind: str = "meeting", on: date = LONG_AGO, **facts) -> Activity:
    row = Activity(group=group, village_id=group.village_id, kind=kind, date=on, recorded_by=by, **facts)
    row.save()
    return row


def waiting_name(
    name: str, group: SocialGroup, *, number: int | None = None, joined_on: date | None = LONG_AGO, **facts
) -> IdentityMatch:
    """A name that the group uses and the registry does not know; a member since `joined_on`."""
    row = IdentityMatch(name=name, group=group, **facts)
    row.save()
    Membership(identity=row, group=group, number=number, joined_on=joined_on).save()
    return row


def paper(group: SocialGroup, *, kind: str = "decree", scan: bytes = b"", **facts) -> Document:
    """A paper of the group; `scan` is the content of its file, a PDF."""
    row = Document(group=group, kind=kind, **facts)
    if scan:
        row.scan = ContentFile(scan, name="scan.pdf")
    row.save()
    return row


def link(group: SocialGroup, party: str = "", *, other: SocialGroup | None = None, **facts) -> Link:
    """A tie to the party outside the register or to the other group, since long ago unless said."""
    kind = {} if other else {"party_kind": "agency"}
    row = Link(group=group, party=party, other=other, **{"since": LONG_AGO} | kind | facts)
    row.save()
    return row
