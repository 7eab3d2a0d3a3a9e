"""How each route is done: its address, what is typed, whose history gets a row, and the rules on top of the table.

A route that stands in ROUTES and not here is tried by itself (finding.py): its number by trying those of the world, its
form by filling what it demands. One that cannot be done like that says so, and gets its line here.
"""

from dataclasses import replace
from datetime import date, timedelta
from functools import cache

from tests.access.deed_table_accounts import ACCOUNT_DEEDS
from tests.access.deed_table_exports import EXPORT_DEEDS, EXPORTS_MADE
from tests.access.deed_table_groups import GROUP_DEEDS
from tests.access.deed_table_papers import PAPER_DEEDS
from tests.access.deed_table_sheets import SHEET_DEEDS
from tests.access.deeds import Deed
from tests.access.finding import found
from tests.access.roles import BY_GROUP
from tests.access.world import Rows
from wksbm.accounts.routes import ROUTES

TODAY, REASON = {"on": "01/11/2026"}, {"reason": "alasan yang diketik"}
BACK = {"why": "salah ketik"}  # putting an old value back
PERSON = {"full_name": "Warga Baru", "sex": "P", "no_nik_reason": "unknown", "village": "{rows.village}"}
KIND = {"categories": "{rows.classification.category_id}", "identified_on": "01/11/2026"}
SHEET = {"format": "csv"}
ERASING = REASON | {"sure": "on"}
PLACES = "_field=village&village_province={rows.village:.2}&village_regency={rows.village:.5}&village_district={rows.village:.8}"
NO_AREA = "a person entered here would not be in any group, so he would be out of sight after saving"
BY_PLACE = "a recap of a place counts what hangs on no group"
NIK = frozenset({"people.Person.nik"})
NOT_PRINTED = dict.fromkeys(("leader", "companion", "tksk", "tksk_c"), "F")  # full NIKs: village and Dinas alone
CHECKED = {"leader": "F", "admin": "F"}  # M: what could be revealed stays masked


def made_by(name: str, column: str):
    """The user has proposed or recorded it himself: a draft is changed by its maker."""

    def ready(rows: Rows, user) -> None:
        _set(getattr(rows, name), **{column: user})

    return ready


def odd(rows: Rows, _user) -> None:
    _set(rows.person, doubts=["nik_birth"])


def confirmed(rows: Rows, _user) -> None:
    _set(rows.sealed, status="confirmed")


def long_over(rows: Rows, _user) -> None:
    day = date.today() - timedelta(days=40 * 365)
    _set(rows.classification, status="ended", identified_on=day, decided_on=day)


def _set(row, **values) -> None:
    type(row)._base_manager.filter(pk=row.pk).update(**values)


KEYED = {"gone": "on", "on": "01/11/2026"}

