"""Entering people: search first, one NIK one person, doubts asked once, places inside the own area only."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests import factories
from tests.factories import BIRU, PENFUI
from tests.screens.pages import controls, everything, fill, refusals, resend, send, undone
from wksbm.accounts.models import Submission
from wksbm.people.models import Household, Person

pytestmark = pytest.mark.django_db

NIK = "5301084101900001"  # a woman born on 1 January 1990, first registered in Kupang Tengah
NEXT_NIK = "5301084101900002"
NEW, FIND = "/warga/baru/", "/warga/daftar/"
TYPED = {"full_name": "Yuliana Tefa", "birth_date": "01/01/1990", "sex": "P"}


def found(client, text: str) -> list[str]:
    page = client.get(FIND, {"q": text})
    return [person.full_name for person, _url in page.context["cards"]]


def plain(response) -> str:
    """The body without what differs by nature: tokens, keys, numbers of records."""
    return re.sub(r'value="[0-9A-Za-z-]{32,64}"|/warga/[0-9]+/|orang=[0-9]+', "", response.content.decode())


def test_the_search_offers_whoever_is_there_already(cast, client_of):
    yuliana = factories.person("Yuliana Tefa", PENFUI, nik=NIK)
    factories.person("Marselina Tefa", PENFUI)
    factories.person("Yuliana Tefa Lain", BIRU, nik=NEXT_NIK)
    client = client_of(cast.penfui)
    spellings = ["Juliana Teffa", "yuliana", "JOELIANA", "tefa yuliana", NIK, "5301 0841 0190 0001", f"\u200b{NIK}"]
    assert {text: found(client, text) for text in spellings} == dict.fromkeys(spellings, ["Yuliana Tefa"])
    strangers = ["Yustina", NEXT_NIK, NIK[:12], NIK[:15], f"{NIK}0", "%", "'", "a\tb", "a\nb", "\u202e", "x" * 5000]
    assert {text: found(client, text) for text in strangers} == dict.fromkeys(strangers, [])
    page = client.get(FIND, {"q": "Juliana Teffa"})
    assert page.context["cards"] == [(yuliana, yuliana.get_absolute_url())]
    new = client.get(page.context["new_url"])
    assert controls(new)["full_name"] == ["Juliana Teffa"]
    assert controls(client.get(client.get(FIND, {"q": NEXT_NIK}).context["new_url"]))["nik"] == [NEXT_NIK]


def test_a_new_person_is_saved_as_typed_and_its_history_names_the_officer(cast, client_of):
    typed = TYPED | {"nik": NIK, "kk_number": "5301080102030004", "rt": "3", "rw": "01", "phone": "0812 3456 789"}
    response = fill(client_of(cast.penfui), NEW, **typed, education="SMA", occupation="Penenun", address="Jl. Adi")
    person = Person.objects.get()
    assert (response.status_code, response.url) == (302, person.get_absolute_url())
    stored = {
        name: str(getattr(person, name)) for name in [*typed, "village_id", "living", "notice"] if name != "kk_number"
    }
    assert stored == {
        "full_name": "Yuliana Tefa", "birth_date": "1990-01-01", "sex": "P", "nik": NIK, "rt": "003", "rw": "001",
        "phone": "+62812345678" + "9", "village_id": PENFUI, "living": "alive", "notice": "not_yet",
    }  # fmt: skip
    assert (person.education, person.occupation, person.address) == ("SMA", "Penenun", "Jl. Adi")
    assert (person.nik_conflict, person.no_nik_reason, person.doubts, person.version) == (False, "", [], 1)
    home = Household.objects.get()
    assert (person.household, home.kk_number, home.village_id, home.rt) == (home, "5301080102030004", PENFUI, "003")
    then = person.history.get()
    assert (then.history_user, then.history_type, then.full_name) == (cast.penfui, "+", "Yuliana Tefa")


def test_a_nik_known_in_the_own_area_is_refused_at_its_field(cast, client_of):
    factories.person("Marta Boru", PENFUI, nik=NIK)
    edited = factories.person("Yuliana Tefa", PENFUI)
    client, before = client_of(cast.penfui), everything()
    for url in (NEW, reverse("people:update", args=[edited.pk])):
        response = fill(client, url, **TYPED, nik=NIK, seen_doubt="similar")
        assert response.status_code == 200
        assert list(refusals(response)) == ["nik"]
        assert "Marta Boru" in " ".join(response.context["form"].errors["nik"])
        assert controls(response)["full_name"] == ["Yuliana Tefa"]
    assert everything() == before


def test_a_nik_known_in_another_area_is_answered_like_a_new_one(cast, client_of):
    """DUP-06: not by its words, not by its work, not in any list can an officer tell that somebody hides elsewhere."""
    hidden = factories.person("Yuliana Tersembunyi", BIRU, nik=NIK)
    client = client_of(cast.penfui)
    fill(client, NEW, full_name="Marta Boru", sex="P", no_nik_reason="unknown")  # warms what is read once
    answers = {}
    for nik in (NEXT_NIK, NIK):
        page = client.get(NEW)
        with CaptureQueriesContext(connection) as queries:
            response = send(client, NEW, page, **TYPED, nik=nik, seen_doubt="similar")
        shapes = [re.sub(r"'[^']*'|[0-9]+|NULL|true|false", "?", query["sql"]) for query in queries]
        answers[nik] = (response.status_code, shapes, plain(client.get(response.url)))
        Person.objects.update(name_key="")  # nobody is like the next one
    assert answers[NIK][0] == 302
    assert len(answers[NIK][1]) > 5
    assert answers[NIK] == answers[NEXT_NIK]
    new, claimed = Person.objects.get(nik_index=hidden.nik_index, village=PENFUI), Person.objects.get(pk=hidden.pk)
    assert (new.nik, new.nik_conflict, claimed.nik_conflict, claimed.version) == (NIK, True, False, 1)
    seen = {who: found(client_of(getattr(cast, who)), NIK) for who in ("penfui", "dinas_kupang", "biru", "dinas_bone")}
    assert seen == {
        "penfui": ["Yuliana Tefa"], "dinas_kupang": ["Yuliana Tefa"],
        "biru": ["Yuliana Tersembunyi"], "dinas_bone": ["Yuliana Tersembunyi"],
    }  # fmt: skip
    other = fill(client, NEW, **TYPED, nik=NIK, seen_doubt="similar")
    assert list(refusals(other)) == ["nik"], "his own second time is his own duplicate"


def test_a_nik_that_a_colleague_enters_at_that_very_moment_is_refused_too(cast, client_of):
    """Between any two questions of ours to the database somebody else may be faster."""
    client, rivals = client_of(cast.penfui), []
    page = client.get(NEW)

    def faster(execute, sql, params, many, context):
        answer = execute(sql, params, many, context)
        if not rivals and "nik_index" in sql and sql.startswith("SELECT"):
            rivals.append("on the way")
            rivals[:] = [factories.person("Marta Boru", PENFUI, nik=NIK)]
        return answer

    with connection.execute_wrapper(faster):
        response = send(client, NEW, page, **TYPED, nik=NIK)
    assert list(refusals(response)) == ["nik"]
    assert len(rivals) == 1
    assert not Person.objects.filter(full_name="Yuliana Tefa").exists()


def test_without_a_nik_a_reason_is_needed(cast, client_of):
    client, before = client_of(cast.penfui), everything()
    response = fill(client, NEW, **TYPED, nik="", no_nik_reason="")
    assert list(refusals(response)) == ["nik"]
    assert everything() == before
    resend(response, no_nik_reason="no_document")
    person = Person.objects.get()
    assert (person.nik, person.nik_index, person.no_nik_reason) == ("", "", "no_document")
    fill(client, reverse("people:update", args=[person.pk]), nik=NIK)
    person.refresh_from_db()
    assert (person.nik, person.no_nik_reason, person.version) == (NIK, "", 2)
    fill(client, reverse("people:update", args=[person.pk]), rt="7")
    person.refresh_from_db()
    assert (person.nik, person.rt) == (NIK, "007"), "an empty field keeps the NIK that is known"


DOUBTFUL = [
    ("nik_birth", {"nik": NIK, "birth_date": "02/01/1990"}),
    ("nik_sex", {"nik": NIK, "sex": "L"}),
    ("nik_province", {"nik": "9901084101900001"}),
    ("nik_district", {"nik": "5301994101900001"}),
    ("mixed_script", {"full_name": "\u0423uliana Tefa", "no_nik_reason": "unknown"}),
    ("mojibake", {"full_name": "Nu\u00c3\u00b1o", "no_nik_reason": "unknown"}),
    ("zero_lost", {"phone": "8123456789", "no_nik_reason": "unknown"}),
    ("foreign_phone", {"phone": "+1 202 555 0100", "no_nik_reason": "unknown"}),
]


def test_what_looks_odd_is_asked_once_with_everything_kept_and_then_saved_with_its_code(cast, client_of):
    client, before = client_of(cast.penfui), everything()
    page = client.get(NEW)
    for code, odd in DOUBTFUL:
        typed = TYPED | {"address": "Jl. Adisucipto 7"} | odd
        with undone():
            asked = send(client, NEW, page, **typed)
            assert (asked.status_code, refusals(asked)) == (200, {}), code
            kept = controls(asked)
            assert kept["seen_doubt"] == [code]
            assert {name: kept[name][0] for name in typed} == typed
            assert resend(asked, seen_doubt=None).status_code == 200, "only who saw the doubt may answer it"
            assert everything() == before, code
            saved = resend(asked)
            person = Person.objects.get()
            assert (saved.status_code, saved.url) == (302, person.get_absolute_url()), code
            assert (person.doubts, person.address) == ([code], "Jl. Adisucipto 7")


def test_a_second_doubt_is_asked_although_the_first_was_answered(cast, client_of):
    asked = fill(client_of(cast.penfui), NEW, **TYPED | {"nik": NIK, "sex": "L"})
    again = resend(asked, phone="8123456789")
    assert set(controls(again)["seen_doubt"]) == {"nik_sex", "zero_lost"}
    assert Person.objects.count() == 0
    resend(again)
    assert Person.objects.get().doubts == ["nik_sex", "zero_lost"]


def test_a_village_outside_the_area_is_answered_like_one_that_does_not_exist(cast, client_of):
    """REG-10, API-02"""
    client, before = client_of(cast.dinas_bone), everything()
    page, typed = client.get(NEW), TYPED | {"no_nik_reason": "unknown"}
    codes = (PENFUI, "53.01.08.2999", "73.08.99.9999")
    answers = {code: send(client, NEW, page, **typed, village_district=None, village=code) for code in codes}
    bodies = {plain(response).replace(code, "") for code, response in answers.items()}
    assert [refusals(response) for response in answers.values()] == [{"village": ["unknown_region"]}] * 3
    assert len(bodies) == 1
    assert everything() == before
    foreign = fill(client_of(cast.penfui), NEW, **TYPED, no_nik_reason="unknown", village=BIRU, village_id=BIRU)
    assert refusals(foreign) == {"village": ["unknown_region"]}
    assert everything() == before


def test_the_button_for_the_next_list_of_places_judges_nothing_and_keeps_what_was_typed(cast, client_of):
    client, before = client_of(cast.dinas_bone), everything()
    page = client.get(NEW)
    wrong = {"full_name": "Yuliana 7", "nik": "123", "birth_date": "31/02/1990", "phone": "x", "sex": "P"}
    answer = send(client, NEW, page, **wrong, village_district="73.08.21", education_completed=None, _pick="1")
    kept = controls(answer)
    assert (answer.status_code, answer.context["form"].is_bound) == (200, False)
    assert {name: kept[name][0] for name in wrong} == wrong
    assert kept["client_key"] == controls(page)["client_key"]
    assert "73.08.21.1001" in answer.content.decode()
    assert "education_completed" not in kept, "a box that was cleared stays clear"
    person = factories.person("Marta Boru", BIRU)
    edit = reverse("people:update", args=[person.pk])
    again = controls(fill(client, edit, nik=NIK, kk_number="5301080102030004", rt="x", _pick="1"))
    assert (again["nik"], again["kk_number"], again["rt"]) == ([NIK], ["5301080102030004"], ["x"])
    person.refresh_from_db()
    assert (person.version, Person.objects.count(), Submission.objects.count()) == (1, 1, before["accounts.Submission"])
