"""Every list: as many statements for thirty rows as for one, pages that lose nobody, parameters that break nothing."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from activities.models import Attendance
from tests import factories
from tests.factories import PENFUI

pytestmark = pytest.mark.django_db

LISTS = ("/warga/", "/kelompok/", "/anggota/", "/pmks/", "/kegiatan/", "/akun/")
SHOWN = 25  # rows on a page


def row_of_everything(cast, number: int) -> None:
    """One more of all that a list may hold; the group is Lina's, so that she sees it too."""
    name = f"Warga {'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefgh'[number]}"
    person = factories.person(name, PENFUI, sex="P" if number % 2 else "L")
    member = factories.membership(person, cast.group, number=number)
    factories.classification(person, factories.category(), by=cast.dinas_kupang)
    factories.leads(cast.lina, factories.group(f"Kelompok {name}", PENFUI, kind="kps"))
    factories.office(cast.group, "adviser", person)
    meeting = factories.activity(cast.group, by=cast.lina, on=date(2024, 1, 1))
    Attendance(activity=meeting, membership=member, status="present").save()
    factories.user(f"operator.{number}", "village", PENFUI)


def pages(cast, person) -> list[str]:
    group, key = cast.group, [cast.group.pk]
    routes = (
        "members:roster",
        "members:find",
        "members:officer",
        "activities:of-group",
        "groups:detail",
        "groups:update",
    )
    searches = [
        f"{url}?q=warga" for url in ("/cari/", "/warga/daftar/", "/pmks/cari/", "/warga/", "/pmks/", "/anggota/")
    ]
    of_person = [reverse(f"{app}:of-person", args=[person.pk]) for app in ("members", "beneficiaries")]
    return [*LISTS, *searches, *of_person, *(reverse(route, args=key) for route in routes), "/", "/menu/",
            f"/kegiatan/catat/?kelompok={group.pk}", cast.group.activities.first().get_absolute_url(),
            "/kegiatan/catat/", "/anggota/?age_from=5&education=unknown", f"/kegiatan/?group={group.pk}"]  # fmt: skip


def statements(client, urls: list[str]) -> dict[str, int]:
    counts = {}
    for url in urls:
        with CaptureQueriesContext(connection) as queries:
            response = client.get(url)
        if response.status_code == 200:
            counts[url] = len(queries)
    return counts


def test_no_page_asks_more_of_the_database_for_thirty_rows_than_for_one(cast, client_of):
    row_of_everything(cast, 1)
    urls = pages(cast, cast.group.memberships.first().person)
    clients = {who: client_of(getattr(cast, who)) for who in ("dinas_kupang", "lina")}
    few = {who: statements(client, urls) for who, client in clients.items()}
    for number in range(2, 31):
        row_of_everything(cast, number)
    many = {who: statements(client, urls) for who, client in clients.items()}
    assert len(few["dinas_kupang"]) == len(urls)
    more = {
        (who, url): (few[who][url], many[who][url])
        for who in few
        for url in few[who]
        if many[who][url] != few[who][url]
    }
    assert more == {}
    assert max(many["dinas_kupang"].values()) < 40


def test_a_page_that_is_not_there_is_the_last_one_and_nobody_is_lost_between_pages(cast, client_of):
    for number in range(1, 31):
        row_of_everything(cast, number)
    client = client_of(cast.dinas_kupang)
    for url in LISTS:
        first, second = (client.get(url, {"halaman": page}) for page in (1, 2))
        count, on_pages = first.context["count"], [list(page.context["page"].object_list) for page in (first, second)]
        keys = {getattr(row, "pk", row) for rows in on_pages for row in rows}
        assert (len(on_pages[0]), len(keys), count > 30 - 1) == (SHOWN, count, True), url
        assert "halaman=2" in first.content.decode()
        assert client.get(url, {"halaman": "99999999999"}).context["page"].number == 2
        assert client.get(url, {"page": "99999999999"}).context["page"].number == 1
    for odd in ("0", "-1", "x", "1e3", "9" * 40, "' OR 1=1 --", ""):
        assert client.get("/warga/", {"halaman": odd}).status_code == 200, odd


HOSTILE_WORDS = [
    "' OR 1=1 --", "'; DROP TABLE people_person;--", "%", "%%", "_", "\\", '" OR ""="', "(w9+)+$", "*", "?", "\u200b%",
    "\ud7ff", "x" * 10_000, "a\nb", "\u202ewarga", "1e5", "12345678901234567", "'", "-",
]  # fmt: skip
UNKNOWN = [
    "nik__startswith=53", "nik_index__startswith=k", "group__village__user__password__startswith=p", "_connector=OR+1%3D1",
    "_negated=1", "id=1", "pk__in=1", "person__nik__isnull=0", "village__gte=0", "ordering=nik", "o=-nik", "page=99999999999",
    "_set=1", "q__contains=x", "e=1", "format=json", "visible_to=1",
]  # fmt: skip


FILTERS = ("area", "sex", "nik", "kind", "type", "state", "group", "on", "education", "age_from", "age_to", "category",
           "status", "since", "until", "role")  # fmt: skip


@pytest.mark.parametrize("url", LISTS)
def test_hostile_parameters_find_nothing_change_nothing_and_break_nothing(cast, client_of, url):
    """SQL-01 to SQL-19"""
    row_of_everything(cast, 1)
    client = client_of(cast.dinas_kupang)
    client.raise_request_exception = False
    every, wrong = client.get(url).context["count"], {}
    for text in HOSTILE_WORDS if url != "/kegiatan/" else ():
        page = client.get(url, {"q": text})
        if page.status_code != 200 or (page.context["count"] and not page.context["filters"].form.errors):
            wrong[text[:30]] = page.status_code
    page = client.get(f"{url}?{'&'.join(UNKNOWN)}")
    if page.status_code != 200 or page.context["count"] != every:
        wrong["unknown"] = page.status_code
    for value in (
        "' OR 1=1 --",
        "9" * 40,
        "-1",
        "NaN",
        "1e999",
        "Infinity",
        "31/02/2024",
        "53.01.08.2011'",
        "a\nb",
        "\u202e",
    ):
        page = client.get(url, dict.fromkeys(FILTERS, value))
        if page.status_code != 200 or page.context["count"] not in (0, every):
            wrong[value] = page.status_code
    for raw, statuses in (
        ("q=%00", {400}),
        ("area=%00", {400}),
        ("q=%ff%fe", {200, 400}),
        ("q=a&q=b", {200}),
        ("&&=&", {200}),
    ):
        if client.get(f"{url}?{raw}").status_code not in statuses:
            wrong[raw] = "status"
    assert wrong == {}


def test_a_search_takes_signs_as_signs(cast, client_of):
    """SQL-03: a percent sign is no "everything", on any of the pages that search."""
    row_of_everything(cast, 1)
    client = client_of(cast.dinas_kupang)
    for text in ("%", "_", "'", "\u200b", "--", "*"):
        found = client.get("/cari/", {"q": text}).context
        assert (list(found["groups"]), list(found["people"])) == ([], []), text
        for url in ("/warga/daftar/", "/pmks/cari/", reverse("members:find", args=[cast.group.pk])):
            assert client.get(url, {"q": text}).context["cards"] == [], (url, text)
