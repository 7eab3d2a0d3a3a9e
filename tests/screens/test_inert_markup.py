"""Markup that somebody typed is shown as typed: on every page, in every field, with the headers that hold it down."""

from datetime import date
from itertools import count

import pytest
from django.urls import NoReverseMatch, reverse

from activities.models import MotivationNote, OutreachFinding, Skill
from groups.models import StageChange
from members.models import Membership
from tests import factories
from tests.factories import PENFUI
from tests.screens.pages import controls, dangers, fill, send
from wksbm.accounts.routes import ROUTES
from wksbm.fields import LineField, NoteField
from wksbm.spreadsheets.models import Download, ImportBatch

pytestmark = pytest.mark.django_db

# The rows XSS-01 to XSS-12 of the project's list of bad inputs (XSS-13, a line separator, no field takes).
MARKUP = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "' onmouseover='alert(1)",
    "</title><svg onload=alert(1)>",
    "javascript:alert(1)",
    "{{7*7}}",
    "{% debug %}",
    "</script><script>alert(1)//",
]
ALL = " ".join(MARKUP)
NIK = "5301084101900001"
_turn = count()


def markup(longest: int | None) -> str:
    """As much of the markup as a field holds; another part of it every time."""
    at, text = next(_turn) % len(MARKUP), ""
    for part in MARKUP[at:] + MARKUP[:at]:
        if len(text) + len(part) < (longest or 4000):
            text += part + " "
    return text


def poison(row, *others: str):
    """Fills every free text of the row, past all forms."""
    for field in row._meta.fields:
        if isinstance(field, LineField | NoteField) or field.name in others:
            setattr(row, field.name, markup(field.max_length))
    row.save()
    return row


@pytest.fixture
def rows(cast) -> dict:
    """One record of everything, poisoned; by the first part of the names of its routes."""
    kind = poison(factories.category())
    group = cast.group
    group.type = poison(factories.group_type("EKO-01", "Koperasi"))
    poison(group)
    person = poison(factories.person("Yuliana Tefa", PENFUI, nik=NIK))
    member = poison(factories.membership(person, group, number=1))
    gone = factories.membership(poison(factories.person("Marta Boru", PENFUI)), group, left_on=date(2021, 1, 1))
    poison(gone)
    poison(factories.office(group, "other", person))
    skill = Skill(code="x")
    activity = factories.activity(group, by=cast.lina, kind="outreach", on=date(2024, 1, 1), skill=poison(skill))
    poison(activity)
    poison(OutreachFinding(activity=activity))
    poison(MotivationNote(activity=activity, author=cast.lina), "text")
    poison(StageChange(kube=group.kube, from_stage="T0", to_stage="T1", on=date(2024, 1, 1)))
    for user in (cast.lina, cast.penfui, cast.dinas_kupang, cast.admin):
        poison(user)
    return {
        "people": person, "groups": group, "members": member, "activities": activity, "accounts": cast.penfui,
        "beneficiaries": poison(factories.classification(person, kind, by=cast.penfui)),
        "spreadsheets": poison(ImportBatch(user=cast.dinas_kupang, sheet="people", options=UNDERSTOOD, facts=LOOKED)),
        "downloads": poison(Download(user=cast.dinas_kupang, route="people:export")),
    }  # fmt: skip


UNDERSTOOD = {"candidates": [[0, ALL, 1]], "index": 0, "name": ALL, "header": 1, "width": 0, "meanings": {}, "titles": {},
              "unknown": {}, "twice": [ALL]}  # fmt: skip
LOOKED = {"kind": "csv", "notes": [], "encoding": "utf-8", "sheets": [[ALL, False, 3]], "stopped": ALL}
OTHER_KEY = {
    "members:roster": "groups", "members:find": "groups", "members:enrol": "groups", "members:officer": "groups",
    "members:of-person": "people", "beneficiaries:of-person": "people", "activities:of-group": "groups",
}  # fmt: skip

FURTHER = {"groups:inventory-part": ["identitas"]}  # what else stands in the address