DEEDS: dict[str, Deed] = {
    "regions:picker": Deed(query=PLACES, holds=True),
    "people:list": Deed(holds=True),
    "people:export": Deed(typed=SHEET, holds=True),
    "people:find": Deed(query="q={rows.person.full_name}", holds=True),
    "people:create": Deed(typed=PERSON, leaves="people.Person", place="village", needs_area=NO_AREA),
    "people:detail": Deed(on="person"),
    "people:update": Deed(on="person", typed={"hamlet": "Dusun Lain"}, leaves="people.Person"),
    "people:history": Deed(on="person"),
    "people:restore": Deed(on="person", query="versi=2&isian=occupation", typed=BACK, leaves="people.Person"),
    "people:reveal": Deed(on="person", typed={"why": "card"}, answers={200}, instead=CHECKED, bares=NIK),
    "people:match": Deed(on="person", typed={"digits": "0000"}, answers={200}, instead=CHECKED),
    "people:seen": Deed(on="person"),
    "people:log-export": Deed(typed=SHEET, holds=True),
    "people:check": Deed(on="person", posts=True, leaves="people.Person", ready=odd),
    "people:erase": Deed(on="person", typed=ERASING, leaves="people.Person"),
    "people:subject-report": Deed(on="person", typed=REASON, answers={200}, bares=frozenset({"everything"})),
    "people:retention": Deed(whole=True),
    "members:list": Deed(holds=True),
    "members:export": Deed(typed=SHEET, holds=True),
    "members:print": Deed(
        on="group", typed={"purpose": "kube", "detail": "surat untuk camat", "members": "{rows.membership.pk}"},
        answers={200}, instead=NOT_PRINTED, bares=NIK,
    ),
    "members:roster": Deed(on="group"),
    "members:find": Deed(on="group", query="q={rows.spare.full_name}"),
    "members:enrol": Deed(
        on="group", query="orang={rows.spare.pk}", typed={"joined_on": "2020"}, leaves="members.Membership"
    ),
    "members:update": Deed(on="membership", typed={"number": "77"}, leaves="members.Membership"),
    "members:history": Deed(on="membership"),
    "members:restore": Deed(on="membership", query="versi=1&isian=number", typed=BACK, leaves="members.Membership"),
    "members:leave": Deed(on="membership", typed=TODAY | {"kind": "moved"}, leaves="members.Membership"),
    "members:enrol-many": Deed(
        on="group", typed={"go": "save", "people": "{rows.spare.pk}"}, leaves="members.Membership"
    ),
    "members:roster-sheet": Deed(on="group"),
    "members:key-in": Deed(
        on="group", typed={f"m{{rows.membership.pk}}-{name}": value for name, value in KEYED.items()},
        leaves="members.Membership",
    ),
    "members:blank-form": Deed(further=("anggota",), whole=True),
    "members:cards": Deed(on="group", typed={"members": "{rows.membership.pk}", "paper": "f4"}, answers={200}),
    "members:officer-find": Deed(on="group", query="q={rows.spare.full_name}"),
    "members:officer-new": Deed(
        on="group", typed=PERSON | {"post": "volunteer"}, leaves="members.OfficerTerm",
        instead=dict.fromkeys(BY_GROUP, "F"),  # NO_AREA
    ),
    "members:officer-update": Deed(on="term", typed={"decree": "SK 7/2026"}, leaves="members.OfficerTerm"),
    "members:officer-end": Deed(on="term", typed=TODAY, leaves="members.OfficerTerm", rows=2),  # and a vacancy
    "members:officer": Deed(
        on="group", typed={"post": "secretary", "member": "{rows.membership.pk}"}, leaves="members.OfficerTerm"
    ),
    "members:of-person": Deed(on="person"),
    "members:own-enrol": Deed(on="group", typed={"name": "Nama Baru"}, leaves="members.IdentityMatch"),
    "members:own-names": Deed(on="group", typed={"names": "Nama Baru, P, 1985"}, leaves="members.IdentityMatch"),
    "members:identities": Deed(holds=True),
    "members:identities-told": Deed(posts=True, typed={}, whole=True),
    "members:identity": Deed(on="identity"),
    "members:identity-update": Deed(on="identity", typed={"hint": "petunjuk"}, leaves="members.IdentityMatch"),
    "members:identity-withdraw": Deed(on="identity", typed=REASON, leaves="members.IdentityMatch"),
    "members:identity-history": Deed(on="identity"),
    "members:identity-all": Deed(whole=True),
    "members:identity-find": Deed(on="identity", query="q={rows.spare.full_name}"),
    "members:identity-match": Deed(
        on="identity", query="orang={rows.spare.pk}", typed={}, leaves="members.IdentityMatch"
    ),
    "members:identity-enter": Deed(
        on="identity", typed=PERSON | {"full_name": "Nama Baru"}, leaves="members.IdentityMatch"
    ),
    "members:identity-refuse": Deed(on="identity", typed=REASON, leaves="members.IdentityMatch"),
    "beneficiaries:list": Deed(holds=True),
    "beneficiaries:export": Deed(typed=SHEET, holds=True),
    "beneficiaries:find": Deed(query="q={rows.person.full_name}", holds=True),
    "beneficiaries:create": Deed(query="orang={rows.spare.pk}", typed=KIND, leaves="beneficiaries.Classification"),
    "beneficiaries:of-person": Deed(on="person"),
    "beneficiaries:detail": Deed(on="classification"),
    "beneficiaries:update": Deed(
        on="classification", typed={"source": "musyawarah"}, leaves="beneficiaries.Classification",
        ready=made_by("classification", "proposed_by"),
    ),
    "beneficiaries:history": Deed(on="classification"),
    "beneficiaries:restore": Deed(
        on="classification", query="versi=2&isian=source", typed=BACK, leaves="beneficiaries.Classification",
        ready=made_by("classification", "proposed_by"),
    ),
    "beneficiaries:verify": Deed(on="classification", posts=True, leaves="beneficiaries.Classification"),
    "beneficiaries:reject": Deed(on="classification", typed=REASON, leaves="beneficiaries.Classification"),
    "beneficiaries:end": Deed(on="classification", typed=TODAY | REASON, leaves="beneficiaries.Classification"),
    "beneficiaries:forget": Deed(on="classification", typed=ERASING, leaves="beneficiaries.Classification", ready=long_over),
    "beneficiaries:refer": Deed(
        typed={"village": "{rows.village}", "name": "Seseorang", "kinds": "unknown", "seen": "luka", "urgency": "now"},
        leaves="beneficiaries.SealedCase", place="village", on_village=True,
    ),
    "beneficiaries:refer-receipt": Deed(whole=True, answers={404}),  # shown once, to whoever has just sent one
    "beneficiaries:sealed-list": Deed(holds=True),
    "beneficiaries:sealed-detail": Deed(on="sealed", typed=REASON),
    "beneficiaries:sealed-history": Deed(on="sealed", prior="beneficiaries:sealed-detail"),
    "beneficiaries:sealed-note": Deed(on="sealed", posts=True, typed={"text": "kunjungan"}, leaves="beneficiaries.SealedCase"),
    "beneficiaries:sealed-confirm": Deed(
        on="sealed", posts=True, typed={"text": "dilihat sendiri", "kinds": "unknown"}, leaves="beneficiaries.SealedCase"
    ),
    "beneficiaries:sealed-close": Deed(
        on="sealed", posts=True, typed={"text": "selesai"}, leaves="beneficiaries.SealedCase", ready=confirmed
    ),
    "beneficiaries:sealed-strike": Deed(on="sealed", posts=True, typed={"text": "ganda"}, leaves="beneficiaries.SealedCase"),
    "beneficiaries:sealed-export": Deed(
        typed={"reason": "rapat koordinasi"}, holds=True, bares=frozenset({"beneficiaries.SealedCase"})
    ),
    "activities:list": Deed(holds=True),
    "activities:export": Deed(typed=SHEET, holds=True),
    "activities:log": Deed(
        query="kelompok={rows.group.pk}", typed={"kind": "meeting", "when": "today"}, leaves="activities.Activity"
    ),
    "activities:detail": Deed(on="activity"),
    "activities:update": Deed(
        on="activity", typed={"place": "Balai Lain"}, leaves="activities.Activity", ready=made_by("activity", "recorded_by")
    ),
    "activities:history": Deed(on="activity"),
    "activities:restore": Deed(
        on="activity", query="versi=2&isian=place", typed=BACK, leaves="activities.Activity",
        ready=made_by("activity", "recorded_by"),
    ),
    "activities:delete": Deed(
        on="activity", typed=REASON, leaves="activities.Activity", ready=made_by("activity", "recorded_by")
    ),
    "activities:verify": Deed(on="activity", posts=True, leaves="activities.Activity"),
    "activities:of-group": Deed(on="group"),
    "activities:notes": Deed(holds=True, names_at_c=False),
    "activities:note": Deed(on="note", typed=REASON),
    "reports:index": Deed(whole=True),
    "reports:pmks": Deed(query="region={rows.village}", place="region", needs_area=BY_PLACE),
    "reports:groups": Deed(query="region={rows.village}", place="region", needs_area=BY_PLACE),
    "reports:members": Deed(query="group={rows.group.pk}", place="group"),
    "reports:tally": Deed(query="id={rows.tally.pk}"),
}  # fmt: skip

