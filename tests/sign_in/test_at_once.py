"""Many tries in the same moment get no more of them: the counts are rows, and each try waits for the one before."""

from datetime import timedelta

import pytest
from axes.models import AccessAttempt
from django.test import Client
from django.utils import timezone

from tests.parallel import at_once
from tests.screens.pages import fill
from tests.sign_in.door import CODE, MINUTE, PIN, UNLOCK, code, enrolled, factor_of, is_in, knock, pass_time, signed_in
from wksbm.accounts import second_factor
from wksbm.accounts.models import AccessLog, TrustedPhone

pytestmark = pytest.mark.django_db(transaction=True)
MANY = 12


def half_way(username: str) -> Client:
    client = Client()
    assert knock(client, username).url == CODE
    return client


def test_of_many_wrong_passwords_at_once_each_is_counted_and_the_lockout_is_logged_once(cast):
    answers = at_once([lambda: knock(Client(), "desa.biru", "salah").status_code for _try in range(MANY)])
    assert set(answers) <= {200, 429}
    assert AccessAttempt.objects.get().failures_since_start >= 8
    assert AccessLog.objects.filter(kind="locked_out").count() == 1
    assert knock(Client(), "desa.biru").status_code == 429


def test_a_code_that_is_sent_many_times_at_once_opens_one_door(cast):
    secret = enrolled(cast.biru)
    clients = [half_way("desa.biru") for _try in range(6)]
    now = code(secret)
    at_once([lambda client=client: client.post(CODE, {"code": now}).status_code for client in clients])
    assert [is_in(client) for client in clients].count(True) == 1


def test_a_recovery_code_too(cast):
    enrolled(cast.biru)
    clients = [half_way("desa.biru") for _try in range(6)]
    one = second_factor.recovery_codes(cast.biru)[0]
    at_once([lambda client=client: client.post(CODE, {"code": one}).status_code for client in clients])
    assert [is_in(client) for client in clients].count(True) == 1
    assert len(second_factor.recovery_codes(cast.biru)) == 9


def test_of_many_wrong_codes_at_once_no_more_than_eight_are_judged(cast):
    enrolled(cast.biru)
    clients = [half_way("desa.biru") for _try in range(MANY)]
    at_once([lambda client=client: client.post(CODE, {"code": "000000"}).status_code for client in clients])
    assert factor_of(cast.biru).data["wrong"] == 8
    assert AccessLog.objects.filter(kind="locked_out").count() == 1


def test_of_many_wrong_pins_at_once_the_fifth_is_the_last(cast):
    phone = signed_in("ketua.lina", own_phone="on")
    fill(phone, PIN, pin="740291", pin_again="740291")
    pass_time(phone, 31 * MINUTE)
    copies = [Client() for _try in range(MANY)]
    for copy in copies:
        copy.cookies["rukun_session"] = phone.cookies["rukun_session"].value
    tries = [lambda copy=copy: copy.post(UNLOCK, {"unlock_secret": "000000"}).status_code for copy in copies]
    answers = at_once(tries)
    assert answers.count(200) <= 4
    assert TrustedPhone.objects.count() == 0
    assert AccessLog.objects.filter(kind="locked_out").count() == 1
    assert not is_in(phone)


def test_two_who_set_the_second_step_up_at_once_get_one(cast):
    secrets = [second_factor.new_secret() for _try in range(3)]
    actions = [lambda secret=secret: second_factor.enrol(cast.biru, secret, code="") for secret in secrets]
    answers = at_once(actions, as_user=cast.biru)
    assert answers.count(None) == 1
    assert factor_of(cast.biru).data["secret"]


def test_old_counts_are_cleaned_away(cast):
    knock(Client(REMOTE_ADDR="192.0.2.1"), "desa.biru", "salah")
    AccessAttempt.objects.update(attempt_time=timezone.now() - timedelta(minutes=16))
    knock(Client(REMOTE_ADDR="192.0.2.2"), "desa.watampone", "salah")
    assert list(AccessAttempt.objects.values_list("username", flat=True)) == ["desa.watampone"]
