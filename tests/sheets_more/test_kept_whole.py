"""What an undoing keeps it keeps whole: a KUBE with its programme, an activity with the roster of its day."""

import pytest

from activities.models import Activity
from activities.services import correct_activity
from groups.models import Kube, SocialGroup
from tests import factories
from tests.factories import BIRU
from tests.sheets_more.running import Run
from wksbm.actor import acting_as

pytestmark = pytest.mark.django_db
GROUPS = ["Nama kelompok", "Bentuk", "Kode desa"]
ACTIVITIES = ["Tanggal", "Jenis kegiatan", "Kelompok", "Desa"]


def use(group: SocialGroup) -> None:
    factories.membership(factories.person("Ani", BIRU), group)


def correct(group: SocialGroup) -> None:
    group.phone = "+6281234567890"
    group.save()


@pytest.mark.parametrize(("meanwhile", "outcome"), [(use, "used"), (correct, "edited")])
def test_a_kube_that_stays_keeps_its_programme(cast, meanwhile, outcome):
    run = Run(cast.dinas_bone, "groups", GROUPS, ["Mekar Sari", "KUBE", BIRU], ["Melati", "KUBE", BIRU])
    run.write()
    group = SocialGroup.objects.get(name="Mekar Sari")
    meanwhile(group)
    assert run.undo() == {"reversed": 2, outcome: 1, "belongs": 1}
    assert Kube.objects.get(group__village=BIRU).group == group


@pytest.mark.parametrize("meanwhile", [None, correct])
def test_a_group_that_became_a_kube_is_one_with_its_programme_or_none_at_all(cast, meanwhile):
    group = factories.group("Mekar Sari", BIRU, kind="wksbm")
    run = Run(cast.dinas_bone, "groups", ["No registri", *GROUPS], [group.pk, "Mekar Sari", "KUBE", BIRU])
    run.write()
    group.refresh_from_db()
    assert (group.kind, Kube.objects.filter(group=group).count()) == ("kube", 1)
    if meanwhile:
        meanwhile(group)
    assert run.undo() == ({"edited": 1, "belongs": 1} if meanwhile else {"reversed": 2})
    group.refresh_from_db()
    assert (group.kind, Kube.objects.filter(group=group).count()) == (("kube", 1) if meanwhile else ("wksbm", 0))


def test_an_activity_that_stays_keeps_its_roster(cast):
    group = factories.group("Melati", BIRU)
    ani, *_others = (factories.membership(factories.person(name, BIRU), group) for name in ("Ani", "Ida", "Eni"))
    days = "21/11/2025", "22/11/2025"
    run = Run(cast.dinas_bone, "activities", ACTIVITIES, *([day, "rapat", "Melati", "Biru"] for day in days))
    run.write()
    activity = Activity.objects.earliest("date")
    with acting_as(cast.biru):
        correct_activity(activity, marks={ani.pk: "present"}, by=cast.biru)
    assert run.undo() == {"reversed": 4, "edited": 2, "belongs": 2}
    assert Activity.objects.get() == activity
    assert activity.attendance.count() == 3
