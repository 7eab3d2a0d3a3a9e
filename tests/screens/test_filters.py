"""Every filter of every list shows what it names, and nothing else; an area filter never leaves the own area."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from tests import factories
from tests.factories import BIRU, MACEGE, PENFUI, TA, TANETE_BARAT, TANETE_RIATTANG

pytestmark = pytest.mark.django_db

NIK = "7308214101500001"


@pytest.fixture
def places(cast) -> dict:
    """Old Ana in Biru and young Budi in Macege, each with group, membership, kind of PMKS, activity; Siti far away."""
    today = timezone.localdate()
    kinds = [factories.category(f"PMKS-{number:02d}", f"Jenis {number}") for number in (8, 9, 10)]
    types = [factories.group_type(code, code) for code in ("EKO-01", "EKO-02", "EKO-03")]
    rows = {}
    for name, place, number, facts in [
        ("Ana Tefa", BIRU, 0, {"sex": "P", "nik": NIK, "birth_date": date(1950, 1, 1), "education": "SD"}),
        ("Budi Boru", MACEGE, 1, {"sex": "L", "birth_date": today.replace(year=today.year - 20), "doubts": ["x"]}),
        ("Siti Jauh", PENFUI, 2, {"sex": "P", "birth_date": date(1950, 1, 1), "education": "SD"}),
    ]:
        person = factories.person(name, place, **facts)
        group = factories.group(f"Kelompok {name}", place, kind=("kps", "wksbm", "kps")[number], type=types[number])
        member = factories.membership(person, group, joined_on=date(2020 + 3 * number, 1, 1))
        kind = factories.classification(person, kinds[number], by=cast.admin, identified_on=date(2020 + 3 * number, 1, 1),
                                        status=("verified", "proposed", "proposed")[number])  # fmt: skip
        deed = factories.activity(group, by=cast.admin, kind=("meeting", "arisan", "meeting")[number],
                                  on=date(2020 + 3 * number, 1, 1))  # fmt: skip
        rows[name.split()[0]] = {"group": group, "member": member, "kind": kind, "deed": deed}
    rows["Budi"]["group"].last_activity_on = today - timedelta(days=1)
    rows["Budi"]["group"].save()
    return rows


def asked(client, url: str, **query) -> str:
    """The first letters of those who are shown: A for Ana, B for Budi, S for Siti."""
    page = client.get(url, query)
    assert not page.context["filters"].form.errors, (url, query)
    body = page.content.decode()
    return "".join(
        name[0]
        for name in ("Ana", "Budi", "Siti")
        if f"{name} " in body.partition("<tbody>")[2] + body.partition("rk-list")[2]
    )


def test_each_filter_shows_what_it_names(cast, places, client_of):
    dinas = client_of(cast.dinas_bone)
    ana, budi = places["Ana"], places["Budi"]
    wanted = {
        "/warga/": {
            "": "AB", "q=anna teffa": "A", f"q={NIK}": "A", f"area={TANETE_RIATTANG}": "A", f"area={TANETE_BARAT}": "B",
            "sex=L": "B", "nik=none": "B", "nik=doubt": "B", "q=siti": "",
        },
        "/kelompok/": {
            "": "AB", "q=kelompok anna": "A", f"area={TANETE_BARAT}": "B", "kind=wksbm": "B",
            f"type={ana['group'].type_id}": "A", "state=dormant": "A", "state=active": "AB", "state=dissolved": "",
        },
        "/anggota/": {
            "": "AB", "q=budi": "B", f"q={NIK}": "A", f"area={TANETE_RIATTANG}": "A", f"group={budi['group'].pk}": "B",
            "on=31/12/2022": "A", "on=01/01/2023": "AB", "education=SD": "A", "education=unknown": "B",
            "age_from=21": "A", "age_from=20": "AB", "age_to=20": "B", "age_to=19": "", "age_from=20&age_to=20": "B",
        },
        "/pmks/": {
            "": "AB", "q=ana": "A", f"q={NIK}": "A", f"area={TANETE_BARAT}": "B", f"category={ana['kind'].category_id}": "A",
            "status=proposed": "B", "status=verified": "A", "status=all": "AB", "status=ended": "", "on=31/12/2022": "A",
        },
        "/kegiatan/": {
            "": "AB", f"area={TANETE_RIATTANG}": "A", f"group={ana['group'].pk}": "A", "kind=arisan": "B",
            "since=02/01/2020": "B", "since=01/01/2020": "AB", "until=01/01/2020": "A",
        },
    }  # fmt: skip
    wrong = {}
    for url, queries in wanted.items():
        for query, letters in queries.items():
            shown = asked(dinas, url, **dict(part.split("=") for part in query.split("&") if part))
            if shown != letters:
                wrong[url, query] = (shown, letters)
    assert wrong == {}


def test_the_accounts_are_filtered_by_name_and_by_the_duty_of_today(cast, client_of):
    dinas = client_of(cast.dinas_bone)

    def names(**query) -> set[str]:
        return {account.username for account, _held in dinas.get("/akun/", query).context["rows"]}

    every = {"dinas.bone", "desa.biru", "desa.watampone", "tksk.tanete", "tksk.rahasia", "camat.tanete", "desa.mantan",
             "desa.nonaktif"}  # fmt: skip
    assert names() == every
    assert names(q="tanete") == {"tksk.tanete", "camat.tanete"}
    assert names(q="Camat") == {"camat.tanete"}
    assert names(q="kupang") == set()
    assert names(role="tksk") == {"tksk.tanete", "tksk.rahasia"}
    assert names(role="village") == {"desa.biru", "desa.watampone", "desa.nonaktif"}, "an ended duty is none"


def test_a_filter_never_leaves_the_own_area(cast, places, client_of):
    """A place, a group or a kind of elsewhere is refused like one that does not exist, and the list stays one's own."""
    client = client_of(cast.tksk)
    far = places["Siti"]
    for url, queries in {
        "/warga/": [f"area={PENFUI}", f"area={TANETE_BARAT}", "area=73.08.21.9999"],
        "/kelompok/": [f"area={PENFUI}", "area=53"], "/pmks/": [f"area={PENFUI}", "category=987654321"],
        "/anggota/": [f"group={far['group'].pk}", "group=987654321", f"area={MACEGE}"],
        "/kegiatan/": [f"group={far['group'].pk}", "group=987654321", f"area={MACEGE}"],
    }.items():  # fmt: skip
        for query in queries:
            name, value = query.split("=")
            page = client.get(url, {name: value})
            assert {
                field: [error.code for error in errors]
                for field, errors in page.context["filters"].form.errors.as_data().items()
            } == {name: ["invalid_choice"]}, (url, query)
            assert page.context["count"] == 1, (url, query)
            assert "Siti" not in page.content.decode()
            assert "Budi" not in page.content.decode()
    assert client.get("/warga/", {"area": TA}).context["count"] == 0
