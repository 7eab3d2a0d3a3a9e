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


def test_thirty_rows_cost_no_more_statements_than_one_and_none_is_lost_between_pages(cast, client_of):
    row_of_everything(cast, 1)
    urls = pages(cast, cast.group.memberships.first().person)
    asked = {cast.dinas_kupang: urls, cast.lina: [*LISTS, "/", reverse("members:roster", args=[cast.group.pk])]}
    # Twice: what is opened again within minutes is no new look for the access log.
    few = [{user.username: statements(client_of(user), own) for user, own in asked.items()} for _round in "ab"][1]
    for number in range(2, 31):
        row_of_everything(cast, number)
    many = {user.username: statements(client_of(user), own) for user, own in asked.items()}
    assert set(few["dinas.kupang"]) == set(urls)
    assert many == few
    client = client_of(cast.dinas_kupang)
    for url in LISTS:
        first, second = (client.get(url, {"halaman": page}) for page in (1, "99999999999"))
        shown = [list(page.context["page"].object_list) for page in (first, second)]
        keys = {getattr(row, "pk", row) for rows in shown for row in rows}
        assert (len(shown[0]), len(keys), second.context["page"].number) == (SHOWN, first.context["count"], 2), url
        assert "halaman=2" in first.content.decode()
    for odd in ("0", "-1", "x", "1e3", "9" * 40, "' OR 1=1 --", ""):
        assert client.get("/warga/", {"halaman": odd}).status_code == 200, odd
    assert client.get("/warga/", {"page": "99999999999"}).context["page"].number == 1


HOSTILE_WORDS = [
    "' OR 1=1 --", "'; DROP TABLE people_person;--", "%", "%%", "_", "\\", '" OR ""="', "(w9+)+$", "*", "?", "\u200b%",
    "\ud7ff", "x" * 10_000, "a\nb", "\u202ewarga", "1e5", "12345678901234567", "'", "-",
]  # fmt: skip
UNKNOWN = [
    "nik__startswith=53", "nik_index__startswith=k", "group__village__user__password__startswith=p", "_connector=OR 1",
    "_negated=1", "id=1", "pk__in=1", "person__nik__isnull=0", "village__gte=0", "ordering=nik", "o=-nik", "page=99999999999",
    "_set=1", "q__contains=x", "e=1", "format=json", "visible_to=1",
]  # fmt: skip


FILTERS = ("area", "sex", "nik", "kind", "type", "state", "group", "on", "education", "age_from", "age_to", "category",
           "status", "since", "until", "role")  # fmt: skip
ODD_VALUES = (
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
)
RAW = {"q=%00": {400}, "area=%00": {400}, "q=%ff%fe": {200, 400}, "q=a&q=b": {200}, "&&=&": {200}}
SEARCHED = ("/warga/", "/kelompok/", "/akun/")  # the others search people as the first does


@pytest.mark.parametrize("url", LISTS)
def test_hostile_parameters_find_nothing_change_nothing_and_break_nothing(cast, client_of, url):
    """SQL-01 to SQL-19"""
    row_of_everything(cast, 1)
    client = client_of(cast.dinas_kupang)
    client.raise_request_exception = False
    every, wrong = client.get(url).context["count"], {}

    def count(query) -> int | str:
        page = client.get(url, query)
        return page.context["count"] if page.status_code == 200 else f"status {page.status_code}"

    for text in HOSTILE_WORDS if url in SEARCHED else HOSTILE_WORDS[:3]:
        refused = (
            {every} if url == "/kegiatan/" or any(char in text for char in "\n\u202e") or len(text) > 1000 else set()
        )
        if (found := count({"q": text})) not in {0} | refused:
            wrong[text[:30]] = found
    if (found := count(dict(pair.split("=") for pair in UNKNOWN))) != every:
        wrong["unknown"] = found
    for value in ODD_VALUES:
        if (found := count(dict.fromkeys(FILTERS, value))) not in (0, every):
            wrong[value] = found
    for raw, statuses in RAW.items():
        if (status := client.get(f"{url}?{raw}").status_code) not in statuses:
            wrong[raw] = status
    assert wrong == {}


def test_a_search_takes_signs_as_signs(cast, client_of):
    """SQL-03: a percent sign is no "everything", on any of the pages that search."""
    row_of_everything(cast, 1)
    client = client_of(cast.dinas_kupang)
    for text in ("%", "_", "'", "\u200b", "--", "*"):
        found = client.get("/cari/", {"q": text}).context
        assert [
            row for section in found["sections"] for rows in (section.hits.rows, section.hits.guesses) for row in rows
        ] == [], text
        for url in ("/warga/daftar/", "/pmks/cari/", reverse("members:find", args=[cast.group.pk])):
            assert client.get(url, {"q": text}).context["cards"] == [], (url, text)