def address(route: str, rows: dict) -> str:
    if route in ("spreadsheets:upload", "spreadsheets:template"):
        return reverse(route, args=["people"])
    if route == "accounts:duty-end":
        return reverse(route, args=[rows["accounts"].duties.get().pk])
    try:
        return reverse(route)
    except NoReverseMatch:
        key = rows[OTHER_KEY.get(route, route.split(":")[0])].pk
        return reverse(route, args=[key, *FURTHER.get(route, ())])


def guarded(response, *, signed_in: bool = True) -> list[str]:
    """What is wrong with the page's markup and headers."""
    policy = response.headers.get("Content-Security-Policy", "")
    wrong = [] if "text/html" not in response["Content-Type"] else dangers(response)
    wrong += [] if "default-src 'self'" in policy and "unsafe" not in policy else [f"policy {policy!r}"]
    if signed_in and response.headers.get("Cache-Control") != "no-store":
        wrong.append(f"cached: {response.headers.get('Cache-Control')}")
    return wrong


@pytest.mark.parametrize("who", ["dinas_kupang", "lina", "admin"])
def test_every_page_shows_markup_as_it_was_typed(cast, rows, client_of, who):
    client, wrong, bodies = client_of(getattr(cast, who)), {}, ""
    admin = [f"/admin/{path}" for path in ("", "accounts/user/", "groups/socialgroup/", "groups/grouptype/",
             f"groups/grouptype/{rows['groups'].type_id}/change/", "activities/activity/")]  # fmt: skip
    for url in [*(address(route, rows) for route in ROUTES), *(admin if who != "lina" else ())]:
        response = client.get(url)
        if response.streaming:
            list(response.streaming_content)  # a file is closed when it was read
        if response.status_code >= 500 or guarded(response):
            wrong[url] = (response.status_code, guarded(response))
        bodies += response.content.decode() if "text/html" in response.headers.get("Content-Type", "") else ""
    assert wrong == {}
    assert NIK not in bodies, "a NIK stands nowhere in full"
    assert "{{7*7}}" in bodies
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in bodies


def test_what_was_typed_comes_back_inert_from_forms_searches_and_messages(cast, rows, client_of, client):
    officer, dinas = client_of(cast.penfui), client_of(cast.dinas_kupang)
    answers = {}
    for name, browser, url in [
        ("person", officer, "/warga/baru/"), ("group", officer, "/kelompok/baru/"), ("pmks", officer, "/pmks/baru/"),
        ("activity", client_of(cast.lina), "/kegiatan/catat/"), ("account", dinas, "/akun/baru/"),
        ("office", officer, reverse("members:officer", args=[cast.group.pk])),
    ]:  # fmt: skip
        page = browser.get(url)
        answers[name] = send(browser, url, page, **dict.fromkeys(set(controls(page)) - {"client_key"}, ALL))
    for url in ("/warga/", "/warga/daftar/", "/kelompok/", "/anggota/", "/pmks/", "/kegiatan/", "/akun/", "/cari/"):
        names = (
            "q",
            "area",
            "kind",
            "type",
            "state",
            "status",
            "nik",
            "sex",
            "on",
            "since",
            "group",
            "halaman",
            "role",
        )
        answers[url] = dinas.get(url, dict.fromkeys(names, ALL[:110]))
    answers["duplicate"] = fill(officer, "/warga/baru/", full_name="Ina", sex="P", nik=NIK)
    again = Membership.objects.get(left_on=date(2021, 1, 1)).person
    enrol = f"{reverse('members:enrol', args=[cast.group.pk])}?orang={again.pk}"
    answers["message"] = officer.get(fill(officer, enrol, joined_on="2022").url)
    answers["nothing"] = officer.get("/warga/<script>alert(1)</script>/")
    assert {name: found for name, answer in answers.items() if (found := guarded(answer))} == {}
    assert {answers["duplicate"].status_code, answers["message"].status_code} == {200}
    login = client.post("/masuk/?next=<script>alert(1)</script>", {"login": ALL[:50], "password": ALL})
    assert guarded(login, signed_in=False) == []
    assert guarded(client.get("/bantuan/"), signed_in=False) == []
