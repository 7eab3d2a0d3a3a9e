"""Loading the demo: its accounts, once, and never over what somebody has changed."""

from datetime import date

import pytest
from django.apps import apps

from beneficiaries.models import Classification, SealedCase
from beneficiaries.sealed import Content
from groups.models import SocialGroup
from members.models import Membership
from members.services import leave
from reports.demo.accounts import described
from reports.demo.load import load_demo
from reports.recaps import pmks
from wksbm.accounts.models import Duty, User
from wksbm.accounts.system import DEMO_PASSWORD
from wksbm.actor import acting_as
from wksbm.people.models import Person
from wksbm.regions.models import Region

pytestmark = pytest.mark.usefixtures("demo")
ACCOUNTS = {
    "ketua.rindu": ("leader", ""),
    "ketua.mekar": ("leader", ""),
    "ketua.wargarukun": ("leader", ""),
    "desa.penfui": ("village", "53.01.08.2011"),
    "desa.sorosutan": ("village", "34.71.13.1006"),
    "desa.biru": ("village", "73.08.21.1001"),
    "desa.watampone": ("village", "73.08.21.1003"),
    "desa.nonaktif": ("village", "73.08.21.1001"),
    "tksk.kupangtengah": ("tksk", "53.01.08"),
    "tksk.tanete": ("tksk", "73.08.21"),
    "tksk.rahasia": ("tksk_c", "73.08.21"),
    "camat.tanete": ("viewer", "73.08.21"),
    "dinas.kupang": ("dinas", "53.01"),
    "dinas.bone": ("dinas", "73.08"),
    "dinas.yogyakarta": ("dinas", "34.71"),
    "dinas.sukabumi": ("dinas", "32.02"),
    "dinas.rahasia": ("dinas_c", "73.08"),
    "admin": ("admin", ""),
}


def everything() -> dict[str, int]:
    return {model._meta.label: model._default_manager.count() for model in apps.get_models()}


def test_the_accounts_are_those_of_the_readme():
    users = {user.username: user for user in User.objects.exclude(username="sistem")}
    assert set(users) == {*ACCOUNTS, "desa.mantan"}
    for name, (role, region) in ACCOUNTS.items():
        user = users[name]
        assert user.roles == {role}, name
        assert [duty.region_id or "" for duty in user.duties_now] == ([region] if role != "leader" else []), name
        assert user.check_password(DEMO_PASSWORD)
        assert not user.must_change_password
    assert not users["desa.nonaktif"].is_active
    assert users["desa.mantan"].duties.get().ends_on == date(2026, 6, 30)
    assert {name for name, _words in described()} == set(users)


def test_each_leader_leads_his_group():
    led = {name: [row.name for row in User.objects.get(username=name).led_groups.values()] for name in ACCOUNTS}
    assert {name: groups for name, groups in led.items() if groups} == {
        "ketua.rindu": ["Rindu Sejahtera"],
        "ketua.mekar": ["Mekar Jaya"],
        "ketua.wargarukun": ["Warga Rukun"],
    }


@pytest.mark.parametrize("username", ["desa.biru", "desa.watampone"])
def test_the_officers_of_two_neighbouring_villages_have_something_to_see(username):
    officer = User.objects.get(username=username)
    cases = Classification.objects.visible_to(officer)
    assert SocialGroup.objects.visible_to(officer).count() == 3
    assert Person.objects.visible_to(officer).count() == 12
    assert cases.count() == 4
    assert set(cases.values_list("status", flat=True)) == {"proposed", "verified"}
    assert set(cases.values_list("category__sensitivity", flat=True)) == {0, 1, 2}


def test_loading_twice_changes_nothing():
    before = everything()
    assert load_demo() == []
    assert everything() == before


def test_what_somebody_changed_stays_changed():
    officer = User.objects.get(username="desa.penfui")
    with acting_as(officer):
        rindu = SocialGroup.objects.get(name="Rindu Sejahtera")
        rindu.name = "Rindu Sejahtera Jaya"
        rindu.save()
        leave(rindu.memberships.first(), by=officer, on=date(2026, 11, 1), reason="pindah")
        officer.set_password("sandi lain yang panjang")
        officer.save()
        Duty.objects.get(user__username="dinas.bone").save()
    before = everything()
    assert load_demo() == []
    assert everything() == before
    assert Membership.objects.filter(group=rindu, left_on=None).count() == 24
    assert not User.objects.get(pk=officer.pk).check_password(DEMO_PASSWORD)


def test_the_cleared_accounts_have_made_up_cases_to_open():
    for name, waiting in (("tksk.rahasia", 2), ("dinas.rahasia", 2), ("tksk.tanete", 0), ("desa.biru", 0)):
        cases = SealedCase.objects.visible_to(User.objects.get(username=name))
        assert cases.filter(status="waiting").count() == waiting, name
    contents = [Content.of(case) for case in SealedCase.objects.all()]
    assert len(contents) == 9
    assert {content.seen.startswith("Kasus rekaan untuk peragaan: ") for content in contents} == {True}
    assert {content.nik for content in contents} == {""}


def test_the_recap_of_the_demo_tells_sealed_kinds_in_words():
    region = Region.objects.get(pk="73.08.21")
    table = pmks.tables(User.objects.get(username="camat.tanete"), region, 2026)[-1]
    told = {row.short: row.total.words for row in table.guarded[0].rows}
    assert told["KTK"] == "≥5"
    assert set(told.values()) == {"≥5", "<5"}
    assert table.guarded[0].totals.total.words == "≥5"