# More ways than one, and verbs that share a page with another.
FURTHER = [
    Deed("members:enrol", on="group", typed=PERSON | {"joined_on": "2020"}, leaves="members.Membership",
         instead=dict.fromkeys(BY_GROUP, "F")),  # NO_AREA: whoever is entered here is in the group, and his identity waits
    Deed("beneficiaries:create", typed=PERSON | KIND, leaves="beneficiaries.Classification", place="village", needs_area=NO_AREA),
    Deed("beneficiaries:detail", on="community", on_group=False),
    Deed("reports:members", query="region={rows.village}", place="region", ignored=frozenset(BY_GROUP)),
    Deed("reports:members", "recap", "export", query="group={rows.group.pk}&unduh=csv", place="group"),
    Deed("reports:pmks", "recap", "export", query="region={rows.village}&unduh=csv", place="region", needs_area=BY_PLACE),
    Deed("reports:tally", "tally", "list", query="id={rows.tally.pk}&all=1"),
]  # fmt: skip


# Code lists are kept in the admin, which is for villages, Dinas and administrators; to others it does not exist.
NO_STAFF = frozenset({"leader", "companion", "tksk", "tksk_c", "viewer"})
CODE = {"code": "KODE-9", "name": "Jenis baru", "section": "Ekonomi"}
IN_THE_ADMIN = [
    Deed("admin:groups_grouptype_changelist", "region", "list", whole=True, nowhere=NO_STAFF),
    Deed("admin:groups_grouptype_change", "region", "view", on="code", whole=True, nowhere=NO_STAFF),
    Deed("admin:groups_grouptype_history", "region", "history", on="code", whole=True, nowhere=NO_STAFF),
    Deed("admin:groups_grouptype_add", "region", "create", typed=CODE, whole=True, nowhere=NO_STAFF,
         leaves="groups.GroupType"),
    Deed("admin:groups_grouptype_change", "region", "update", on="code", posts=True, whole=True, nowhere=NO_STAFF,
         typed={"name": "Nama lain", "section": "Ekonomi", "position": "0"}, leaves="groups.GroupType"),
]  # fmt: skip


@cache
def known_deeds() -> tuple[Deed, ...]:
    """Every deed written down whose route is still there, with the record and the action of its route."""
    deeds = DEEDS | ACCOUNT_DEEDS | GROUP_DEEDS | PAPER_DEEDS | SHEET_DEEDS | EXPORT_DEEDS
    named = [replace(deed, route=route) for route, deed in deeds.items()] + FURTHER + EXPORTS_MADE
    return tuple(_ruled(deed) for deed in named if deed.route in ROUTES) + tuple(IN_THE_ADMIN)


def deeds_of(record: str, world, client_of) -> list[Deed]:
    """The deeds over a record, those of routes that nobody has written down among them."""
    written = {deed.route for deed in known_deeds()}
    new = [
        route
        for route, rule in ROUTES.items()
        if rule[0] == record and isinstance(rule, tuple) and route not in written
    ]
    deeds = [deed for deed in known_deeds() if deed.record == record]
    return deeds + [_ruled(found(route, *ROUTES[route], world, client_of)) for route in new]


def _ruled(deed: Deed) -> Deed:
    record, action = ROUTES[deed.route]
    return replace(deed, record=deed.record or record, action=deed.action or action)
