"""A duty goes over on a day: one act, one winner, both are told; duties about to end are extended in one field."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from tests import factories
from tests.duties.rows import written
from tests.factories import BIRU, PASSWORD, PENFUI
from tests.parallel import at_once
from tests.screens.pages import controls, fill, refusals, send
from wksbm.accounts.models import Duty, User
from wksbm.accounts.services import hand_over

TODAY = date.today()
PLAIN = {"reason": "Mutasi", "password": PASSWORD}


def url(verb: str, duty) -> str:
    return reverse(f"accounts:{verb}", args=[duty.pk])


def typed(day: date) -> str:
    return f"{day:%d/%m/%Y}"


def days(duty: Duty) -> tuple:
    duty.refresh_from_db()
    return duty.starts_on, duty.ends_on


@pytest.fixture
def duty(cast) -> Duty:
    return cast.biru.duties.get()


@pytest.mark.django_db
def test_a_duty_goes_over_to_a_new_account_in_one_act_and_both_are_told(cast, client_of, client, duty):
    dinas, day = client_of(cast.dinas_bone), TODAY + timedelta(days=3)
    made = fill(dinas, url("hand-over", duty), **PLAIN, on=typed(day), full_name="Sri Handayani", phone="081234567890")
    sri = User.objects.get(full_name="Sri Handayani")
    following = sri.duties.get()
    assert (made.url, sri.username) == (sri.get_absolute_url(), "desa.biru2")
    assert days(duty)[1] == day - timedelta(days=1)
    assert (following.role, following.region_id, *days(following)) == ("village", BIRU, day, None)
    rows = [row.history.latest() for row in (duty, following)]
    assert {(row.history_user, row.history_change_reason, row.history_role) for row in rows} == {
        (cast.dinas_bone, "Mutasi", "dinas")
    }
    assert dinas.get(made.url).context["given_password"]
    told = client_of(cast.biru).get("/").context["duty_news"]
    assert (len(told), "Sri Handayani" in told[0], typed(day - timedelta(days=1)) in told[0]) == (1, True, True)
    following.starts_on, sri.must_change_password = TODAY, False
    duty.ends_on = TODAY - timedelta(days=1)
    for row in (following, sri, duty):
        row.save()
    told = client_of(sri).get("/").context["duty_news"]
    assert (len(told), "Desa Biru" in told[0]) == (1, True)
    out = client_of(cast.biru).get("/", follow=True)
    assert (out.redirect_chain[0][0].split("?")[0], len(out.context["messages"])) == ("/masuk/", 1)


@pytest.mark.django_db
def test_a_duty_goes_over_to_an_account_that_is_there(cast, client_of, duty):
    cast.ended.phone = "+6281234567890"
    cast.ended.save()
    dinas = client_of(cast.dinas_bone)
    page = fill(dinas, url("hand-over", duty), **PLAIN, full_name="Ibu Lama", phone="081234567890")
    assert f"{url('hand-over', duty)}?username=desa.mantan" in page.content.decode(), "asked before a second account"
    done = fill(dinas, url("hand-over", duty), reason="Mutasi", username="desa.mantan", until="31/12/2099")
    assert done.url == cast.ended.get_absolute_url()
    following = cast.ended.duties.get(starts_on=TODAY + timedelta(days=1))
    assert (days(duty)[1], following.ends_on) == (TODAY, date(2099, 12, 31))
    assert User.objects.filter(full_name="Ibu Lama").count() == 0


@pytest.mark.django_db
def test_what_cannot_go_over_is_refused_and_nothing_is_written(cast, client_of, duty):
    double = factories.user("desa.dobel", "village", BIRU)
    factories.duty(double, "village", PENFUI)
    dinas, before, wrong = client_of(cast.dinas_bone), written(), {}
    page = dinas.get(url("hand-over", duty))
    person = PLAIN | {"full_name": "Sri Handayani"}
    cases = {
        "password": {"password": "salah"}, "reason": {"reason": ""}, "on": {"on": "01/01/2020"},
        "full_name": {"full_name": ""}, "username": {"username": "desa.penfui"}, "until": {"until": "besok"},
    }  # fmt: skip
    for field, value in cases.items():
        answer = send(dinas, url("hand-over", duty), page, **person | value)
        if list(refusals(answer)) != [field]:
            wrong[field] = refusals(answer)
    for name in ("desa.biru", "desa.nonaktif", "desa.dobel", "dinas.bone", "tidak.ada"):
        answer = send(dinas, url("hand-over", duty), page, **PLAIN, username=name)
        if list(refusals(answer)) != ["username"]:
            wrong[name] = refusals(answer)
    assert (wrong, written()) == ({}, before)
    refused = {"biru": 403, "watampone": 404, "tksk": 404, "lina": 404, "camat": 404, "dinas_kupang": 404}
    assert {who: client_of(getattr(cast, who)).get(url("hand-over", duty)).status_code for who in refused} == refused
    second = factories.user("dinas.bone2", "dinas", factories.BONE)
    assert dinas.get(url("hand-over", second.duties.get())).status_code == 403, "not his to give"
    assert dinas.get(url("hand-over", cast.ended.duties.get())).status_code == 403, "it has ended"


@pytest.mark.django_db
def test_a_duty_that_was_handed_over_goes_to_nobody_else(cast, client_of, duty):
    dinas = client_of(cast.dinas_bone)
    late = dinas.get(url("hand-over", duty))
    fill(dinas, url("hand-over", duty), **PLAIN, full_name="Sri Handayani")
    second = send(dinas, url("hand-over", duty), late, **PLAIN, full_name="Orang Kedua")
    third = fill(dinas, url("hand-over", duty), reason="lagi", full_name="Orang Ketiga", on=typed(TODAY))
    extended = fill(dinas, url("duty-extend", duty), until="31/12/2099")
    assert [list(refusals(answer)) for answer in (second, third, extended)] == [["__all__"]] * 3
    assert days(duty)[1] == TODAY
    assert User.objects.filter(full_name__startswith="Orang").count() == 0


@pytest.mark.django_db
def test_a_duty_that_was_changed_after_the_page_was_read_is_looked_at_again(cast, client_of, duty):
    dinas = client_of(cast.dinas_bone)
    page = dinas.get(url("hand-over", duty))
    duty.ends_on = date(2099, 12, 31)
    duty.save()
    late = send(dinas, url("hand-over", duty), page, **PLAIN, full_name="Sri Handayani")
    assert (list(refusals(late)), days(duty)[1]) == (["__all__"], date(2099, 12, 31))
    assert User.objects.filter(full_name="Sri Handayani").count() == 0
    assert send(dinas, url("hand-over", duty), late, reason="Mutasi", full_name="Sri Handayani").status_code == 302


@pytest.mark.django_db(transaction=True)
def test_of_two_hand_overs_at_once_one_wins(cast, duty):
    takers = [factories.user(f"desa.pengganti{number}") for number in (1, 2)]
    for taker in takers:
        factories.duty(taker, "village", BIRU, ends_on=date(2021, 12, 31))
    facts = {"on": TODAY + timedelta(days=1), "until": None, "version": duty.version, "by": cast.dinas_bone}
    verbs = [
        lambda taker=taker: hand_over(Duty.objects.get(pk=duty.pk), to=taker, reason="Mutasi", **facts)
        for taker in takers
    ]
    outcomes = at_once(verbs, as_user=cast.dinas_bone)
    assert sorted(type(outcome) for outcome in outcomes if not isinstance(outcome, Duty)) == [ValidationError]
    assert Duty.objects.filter(region=BIRU, starts_on=facts["on"]).count() == 1
    assert days(duty)[1] == TODAY


@pytest.mark.django_db
def test_duties_about_to_end_stand_on_the_board_and_are_extended_in_one_field(cast, client_of, duty):
    duty.ends_on = TODAY + timedelta(days=30)
    duty.save()
    later = factories.user("desa.nanti", "village", BIRU, ends_on=TODAY + timedelta(days=31))
    factories.user("desa.kupang", "village", PENFUI, ends_on=TODAY + timedelta(days=3))
    dinas = client_of(cast.dinas_bone)
    tasks = {task.url: task.count for task in dinas.get("/").context["tasks"]}
    assert tasks["/akun/tugas/"] == 1
    assert dinas.get("/akun/tugas/").context["rows"] == [(duty, True)]
    assert [row.user.username for row, _may in client_of(cast.admin).get("/").context["ending"]] == [
        "desa.kupang", "desa.biru",
    ]  # fmt: skip
    page = dinas.get(url("duty-extend", duty))
    assert set(controls(page)) - {"csrfmiddlewaretoken", "duty_version", "password"} == {"until"}
    before = typed(TODAY + timedelta(days=30))
    assert list(refusals(send(dinas, url("duty-extend", duty), page, until=before, password=PASSWORD))) == ["until"]
    assert fill(dinas, url("duty-extend", duty), until="31/12/2099").url == cast.biru.get_absolute_url()
    assert days(duty)[1] == date(2099, 12, 31)
    assert dinas.get("/akun/tugas/").context["count"] == 0
    assert later.duties.get().ends_on == TODAY + timedelta(days=31)
    assert list(refusals(fill(dinas, url("duty-extend", cast.tksk.duties.get()), until="31/12/2099"))) == ["until"]


@pytest.mark.django_db
def test_a_duty_is_given_and_ended_and_without_one_the_account_is_out(cast, client_of, duty):
    dinas, officer, yesterday = client_of(cast.dinas_bone), client_of(cast.biru), TODAY - timedelta(days=2)
    give = reverse("accounts:duty-create", args=[cast.biru.pk])
    asked = {"role": "tksk", "region": "", "region_district": factories.TANETE_RIATTANG, "starts_on": "01/01/2024"}
    fill(dinas, give, **asked, password=PASSWORD)
    assert sorted(cast.biru.duties.values_list("role", "region")) == [
        ("tksk", factories.TANETE_RIATTANG), ("village", BIRU),
    ]  # fmt: skip
    assert list(refusals(fill(dinas, give, **asked))) == ["__all__"], "not twice in the same days"
    assert officer.get("/").status_code == 200
    for row in cast.biru.duties.all():
        assert fill(dinas, url("duty-end", row), on=typed(yesterday)).url == cast.biru.get_absolute_url()
    assert set(cast.biru.duties.values_list("version", flat=True)) == {2}
    assert {row.history.latest().history_user for row in cast.biru.duties.all()} == {cast.dinas_bone}
    out = officer.get("/warga/", follow=True)
    assert [message.level_tag for message in out.context["messages"]] == ["info"]
    assert "_auth_user_id" not in officer.session
    assert dinas.get(url("duty-end", duty)).status_code == 403, "ending what has ended revives nothing"
