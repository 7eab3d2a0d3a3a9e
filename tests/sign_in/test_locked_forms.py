"""A form that meets a locked screen is carried through the unlock page and sent as it was: nothing typed is lost."""

import logging
from urllib.parse import unquote

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.factories import PASSWORD
from tests.screens.pages import controls, everything, fill, refusals
from tests.sign_in.door import MINUTE, UNLOCK, pass_time, signed_in
from wksbm.accounts.models import Submission
from wksbm.people.models import Person

pytestmark = pytest.mark.django_db
NEW = "/warga/baru/"
TYPED = {"full_name": "Yuliana Tefa", "sex": "P", "no_nik_reason": "unknown", "address": 'Jl. <b>Timor</b> & "5"'}


def half_filled(client) -> dict:
    """The form of a new person as the browser sends it, with some lines typed."""
    return controls(client.get(NEW)) | {name: [value] for name, value in TYPED.items()}


def locked_page(client, path: str = NEW, **typed):
    """What answers the form after half an hour."""
    data = half_filled(client) | typed
    pass_time(client, 31 * MINUTE)
    return client.post(path, data), data


def without_token(fields: dict) -> dict:
    own = ("unlock_", "csrfmiddlewaretoken")
    return {name: values for name, values in fields.items() if not name.startswith(own)}


def unlock(client, page, password: str = PASSWORD, **kwargs):
    return client.post(UNLOCK, controls(page) | {"unlock_secret": password}, **kwargs)


def test_a_form_that_meets_the_lock_is_kept_word_for_word_and_nothing_is_saved(cast):
    client = signed_in("desa.biru")
    before = everything()
    page, data = locked_page(client)
    assert page.status_code == 423
    assert everything() == before
    carried = controls(page)
    assert carried["unlock_next"] == [NEW]
    assert without_token(carried) == without_token(data)


def test_after_the_right_password_the_browser_sends_it_on(cast):
    client = signed_in("desa.biru")
    page, _data = locked_page(client)
    answer = unlock(client, page)
    assert (answer.status_code, answer.url) == (307, NEW)
    saved = unlock(client, page, follow=True)
    assert saved.redirect_chain[0] == (NEW, 307)
    person = Person.objects.get()
    assert saved.redirect_chain[-1] == (person.get_absolute_url(), 302)
    assert (person.full_name, person.address) == (TYPED["full_name"], TYPED["address"])
    assert person.history.first().history_user == cast.biru


def test_the_address_keeps_its_parameters(cast):
    client = signed_in("desa.biru")
    page, _data = locked_page(client, f"{NEW}?name=yuli&x=a%26b")
    assert unquote(unlock(client, page).url) == f"{NEW}?name=yuli&x=a&b"


def test_wrong_passwords_on_the_way_lose_nothing_not_even_the_last_one(cast):
    client = signed_in("desa.biru")
    page, data = locked_page(client)
    first = controls(page)
    for number in range(8):
        page = unlock(client, page, f"salah-{number}")
        assert f"salah-{number}" not in page.content.decode()
        assert without_token(controls(page)) == without_token(first) == without_token(data)
    assert page.status_code == 429


def test_the_password_reaches_neither_the_form_nor_the_key_of_the_submission_nor_a_log(cast, caplog):
    """The same form sent again without a lock is the same submission: the lock left no trace in it."""
    client = signed_in("desa.biru")
    with caplog.at_level(logging.DEBUG):
        page, data = locked_page(client)
        unlock(client, page, follow=True)
    assert PASSWORD not in caplog.text
    assert Submission.objects.count() == 1
    again = client.post(NEW, data)
    assert again.url == Person.objects.get().get_absolute_url()
    assert (Person.objects.count(), Submission.objects.count()) == (1, 1)


def test_no_view_sees_the_fields_of_the_lock(cast):
    client = signed_in("desa.biru")
    page, _data = locked_page(client, full_name=[""])
    refused = unlock(client, page, follow=True)
    assert "full_name" in refusals(refused)
    assert PASSWORD not in refused.content.decode()
    assert not [name for name in refused.context["form"].data if name.startswith("unlock_")]
    assert refused.context["form"]["address"].value() == TYPED["address"]


def test_passwords_and_tokens_that_the_form_held_are_not_written_into_the_page(cast):
    client = signed_in("dinas.kupang")
    pass_time(client, 31 * MINUTE)
    typed = {"format": "xlsx", "nik": "full", "reason": "usulan KUBE tahun 2027", "password": "rahasia-dapur-77"}
    page = client.post("/anggota/ekspor/", typed)
    assert "rahasia-dapur-77" not in page.content.decode()
    answer = unlock(client, page, follow=True)
    assert list(answer.context["form"].errors) == ["password"], "asked again, since it is asked every time"
    assert answer.context["form"]["reason"].value() == typed["reason"]


def test_a_file_is_chosen_once_more_and_nothing_is_saved_without_it(cast):
    client = signed_in("desa.biru")
    data = half_filled(client) | {"scan": SimpleUploadedFile("ktp.jpg", b"x")}
    pass_time(client, 31 * MINUTE)
    page = client.post(NEW, data)
    assert page.context["lost_file"]
    back = unlock(client, page, follow=True)
    assert back.status_code == 200
    assert Person.objects.count() == 0
    assert back.context["form"]["full_name"].value() == TYPED["full_name"]


def test_a_form_without_a_field_is_sent_on_too(cast):
    client = signed_in("desa.biru")
    pass_time(client, 31 * MINUTE)
    page = client.post("/akun/saya/keluar-semua/")
    assert unlock(client, page).status_code == 307


def test_a_second_tap_on_unlock_sends_the_form_on_and_makes_no_second_record(cast):
    client = signed_in("desa.biru")
    page, _data = locked_page(client)
    assert [unlock(client, page, follow=True).status_code for _tap in range(2)] == [200, 200]
    assert Person.objects.count() == 1


def test_a_form_of_another_site_does_not_get_as_far_as_the_lock(cast):
    client = Client(enforce_csrf_checks=True)
    client.force_login(cast.biru)
    pass_time(client, 31 * MINUTE)
    answer = client.post(NEW, TYPED)
    assert answer.status_code == 403
    assert "Yuliana" not in answer.content.decode()


def test_with_the_token_of_the_lock_page_the_form_passes(cast):
    client = Client(enforce_csrf_checks=True)
    client.force_login(cast.biru)
    data = half_filled(client)
    pass_time(client, 31 * MINUTE)
    page = client.post(NEW, data)
    assert unlock(client, page, follow=True).status_code == 200
    assert Person.objects.count() == 1


def test_filling_in_an_unlocked_session_never_shows_the_lock(cast):
    client = signed_in("desa.biru")
    assert fill(client, NEW, **TYPED).status_code == 302
