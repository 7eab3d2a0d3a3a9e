"""The code lists: complete, loaded as often as one likes, and gentle with what an office did itself."""

import io

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command

from activities.codes import load_skills
from activities.models import Skill
from beneficiaries.codes import load_categories, load_schemes
from beneficiaries.models import PmksCategory, Scheme
from groups.codes import load_group_types
from groups.models import GroupType
from tests import factories
from wksbm.accounts.models import User
from wksbm.accounts.system import Counts, keep_in_step, system_user
from wksbm.actor import acting_as

pytestmark = pytest.mark.django_db
TWO = [{"code": "tenun", "name": "Tenun"}, {"code": "jahit", "name": "Menjahit"}]


@pytest.fixture
def officer():
    with acting_as(system_user()):
        return factories.user("dinas.bone", "admin")


def outcome(rows) -> Counts:
    return keep_in_step(Skill, rows)


def test_the_papers_56_group_types_are_complete():
    assert load_group_types() == Counts(new=56, changed=0, retired=0, same=0)
    sections = list(GroupType.objects.values_list("section", flat=True))
    assert {name: sections.count(name) for name in sections} == {
        "Ekonomi": 6,
        "Agama": 4,
        "Pendidikan": 8,
        "Pranata Sosial": 9,
        "Kesehatan": 7,
        "Kewilayahan": 3,
        "KPS": 18,
        "WKSBM": 1,
    }
    assert GroupType.objects.first().code == "EKO-01"
    assert list(GroupType.objects.exclude(max_members=None).values_list("code", "max_members")) == [("PRS-21", 10)]
    assert not GroupType.objects.get(name="Masjid").is_group
    assert GroupType.objects.get(name="Arisan").is_group


def test_the_26_kinds_of_pmks_have_their_rules():
    load_schemes()
    assert load_categories() == Counts(new=26, changed=0, retired=0, same=0)
    assert Scheme.objects.count() == 5
    assert list(PmksCategory.objects.values_list("number", flat=True)) == list(range(1, 27))
    prse = PmksCategory.objects.get(code="PMKS-23")
    assert (prse.scheme.code, prse.abbreviation, prse.age_min, prse.age_max, prse.sex) == (
        "2012_26",
        "PRSE",
        18,
        59,
        "P",
    )
    assert PmksCategory.objects.get(code="PMKS-08").age_max is None
    assert PmksCategory.objects.get(code="PMKS-25").unit == PmksCategory.Unit.FAMILY
    assert PmksCategory.objects.get(code="PMKS-14").unit == PmksCategory.Unit.GROUP
    sealed = PmksCategory.objects.filter(sensitivity=3).values_list("number", flat=True)
    assert list(sealed) == [3, 6, 7, 10, 14, 15, 16, 17, 18, 19]


def test_a_second_load_writes_nothing_at_all():
    call_command("load_codes", stdout=io.StringIO())
    before = [list(model.objects.values()) for model in (GroupType, Scheme, PmksCategory, Skill)]
    past = [model.history.count() for model in (GroupType, Scheme, PmksCategory, Skill, User)]
    assert load_group_types().same == 56
    assert load_skills() == Counts(0, 0, 0, 16)
    call_command("load_codes", stdout=io.StringIO())
    assert [list(model.objects.values()) for model in (GroupType, Scheme, PmksCategory, Skill)] == before
    assert [model.history.count() for model in (GroupType, Scheme, PmksCategory, Skill, User)] == past


def test_the_command_counts_what_it_did():
    out = io.StringIO()
    call_command("load_codes", stdout=out)
    assert [line.partition(":")[2].split()[0] for line in out.getvalue().splitlines()] == ["56", "5", "26", "16"]


def test_a_changed_row_is_updated_with_its_history():
    outcome(TWO)
    assert outcome([TWO[0], {"code": "jahit", "name": "Menjahit dan bordir"}]) == Counts(0, 1, 0, 1)
    row = Skill.objects.get(code="jahit")
    assert [(then.name, then.history_user.username) for then in row.history.all()] == [
        ("Menjahit dan bordir", "sistem"),
        ("Menjahit", "sistem"),
    ]


def test_a_row_that_vanished_is_retired_and_comes_back_with_it():
    outcome(TWO)
    assert outcome(TWO[:1]) == Counts(0, 0, 1, 1)
    assert Skill.objects.get(code="jahit").retired
    assert outcome(TWO[:1]) == Counts(0, 0, 0, 1)
    assert outcome(TWO) == Counts(0, 1, 0, 1)
    assert not Skill.objects.get(code="jahit").retired


def test_a_code_that_an_office_added_stays(officer):
    outcome(TWO)
    with acting_as(officer):
        Skill(code="gerabah", name="Gerabah").save()
    assert outcome(TWO) == Counts(0, 0, 0, 2)
    assert not Skill.objects.get(code="gerabah").retired


def test_a_code_that_an_office_retired_stays_retired(officer):
    outcome(TWO)
    row = Skill.objects.get(code="jahit")
    row.retired = True
    with acting_as(officer):
        row.save()
    assert outcome(TWO) == Counts(0, 0, 0, 2)
    assert outcome([TWO[0], {"code": "jahit", "name": "Jahit"}]) == Counts(0, 1, 0, 1)
    assert outcome(TWO) == Counts(0, 1, 0, 1)
    assert Skill.objects.get(code="jahit").retired


def test_a_row_that_does_not_fit_leaves_the_list_as_it_was():
    with pytest.raises(ValidationError):
        outcome([*TWO, {"code": "kosong", "name": ""}])
    assert not Skill.objects.exists()


def test_the_systems_account_is_its_own_author_and_opens_no_door():
    system = system_user()
    assert system.history.get().history_user == system
    assert (system.username, system.is_active, system.has_usable_password()) == ("sistem", False, False)
    assert system_user() == system
