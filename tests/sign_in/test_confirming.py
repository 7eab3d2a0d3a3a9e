"""The password once more: asked after a quarter of an hour, counted as at the door, never kept."""

import pytest
from django.contrib.auth import get_user
from django.test import RequestFactory

from tests.factories import PASSWORD
from tests.sign_in.door import MINUTE, pass_time, signed_in
from wksbm.accounts.confirming import ConfirmingMixin, confirm, confirmed_lately
from wksbm.accounts.models import User
from wksbm.formfields import LineFormField
from wksbm.forms import HouseForm

pytestmark = pytest.mark.django_db


class ReasonForm(ConfirmingMixin, HouseForm):
    reason = LineFormField(min_length=5)


def request_of(client, **posted):
    request = RequestFactory().post("/", posted)
    request.session = client.session
    request.user = get_user(request)
    return request


def form(request) -> ReasonForm:
    return ReasonForm(request.POST, user=request.user, request=request)


def test_it_asks_only_when_the_password_was_not_typed_lately(cast):
    client = signed_in("desa.biru")
    assert "password" not in form(request_of(client)).fields
    pass_time(client, 14 * MINUTE)
    assert "password" not in form(request_of(client)).fields
    pass_time(client, 1 * MINUTE)
    assert "password" in form(request_of(client)).fields


def test_a_session_that_never_typed_it_is_asked(cast, client_of):
    assert not confirmed_lately(request_of(client_of(cast.biru)))


def test_what_another_account_typed_in_this_session_counts_for_nothing(cast, client_of):
    request = request_of(client_of(cast.biru))
    assert confirm(request, PASSWORD)
    request.user = cast.watampone
    assert not confirmed_lately(request)


def test_the_password_of_somebody_else_is_wrong(cast, client_of):
    cast.watampone.set_password("perahu tenun hujan")
    cast.watampone.save()
    request = request_of(client_of(cast.biru))
    assert not confirm(request, "perahu tenun hujan")


def test_a_right_one_is_not_asked_again_and_stands_nowhere(cast, client_of):
    request = request_of(client_of(cast.biru), password=PASSWORD, reason="x")
    first = form(request)
    assert list(first.errors) == ["reason"]
    assert "password" not in first.fields
    assert "password" not in first.cleaned_data
    assert PASSWORD not in str(dict(request.session.items()))
    again = form(request_of_same(request, reason="cukup panjang"))
    assert again.is_valid()
    assert again.cleaned_data == {"reason": "cukup panjang"}


def request_of_same(request, **posted):
    again = RequestFactory().post("/", posted)
    again.session, again.user = request.session, request.user
    return again


@pytest.mark.parametrize("typed", ["salah", "", " ", "x" * 129, PASSWORD.upper()])
def test_a_wrong_or_empty_one_is_refused_and_asked_again(cast, client_of, typed):
    found = form(request_of(client_of(cast.biru), password=typed, reason="cukup panjang"))
    assert list(found.errors) == ["password"]
    assert "password" in found.fields


def test_an_empty_one_is_not_counted_as_a_try(cast, client_of, django_assert_num_queries):
    request = request_of(client_of(cast.biru))
    str(request.user)
    with django_assert_num_queries(0):
        assert not confirm(request, "")


@pytest.fixture
def late(cast):
    """A browser of the Dinas that has typed its password long ago."""
    client = signed_in("dinas.bone")
    pass_time(client, 16 * MINUTE)
    return client


def test_who_pressed_the_button_for_a_new_password_is_asked_without_a_word_of_a_mistake(cast, late):
    page = late.post(f"/akun/{cast.biru.pk}/sandi/").content.decode()
    assert 'name="password"' in page
    assert "is-invalid" not in page
    assert 'role="alert"' not in page
    assert User.objects.get(pk=cast.biru.pk).check_password(PASSWORD), "nothing was given yet"


def test_what_is_typed_there_is_judged(cast, late):
    page = late.post(f"/akun/{cast.biru.pk}/sandi/", {"password": ""}).content.decode()
    assert "is-invalid" in page
    assert late.post(f"/akun/{cast.biru.pk}/sandi/", {"password": PASSWORD}).url == cast.biru.get_absolute_url()
