"""Narrowing a story, reading it by pages, and the facts as they stood on a day."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from members.offices import fill_office
from members.services import enrol
from tests import factories
from tests.factories import PENFUI
from tests.history.moments import acting_on
from tests.history.reading import read, sentences
from wksbm.dates import PartialDate

pytestmark = pytest.mark.django_db


def url(row, app: str = "groups") -> str:
    return reverse(f"{app}:history", args=[row.pk])


@pytest.fixture
def group(cast):
    with acting_on("2026-01-01", cast.dinas_kupang):
        return factories.group("Harapan Baru", PENFUI, business="Tenun", phone="+628111111111")


def change(group, by, day: str, **facts) -> None:
    with acting_on(day, by):
        for name, value in facts.items():
            setattr(group, name, value)
        group.save()


def choices(response, name: str) -> list[str]:
    """What may be chosen beside everything."""
    return [str(label) for key, label in response.context["form"].fields[name].choices if key]


def test_a_filter_keeps_the_changes_of_one_field_only(cast, english, group):
    change(group, cast.penfui, "2026-02-01", business="Kue", phone="+628222222222")
    change(group, cast.dinas_kupang, "2026-03-01", phone="+628333333333")
    client = english(cast.penfui)
    assert sentences(client, url(group), about="business") == [
        "Desa Penfui (village officer) changed Business or work: Tenun → Kue."
    ]
    assert len(sentences(client, url(group), about="phone")) == 2
    assert sentences(client, url(group), about="phone", by=str(cast.dinas_kupang.pk)) == [
        "Dinas Kupang (Dinas Sosial) changed Phone: +628222222222 → +628333333333."
    ]
    assert choices(client.get(url(group)), "about") == ["Business or work", "Phone"]
    assert choices(client.get(url(group)), "by") == ["Desa Penfui", "Dinas Kupang"]


def test_what_hangs_on_the_record_is_a_topic_of_its_own(cast, english, group):
    ana = factories.person("Ana", PENFUI)
    with acting_on("2026-02-01", cast.penfui):
        enrol(ana, group, by=cast.penfui, joined=None)
    with acting_on("2026-02-02", cast.penfui):
        fill_office(group, post="chair", person=ana, starts=PartialDate(date(2026, 2, 2), "day"), by=cast.penfui)
    client = english(cast.penfui)
    assert choices(client.get(url(group)), "about") == ["Members", "Officers"]
    assert sentences(client, url(group), about="members") == ["Desa Penfui (village officer) entered Ana as a member."]
    assert [one.split(" changed ")[1] for one in sentences(client, url(group), about="officers")] == [
        "Chair: – → Ana. Since 2 February 2026."
    ]


def test_a_field_that_is_not_open_is_no_topic(cast, english):
    person = factories.person("Ana", PENFUI)
    person.address = "Jalan Baru"
    person.save()
    assert "Address" in choices(english(cast.penfui).get(url(person, "people")), "about")
    assert choices(english(cast.admin).get(url(person, "people")), "about") == []
    hidden = english(cast.admin).get(url(person, "people"), {"about": "address"})
    assert hidden.status_code == 200
    assert "Jalan Baru" not in hidden.content.decode()


@pytest.mark.parametrize(
    "asked", [{"about": "password"}, {"by": "x"}, {"by": "999"}, {"on": "31/02/2026"}, {"halaman": "x"}]
)
def test_a_wrong_parameter_filters_nothing(cast, english, group, asked):
    change(group, cast.penfui, "2026-02-01", business="Kue")
    assert len(sentences(english(cast.penfui), url(group), **asked)) == 2


def test_nothing_fits_says_how_many_there_are(cast, english, group):
    change(group, cast.penfui, "2026-02-01", business="Kue")
    change(group, cast.dinas_kupang, "2026-02-02", phone="+628333333333")
    page = english(cast.penfui).get(url(group), {"about": "business", "by": str(cast.dinas_kupang.pk)})
    assert "Show all 3 changes" in page.content.decode()


def test_a_page_holds_twenty_five(cast, english, group):
    for number in range(30):
        change(group, cast.penfui, f"2026-03-{number + 1:02d}", business=f"Usaha {number}")
    client = english(cast.penfui)
    first, second = (sentences(client, url(group), halaman=page) for page in (1, 2))
    assert (len(first), len(second)) == (25, 6)
    assert first[0].endswith("Usaha 28 → Usaha 29.")
    assert second[-1] == "Dinas Kupang (Dinas Sosial) registered this group."


def facts(client, where: str, day: str) -> dict[str, str]:
    return dict(client.get(where, {"on": day}).context["facts"].known)


def test_the_facts_as_they_stood_at_the_end_of_a_day(cast, english, group):
    change(group, cast.penfui, "2026-02-01", business="Kue")
    change(group, cast.penfui, "2026-03-01", business="Sayur", founded_on=date(2008, 1, 1), founded_on_precision="year")
    client = english(cast.penfui)
    told = [
        facts(client, url(group), day).get("Business or work")
        for day in ("31/01/2026", "1/2/2026", "28 Feb 2026", "2026-03-02")
    ]
    assert told == ["Tenun", "Kue", "Kue", "Sayur"]
    assert facts(client, url(group), "02/03/2026") == {
        "Kind": "KUBE", "Name of the group": "Harapan Baru", "Founded": "2008", "Business or work": "Sayur",
        "Phone": "+628111111111", "State": "active", "Desa or kelurahan": "Desa Penfui Timur",
        "Has no network yet": "no",
    }  # fmt: skip
    assert "Secretariat" in client.get(url(group), {"on": "02/03/2026"}).context["facts"].blank


def test_before_its_entry_there_are_no_facts_and_the_page_says_so(cast, english, group):
    body = english(cast.penfui).get(url(group), {"on": "31/12/2025"}).content.decode()
    assert "Not in the register yet on that day." in body
    assert "It was entered on 1 January 2026." in body


def test_facts_of_a_day_pass_the_field_table(cast, english):
    with acting_on("2026-01-01", cast.penfui):
        person = factories.person(
            "Ana Lalu", PENFUI, nik="9901014101900011", phone="+628111111111", birth_place="Kupang"
        )
    kept = facts(english(cast.admin), url(person, "people"), "02/01/2026")
    assert (kept["NIK"], kept["Full name"], kept["Date of birth"]) == ("9901 •••• •••• ••••", "A•••• L••••", "1990")
    assert {"Phone", "Address", "Guardian", "Place of birth"} & set(kept) == set()


@pytest.mark.parametrize("app", ["groups", "people"])
def test_the_statements_do_not_grow_with_the_rows(cast, english, app):
    def statements(rows: int) -> int:
        group = factories.group(f"Kelompok {rows}", PENFUI)
        person = factories.person("Ana", PENFUI, nik=factories.new_nik())
        for number in range(rows):
            member = person if app == "people" and number == 0 else factories.person(f"Warga {'a' * number}x", PENFUI)
            row = factories.membership(member, group, number=number + 1)
            factories.office(group, "adviser", member)
            group.business, person.nik, row.number = f"Usaha {number}", factories.new_nik(), number + 100
            group.save()
            person.save()
            row.save()
        record = group if app == "groups" else person
        client = english(cast.dinas_kupang)
        with CaptureQueriesContext(
            connection,
        ) as captured:
            page = client.get(url(record, app))
        assert len(read(page).sentences) == min(25, len(page.context["page"].paginator.object_list))
        return len(captured)

    few, many = statements(2), statements(50)
    assert few == many
    assert many <= 45
