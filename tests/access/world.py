"""The same records at five positions, every text in them marked, and nine users who stand in the first."""

from dataclasses import dataclass, field
from datetime import date, timedelta

from django.apps import apps
from django.core.files.base import ContentFile
from django.db import connection

from activities.models import Attendance, MotivationNote, OutreachFinding
from beneficiaries.models import Beneficiary, Classification, SealedCase
from beneficiaries.sealed import Content, add_note
from groups.models import Coverage, GroupType, StageChange
from tests import factories
from tests.access.asked_files import file_of
from tests.access.marks import Marks
from tests.access.roles import POSITIONS
from tests.access.uploads import imports_of, scan
from tests.factories import BIRU, BONE, KUPANG, MACEGE, PENFUI, TANETE_RIATTANG, WATAMPONE
from wksbm.accounts.models import AccessLog, User
from wksbm.regions.models import Tally

VILLAGES = dict(zip(POSITIONS, (BIRU, BIRU, WATAMPONE, MACEGE, PENFUI), strict=True))
OURS = {"regions", "accounts", "people", "groups", "members", "beneficiaries", "activities"}


@dataclass
class Rows:
    """The records of one position. `spare` is a member of the KUBE alone, `household` that of the person."""

    position: str
    village: str
    maker: User = None  # the officer of the village who proposed and recorded everything
    duty: object = None  # his, ends soon
    field_duty: object = None  # of the TKSK of the sub-district
    leader: User = None  # leads both groups
    leadership: object = None
    group: object = None
    kube: object = None
    umbrella: object = None  # a WKSBM with the KUBE as its component
    component: object = None
    closed: object = None  # a dissolved group
    preparing: object = None
    person: object = None
    spare: object = None
    household: object = None
    membership: object = None
    left: object = None
    term: object = None
    identity: object = None  # a name of the group that waits to be matched
    kinds: dict[int, Classification] = field(default_factory=dict)  # by sensitivity
    community: Classification = None
    sealed: SealedCase = None
    activity: object = None
    withdrawn: object = None
    link: object = None  # of the group, to a partner outside the register
    paper: object = None  # of the group, with a scan
    note: MotivationNote = None
    finding: OutreachFinding = None
    tally: Tally = None
    look: AccessLog = None
    batch: object = None  # an import with one new person, not brought in
    brought: object = None  # an import with nothing in it, brought in
    download: object = None  # a file that the officer of the village asked for
    code: object = None  # a row of a code list, the same everywhere

    @property
    def classification(self) -> Classification:
        return self.kinds[1]

    def everything(self) -> list:
        """Every row of the position that has an address of its own or a number in one."""
        single = [value for value in vars(self).values() if hasattr(value, "_meta")]
        return [*single, *self.kinds.values()]


@dataclass(frozen=True)
class World:
    places: dict[str, Rows]
    users: dict[str, User]  # by role
    references: dict[str, User]  # by position: a Dinas with clearance that nobody else is
    marks: Marks


def build() -> World:
    """Everything, by whoever is acting."""
    factories.make_regions()
    spread_numbers()
    marks = Marks()
    places = {position: _place(position, marks) for position in POSITIONS}
    own, district = places["own"], TANETE_RIATTANG
    users = {
        "leader": factories.user("peran.ketua"),
        "companion": factories.user("peran.pendamping"),
        "village": factories.user("peran.desa", "village", BIRU),
        "tksk": factories.user("peran.tksk", "tksk", district),
        "tksk_c": factories.user("peran.tksk.rahasia", "tksk", district, cleared=True),
        "dinas": factories.user("peran.dinas", "dinas", BONE),
        "dinas_c": factories.user("peran.dinas.rahasia", "dinas", BONE, cleared=True),
        "viewer": factories.user("peran.camat", "viewer", district),
        "admin": factories.user("peran.admin", "admin"),
    }
    for group in (own.group, own.kube, own.umbrella, own.closed, own.preparing):
        factories.leads(users["leader"], group)
        factories.leads(users["companion"], group, role="companion")
    bone = factories.user("acuan.bone", "dinas", BONE, cleared=True)
    regency = {"regency": factories.user("acuan.kupang", "dinas", KUPANG, cleared=True)}
    return World(places, users, dict.fromkeys(POSITIONS, bone) | regency, marks)


