"""What lies in the database: nothing of a case in the clear, and no key between it and any ordinary record."""

from datetime import date

import pytest
from django.apps import apps

from activities.models import MotivationNote
from beneficiaries.models import SealedCase
from beneficiaries.sealed import Content, about, add_note, close, confirm, entries
from tests import factories
from tests.factories import BIRU
from tests.sealed.cases import RECEIPT, WORDS, case, dump, open_case, send
from wksbm.actor import acting_as
from wksbm.fields import SealedField

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("kinds")]

TABLES = (SealedCase, SealedCase.history.model)
MAY_BE_NAMED = {"regions.Region", "accounts.User"}


def test_a_case_has_no_key_but_to_its_place_and_its_people():
    for model in TABLES:
        named = {field.related_model._meta.label for field in model._meta.get_fields() if field.is_relation}
        assert named - {"beneficiaries.SealedCase", "beneficiaries.HistoricalSealedCase"} <= MAY_BE_NAMED


def test_no_record_has_a_key_to_a_case():
    pointing = {
        f"{model._meta.label}.{field.name}"
        for model in apps.get_models(include_auto_created=True)
        for field in model._meta.get_fields()
        if field.concrete and field.is_relation and field.related_model in TABLES and model not in TABLES
    }
    assert pointing == set()


def test_what_a_case_says_is_sealed_in_its_table_and_its_history():
    for model in TABLES:
        clear = {field.name for field in model._meta.concrete_fields if not isinstance(field, SealedField)}
        assert {"content", "notes"} & clear == set()
        assert clear >= {"receipt", "village", "person_index", "received_on", "sent_by", "status", "decided_on"}
        assert {name for name in clear if not name.startswith("history_")} == {
            "id", "version", "receipt", "village", "person_index", "received_on", "sent_by", "status", "decided_on"
        }  # fmt: skip


def test_no_table_holds_a_word_of_it_from_sending_to_closing(cast, client_of, dinas_cleared):
    client = client_of(cast.biru)
    send(client)
    client.get(RECEIPT)
    row = SealedCase.objects.get()
    cleared = client_of(dinas_cleared)
    assert WORDS[0] in open_case(cleared, row).content.decode()
    url = row.get_absolute_url()
    page = cleared.get(f"{url}pastikan/")
    key = page.context["client_key"]
    answer = cleared.post(f"{url}pastikan/", {"kinds": ["PMKS-16"], "text": "periksa darah", "client_key": key})
    assert answer.status_code == 302
    key = cleared.get(f"{url}catatan/").context["client_key"]
    assert cleared.post(f"{url}catatan/", {"text": "bertemu bidan", "client_key": key}).status_code == 302
    key = cleared.get(f"{url}tutup/").context["client_key"]
    assert cleared.post(f"{url}tutup/", {"text": "pindah ke rumah aman", "client_key": key}).status_code == 302
    row.refresh_from_db()
    assert [entry.text for entry in entries(row)] == ["periksa darah", "bertemu bidan", "pindah ke rumah aman"]
    text = dump()
    assert row.receipt in text
    words = [*WORDS[:5], "periksa darah", "bertemu bidan", "rumah aman"]
    assert [word for word in words if word in text] == []
    # Kinds are codes of a public list: none of them stands in a row of the case, its history or the log.
    rows = [line for line in text.splitlines() if line.startswith(("beneficiaries_sealed", "beneficiaries_historicals",
            "accounts_accesslog", "django_session", "accounts_submission"))]  # fmt: skip
    assert len([line for line in rows if "sealedcase" in line]) == 5
    assert [line for line in rows if "PMKS-1" in line] == []


def test_a_private_note_lies_sealed_too(cast):
    activity = factories.activity(cast.group, by=cast.lina, kind="motivation")
    MotivationNote(activity=activity, author=cast.lina, text="dia menangis").save()
    assert "menangis" not in dump()


def test_the_cases_of_a_person_are_found_by_nik_and_without_one_by_opening(cast):
    nik = factories.new_nik()
    person = factories.person("Sitti Aminah", BIRU, nik=nik)
    nameless = factories.person("Orang Lain", BIRU)
    by_nik, by_number = case(cast.biru, nik=nik), case(cast.biru, person=nameless.pk)
    case(cast.biru, name="Sitti Aminah")
    assert about(person) == [by_nik]
    assert about(nameless) == [by_number]


def test_what_an_erasure_blanked_is_empty_and_counts_on_without_words(cast):
    row = case(cast.biru)
    row.content = row.notes = ""
    assert (Content.of(row), entries(row)) == (Content(), [])


def test_each_step_leaves_one_history_row_with_its_person(cast, dinas_cleared):
    with acting_as(cast.biru):
        row = case(cast.biru)
    with acting_as(dinas_cleared):
        add_note(row, text="ditemui", by=dinas_cleared)
        confirm(row, kinds=["PMKS-19"], text="benar", by=dinas_cleared, on=date(2026, 3, 1))
        close(row, text="selesai", by=dinas_cleared, on=date(2026, 9, 1))
    history = row.history.order_by("history_id").values_list("history_user__username", "history_role", "status")
    assert list(history) == [
        ("desa.biru", "village", "waiting"),
        ("dinas.rahasia", "dinas_c", "waiting"),
        ("dinas.rahasia", "dinas_c", "confirmed"),
        ("dinas.rahasia", "dinas_c", "closed"),
    ]
    assert set(row.history.values_list("history_change_reason", flat=True)) == {None}
    assert (row.decided_on, Content.of(row).confirmed_on) == (date(2026, 9, 1), "2026-03-01")
