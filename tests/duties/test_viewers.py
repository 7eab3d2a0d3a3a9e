"""Viewers: camat, lurah, regency and province read the recaps of their area and nothing else."""

import pytest
from django.urls import reverse

from tests import factories
from tests.factories import BIRU, BONE, KUPANG, PASSWORD, TANETE_RIATTANG
from tests.screens.pages import fill, refusals
from wksbm.accounts.models import User

pytestmark = pytest.mark.django_db
TYPED = {"full_name": "Andi Camat", "role": "viewer", "password": PASSWORD, "region_district": None}
CLOSED = ("groups:list", "people:list", "members:list", "beneficiaries:list", "activities:list", "accounts:list",
          "accounts:ending", "accounts:log", "people:find", "beneficiaries:find", "groups:new-leader")  # fmt: skip


@pytest.mark.parametrize("region", [BIRU, TANETE_RIATTANG, BONE])
def test_the_dinas_gives_viewers_of_every_level_of_its_regency(cast, client_of, region):
    made = fill(client_of(cast.dinas_bone), "/akun/baru/", **TYPED, region=region)
    viewer = User.objects.get(full_name="Andi Camat")
    assert (made.status_code, viewer.duties.get().region_id, viewer.duties.get().role) == (302, region, "viewer")


def test_the_province_is_given_by_the_administrator_alone(cast, client_of):
    refused = [fill(client_of(cast.dinas_bone), "/akun/baru/", **TYPED, region=code) for code in ("73", KUPANG)]
    assert [list(refusals(answer)) for answer in refused] == [["region"]] * 2
    fill(client_of(cast.admin), "/akun/baru/", **TYPED, region_province="73")
    assert User.objects.get(full_name="Andi Camat").duties.get().region_id == "73"


@pytest.mark.parametrize("region", ["73", BONE, TANETE_RIATTANG, BIRU])
def test_a_viewer_sees_recaps_only(cast, client_of, region):
    group = factories.group("Arisan Biru", BIRU, kind="kps")
    person = factories.person("Siti Rahasia", BIRU)
    viewer = client_of(factories.user("pembaca", "viewer", region))
    home = viewer.get("/")
    assert home.templates[0].name == "shell/home_viewer.html"
    assert [item["url"] for item in home.context["menu"]] == ["/", reverse("reports:index")]
    pages = [reverse(name) for name in CLOSED] + [group.get_absolute_url(), person.get_absolute_url()]
    assert {viewer.get(page).status_code for page in pages} == {404}
    recaps = [reverse(f"reports:{name}") for name in ("index", "pmks", "groups")]
    bodies = [viewer.get(page, {"region": region}) for page in recaps]
    assert {answer.status_code for answer in bodies} == {200}
    assert not any("Siti Rahasia" in answer.content.decode() for answer in bodies)


def test_a_viewer_reads_no_other_regency(cast, client_of):
    inside = client_of(cast.camat).get(reverse("reports:pmks"), {"region": TANETE_RIATTANG})
    outside = client_of(cast.camat).get(reverse("reports:pmks"), {"region": "53.01.08"})
    assert (bool(inside.context["tables"]), bool(outside.context["tables"])) == (True, False)