def spread_numbers() -> None:
    """No two tables share a number: an address with the number of another record is seen as what it is."""
    tables = [model for model in apps.get_models() if model._meta.app_label in OURS and model._meta.auto_field]
    with connection.cursor() as cursor:
        for place, model in enumerate(tables, 1):
            table, start = model._meta.db_table, place * 10_000
            if connection.vendor == "sqlite":
                cursor.execute("DELETE FROM sqlite_sequence WHERE name = %s", [table])
                cursor.execute("INSERT INTO sqlite_sequence (name, seq) VALUES (%s, %s)", [table, start])
            else:
                column = model._meta.pk.column
                # Rows that an earlier test left for good stand above the start: SQLite counts on from them by itself.
                beginning = f'SELECT GREATEST(%s, max("{column}")) FROM "{table}"'
                cursor.execute(
                    f"SELECT setval(pg_get_serial_sequence(%s, %s), ({beginning}))",
                    [f'"{table}"', column, start],
                )


def _place(position: str, marks: Marks) -> Rows:
    rows = Rows(position, VILLAGES[position])
    for fill in (_accounts, _people, _members, _pmks, _activities, _counts, _papers):
        fill(rows, marks)
    return rows


def _accounts(rows: Rows, marks: Marks) -> None:
    position, village = rows.position, rows.village
    soon = date.today() + timedelta(days=20)
    rows.maker = factories.user(f"desa.{position}", "village", village, ends_on=soon)
    rows.field_duty = factories.user(f"tksk.{position}", "tksk", village[:8]).duties.get()
    rows.leader = factories.user(f"ketua.{position}")
    rows.duty = rows.maker.duties.get()
    rows.group = marks.put(factories.group("Arisan", village, kind="kps"), position)
    rows.kube = marks.put(factories.group("Kube", village), position)
    rows.umbrella = marks.put(factories.group("Wksbm", village, kind="wksbm"), position)
    rows.closed = marks.put(factories.group("Bubar", village, kind="kps", status="dissolved"), position)
    rows.preparing = marks.put(factories.group("Rintisan", village, kind="kps", status="preparing"), position)
    rows.component = factories.component(rows.umbrella, rows.kube, since=factories.LONG_AGO)
    rows.leadership = factories.leads(rows.leader, rows.group)
    for group in (rows.kube, rows.umbrella, rows.closed, rows.preparing):
        factories.leads(rows.leader, group)
    Coverage(group=rows.group, rt="001", rw="002").save()
    marks.put(StageChange(kube=rows.kube.kube, to_stage="T0", on=factories.LONG_AGO), position)
    for account in (rows.leader, rows.maker):
        marks.put(account, position, on_group=account == rows.leader)


def _people(rows: Rows, marks: Marks) -> None:
    position, village = rows.position, rows.village
    rows.household = marks.put(factories.household(factories.new_nik(), village), position)
    rows.person = factories.person("Siti", village, nik=factories.new_nik(), household=rows.household, education="SD")
    rows.spare = factories.person("Budi", village, nik=factories.new_nik(), sex="L")
    for person in (rows.person, rows.spare):
        marks.put(person, position)
    rows.household.head = rows.person
    rows.household.save()


def _members(rows: Rows, marks: Marks) -> None:
    rows.membership = factories.membership(rows.person, rows.group, number=1)
    factories.membership(rows.spare, rows.kube, number=1)
    rows.left = factories.membership(rows.person, rows.kube, number=2, left_on=date(2021, 5, 5))
    rows.term = factories.office(rows.group, "chair", rows.person)
    vacant = factories.office(rows.group, "adviser", None)
    rows.identity = factories.waiting_name("Nama", rows.group, number=3, sex="P")
    for row in (rows.membership, rows.left, rows.term, vacant, rows.identity):
        marks.put(row, rows.position)
    rows.membership.number = 11
    rows.membership.save()


