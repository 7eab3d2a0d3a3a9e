"""What stands in the sheets of members and of PMKS, for whom, and at what cost."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from beneficiaries.models import Beneficiary, Classification
from beneficiaries.resources import ClassificationResource
from members.models import Membership
from members.resources import MemberResource
from tests import factories
from tests.factories import BIRU, PENFUI, WATAMPONE

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 22)
YULIANA = {
    "Group": "Rindu Sejahtera",
    "Kind": "KUBE",
    "Village code": PENFUI,
    "Desa or kelurahan": "Penfui Timur",
    "Member number": 7,
    "Name": "Yuliana Tefa",
    "NIK": "9901 •••• •••• ••••",
    "Sex (L/P)": "P",
    "Date of birth": date(1990, 12, 31),
    "Age": 35,
    "Education": "SD or equal",
    "RT": "003",
    "RW": "001",
    "Member since": date(2024, 3, 12),
    "Last day": None,
    "Office": "Chair",
}
SITTI = {
    "Name": "Sitti Aminah",
    "NIK": "9901 •••• •••• ••••",
    "Sex (L/P)": "P",
    "Date of birth": date(1950, 1, 1),
    "Village code": BIRU,
    "Desa or kelurahan": "Biru",
    "RT": "002",
    "RW": "001",
    "Kind code": "PMKS-08",
    "Kind of PMKS": "Neglected older person",
    "In own words": "hidup sendiri",
    "Identified on": date(2025, 5, 2),
    "State": "verified",
    "Source": "musyawarah",
}


@pytest.fixture(autouse=True)
def in_english():
    with translation.override("en"):
        yield


def told(sheet, queryset) -> list[dict]:
    headers = sheet.get_export_headers()
    return [dict(zip(headers, row, strict=True)) for row in sheet.rows(queryset)]


def members(user, **options) -> list[dict]:
    return told(MemberResource(user=user, on=TODAY, **options), Membership.objects.visible_to(user).order_by("pk"))


def kinds(user, **options) -> list[dict]:
    rows = Classification.objects.visible_to(user).order_by("pk")
    return told(ClassificationResource(user=user, on=TODAY, **options), rows)


def enrol(name: str, group, **facts):
    joined = {key: facts.pop(key) for key in ("joined_on", "joined_on_precision", "left_on", "number") if key in facts}
    who = factories.person(name, group.village_id, **{"birth_date": date(1990, 12, 31)} | facts)
    return factories.membership(who, group, **joined)


def test_a_member_stands_there_with_group_place_person_and_office(cast):
    row = enrol(
        "Yuliana Tefa",
        cast.group,
        nik="9901014101900001",
        education="SD",
        rt="003",
        rw="001",
        number=7,
        joined_on=date(2024, 3, 12),
    )
    factories.office(cast.group, "chair", row.person)
    factories.office(cast.group, "secretary", row.person, rank=2, ends_on=date(2025, 1, 1))
    assert members(cast.penfui) == [YULIANA]


def test_what_is_known_by_year_only_stands_as_it_is_typed(cast):
    enrol(
        "Marta Nenobais",
        cast.group,
        birth_date=date(1990, 1, 1),
        birth_date_precision="estimated",
        joined_on=date(2008, 1, 1),
        joined_on_precision="year",
    )
    [row] = members(cast.penfui)
    assert (row["Date of birth"], row["Age"], row["Member since"]) == ("± 1990", 36, "2008")


def test_what_is_unknown_is_blank(cast):
    enrol("Marta Nenobais", cast.group, birth_date=None, joined_on=None)
    [row] = members(cast.penfui)
    assert [row[word] for word in ("Member number", "Date of birth", "Age", "Member since")] == [None] * 4
    assert (row["NIK"], row["Education"], row["RT"], row["Office"]) == ("", "", "", "")


def test_a_leader_sees_the_year_of_birth_and_no_more_of_it(cast):
    enrol("Yuliana Tefa", cast.group)
    [row] = members(cast.lina)
    assert row["Date of birth"] == "1990"


def test_full_niks_reach_the_dinas_only_however_they_are_asked_for(cast):
    enrol("Yuliana Tefa", cast.group, nik="9901014101900001")
    assert members(cast.dinas_kupang)[0]["NIK"] == "9901 •••• •••• ••••"
    assert members(cast.dinas_kupang, full_nik=True)[0]["NIK"] == "9901014101900001"
    for user in (cast.penfui, cast.lina):
        assert members(user, full_nik=True)[0]["NIK"] == "9901 •••• •••• ••••"


def test_full_niks_stop_where_the_duty_of_the_dinas_stops(cast):
    """One account, two duties: Dinas in Kupang, village officer in Biru."""
    factories.duty(cast.dinas_kupang, "village", BIRU)
    enrol("Yuliana Tefa", cast.group, nik="9901014101900001")
    enrol("Sitti Aminah", factories.group("Mekar", BIRU), nik="9901014101900002")
    rows = members(cast.dinas_kupang, full_nik=True)
    assert [row["NIK"] for row in rows] == ["9901014101900001", "9901 •••• •••• ••••"]


def test_pmks_stand_there_one_row_a_kind(cast):
    who = factories.person(
        "Sitti Aminah", BIRU, nik="9901014101500003", birth_date=date(1950, 1, 1), rt="002", rw="001"
    )
    kind = factories.category("PMKS-08", "Lanjut usia telantar", name_en="Neglected older person")
    factories.classification(
        who,
        kind,
        by=cast.biru,
        status="verified",
        identified_on=date(2025, 5, 2),
        own_wording="hidup sendiri",
        source="musyawarah",
    )
    factories.classification(who, factories.category("PMKS-09", "Penyandang disabilitas"), by=cast.biru)
    first, second = kinds(cast.biru)
    assert first == SITTI
    assert (second["Kind code"], second["State"]) == ("PMKS-09", "proposed")


def test_a_community_has_its_name_and_no_person(cast):
    subject = Beneficiary(kind="community", community_name="Kampung Nelayan", village_id=BIRU)
    subject.save()
    Classification(
        beneficiary=subject, category=factories.category(), village_id=BIRU, proposed_by=cast.biru, identified_on=TODAY
    ).save()
    [row] = kinds(cast.biru)
    assert (row["Name"], row["NIK"], row["Date of birth"], row["RT"]) == ("Kampung Nelayan", "", "", "")


def test_the_library_exports_the_same_cells(cast):
    enrol("Yuliana Tefa", cast.group, nik="9901014101900001", number=7)
    sheet = MemberResource(user=cast.penfui, on=TODAY)
    dataset = sheet.export()
    assert [str(cell or "") for cell in dataset[0]] == [
        str(cell or "") for cell in next(sheet.rows(Membership.objects.visible_to(cast.penfui)))
    ]
    assert dataset.headers == sheet.get_export_headers()


def test_the_library_exports_only_what_its_user_sees_and_without_a_user_nothing(cast):
    enrol("Sitti Aminah", factories.group("Mekar", WATAMPONE), nik="9901014101900002")
    assert len(MemberResource(user=cast.watampone).export()) == 1
    assert len(MemberResource(user=cast.biru).export()) == 0
    assert len(MemberResource().export()) == 0
    [row] = MemberResource().export(Membership.objects.all()).dict
    assert (row["Name"], row["NIK"], row["Date of birth"]) == ("", "", "")


@pytest.mark.parametrize("tell", [members, kinds])
def test_fifty_rows_cost_as_many_queries_as_one(cast, tell):
    kind = factories.category()

    def one_more(place: int) -> None:
        row = enrol(f"Warga {chr(97 + place // 26)}{chr(97 + place % 26)}", cast.group)
        factories.office(cast.group, "other", row.person)
        factories.classification(row.person, kind, by=cast.penfui)

    def queries() -> tuple[int, int]:
        user = type(cast.penfui).objects.get(pk=cast.penfui.pk)
        with CaptureQueriesContext(connection) as captured:
            rows = tell(user)
        return len(rows), len(captured)

    one_more(0)
    one, cost_of_one = queries()
    for place in range(1, 50):
        one_more(place)
    fifty, cost_of_fifty = queries()
    assert (one, fifty) == (1, 50)
    assert cost_of_fifty == cost_of_one