def _pmks(rows: Rows, marks: Marks) -> None:
    position = rows.position
    for sensitivity, status in ((0, "proposed"), (1, "proposed"), (2, "verified")):
        kind = factories.category(f"PMKS-3{sensitivity}", f"Jenis {'ABC'[sensitivity]}", sensitivity=sensitivity)
        row = factories.classification(rows.person, kind, by=rows.maker, status=status)
        rows.kinds[sensitivity] = marks.put(row, position, kind=sensitivity)
    subject = Beneficiary(kind="community", community_name="Kampung", village_id=rows.village)
    subject.save()
    marks.put(subject, position, on_group=False)
    rows.community = Classification(
        beneficiary=subject, category=factories.category("PMKS-30"), village_id=rows.village, proposed_by=rows.maker,
        identified_on=factories.LONG_AGO,
    )  # fmt: skip
    rows.community.save()
    marks.put(rows.community, position, on_group=False, kind=0)
    rows.sealed = _sealed(rows, marks)


def _sealed(rows: Rows, marks: Marks) -> SealedCase:
    """A case as a referral makes it, every text inside it marked."""
    about = {"position": rows.position, "label": "beneficiaries.SealedCase", "on_group": False}
    told = {name: marks.word(field="content", **about) for name in ("name", "age", "seen", "reach", "avoid")}
    receipt, on = f"RK-{rows.position[:4].upper()}", factories.LONG_AGO
    case = SealedCase(receipt=receipt, village_id=rows.village, received_on=on, sent_by=rows.maker)
    Content(urgency="now", **told).sealed_in(case)
    case.save()
    add_note(case, text=marks.word(field="notes", **about), by=rows.maker)
    return case


def _activities(rows: Rows, marks: Marks) -> None:
    position = rows.position
    rows.activity = factories.activity(rows.group, by=rows.maker, kind="motivation", on=date(2026, 10, 1))
    rows.withdrawn = factories.activity(rows.group, by=rows.maker, on=date(2026, 9, 1), withdrawn_on=date(2026, 9, 2))
    for row in (rows.activity, rows.withdrawn):
        marks.put(row, position)
    Attendance(activity=rows.activity, membership=rows.membership, status="present").save()
    rows.finding = OutreachFinding(activity=rows.activity, name="Warga")
    rows.finding.save()
    marks.put(rows.finding, position)
    rows.note = MotivationNote(activity=rows.activity, author=rows.leader, text="x")
    rows.note.save()
    marks.put(rows.note, position)


def _papers(rows: Rows, marks: Marks) -> None:
    """The scans hold a mark, each that of its field."""
    rows.link = marks.put(factories.link(rows.group, "Toko", gives=["goods"]), rows.position)
    rows.paper = factories.paper(rows.group, scan=scan(marks.word(rows.position, "groups.Document", "scan")))
    marks.put(rows.paper, rows.position)
    form = scan(marks.word(rows.position, "members.Membership", "form_scan"))
    rows.membership.form_scan = ContentFile(form, name="scan.pdf")
    rows.membership.save()


def _counts(rows: Rows, marks: Marks) -> None:
    position = rows.position
    rows.tally = Tally(region_id=rows.village, subject="pmks", label_as_printed=position, source=position, year=2025)
    rows.tally.count, rows.tally.published = 7, True
    rows.tally.save()
    marks.put(rows.tally, position, on_group=False)
    reason = marks.word(position, "accounts.AccessLog", "reason", on_group=False)
    rows.batch, rows.brought, rows.download = *imports_of(rows.maker, rows.village), file_of(rows.maker)
    rows.code = GroupType.objects.first() or factories.group_type("EKO-01", "Koperasi")
    rows.look = AccessLog.objects.create(
        user=rows.maker, kind="reveal", target="people.Person", number=rows.person.pk, region_id=rows.village, field="nik",
        reason=reason,
    )  # fmt: skip
