"""The thin admin: code lists and look-up lists of the own area; of people it knows nothing. Its traps: tests/access."""

import pytest

from groups.models import GroupType
from tests import factories
from tests.factories import BIRU, PENFUI
from tests.screens.pages import everything, fill, send

pytestmark = pytest.mark.django_db


def listed(client, path: str, **query) -> list[str]:
    page = client.get(f"/admin/{path}/", query)
    return sorted(str(row) for row in page.context["cl"].result_list)


def test_to_whom_the_admin_is_nothing_it_does_not_exist(cast, client_of, client):
    paths = ["/admin/", "/admin/accounts/user/", "/admin/groups/grouptype/", "/admin/groups/grouptype/add/", "/admin/jsi18n/",
             f"/admin/accounts/user/{cast.biru.pk}/change/", "/admin/nothing/"]  # fmt: skip
    for who in ("lina", "tksk", "tksk_cleared", "camat"):
        answers = [client_of(getattr(cast, who)).get(path) for path in paths]
        assert {answer.status_code for answer in answers} == {404}, who
        assert {answer.templates[0].name for answer in answers} == {"errors/404.html"}
    assert client.get("/admin/").url.startswith("/masuk/")
    assert client.get("/admin/accounts/user/").url.startswith("/masuk/")
    for path in ("/admin/autocomplete/?app_label=people&model_name=person&field_name=village&term=a", "/admin/r/1/1/",
                 "/admin/login/", "/admin/logout/", "/admin/password_change/", "/admin/people/person/", "/admin/people/",
                 "/admin/members/membership/", "/admin/beneficiaries/classification/", "/admin/accounts/accesslog/",
                 f"/admin/accounts/user/{cast.biru.pk}/password/", "/admin/groups/grouptype/import/",
                 "/admin/groups/grouptype/export/"):  # fmt: skip
        assert client_of(cast.admin).get(path).status_code in (302, 404), path
        followed = client_of(cast.admin).get(path, follow=True)
        assert followed.status_code == 404 or followed.redirect_chain[-1][0] in (
            "/admin/",
            "/admin/groups/grouptype/",
        ), path


def test_the_lists_hold_the_own_area(cast, client_of):
    inside, outside = factories.group("Arisan Biru", BIRU, kind="kps"), cast.group
    factories.activity(inside, by=cast.biru, place="Balai Biru")
    far = factories.activity(outside, by=cast.lina, place="Balai Penfui")
    dinas, village, boss = client_of(cast.dinas_bone), client_of(cast.biru), client_of(cast.admin)
    assert listed(dinas, "groups/socialgroup") == listed(village, "groups/socialgroup") == ["Arisan Biru"]
    assert listed(boss, "groups/socialgroup") == ["Arisan Biru", "Rindu Sejahtera"]
    assert listed(village, "accounts/user") == ["Desa Biru"], "a village keeps leaders' accounts alone"
    assert "Ketua" not in str(listed(dinas, "accounts/user")) + str(listed(dinas, "accounts/duty"))
    assert len(listed(dinas, "accounts/duty")) == len(listed(dinas, "accounts/user")) == 8
    assert len(listed(dinas, "activities/activity")) == 1
    hidden = [f"groups/socialgroup/{outside.pk}", f"accounts/user/{cast.penfui.pk}", f"activities/activity/{far.pk}",
              f"accounts/duty/{cast.penfui.duties.get().pk}"]  # fmt: skip
    for row in hidden:
        for verb in ("change", "history", "delete"):
            seen, none = (dinas.get(f"/admin/{path}/{verb}/") for path in (row, f"{row.rpartition('/')[0]}/987654321"))
            assert (seen.status_code, seen.headers.get("Location")) == (none.status_code, none.headers.get("Location"))
            assert seen.status_code in (404, 403)
    for path in ("groups/socialgroup", "accounts/user", "activities/activity"):
        assert listed(dinas, path, q="Penfui") == listed(dinas, path, q="Lina") == []


def test_what_can_be_looked_up_cannot_be_changed_here(cast, client_of):
    group = factories.group("Arisan Biru", BIRU, kind="kps")
    before = everything()
    rows = [
        f"groups/socialgroup/{group.pk}",
        f"accounts/user/{cast.biru.pk}",
        f"accounts/duty/{cast.biru.duties.get().pk}",
    ]
    for who in ("dinas_bone", "admin"):
        client = client_of(getattr(cast, who))
        for row in rows:
            page = client.get(f"/admin/{row}/change/")
            assert (page.status_code, page.context["has_change_permission"]) == (200, False)
            for verb in ("change", "delete"):
                assert client.post(f"/admin/{row}/{verb}/", {"name": "x", "post": "yes"}).status_code == 403
            assert client.post(f"/admin/{row.rpartition('/')[0]}/add/", {"name": "x"}).status_code == 403
            assert client.get(f"/admin/{row.rpartition('/')[0]}/add/").status_code == 403
        assert cast.biru.password not in client.get(f"/admin/accounts/user/{cast.biru.pk}/change/").content.decode()
    assert everything() == before


def test_the_code_lists_are_kept_by_the_administrator_alone(cast, client_of):
    factories.category()
    row = factories.group_type("EKO-01", "Koperasi")
    boss, change = client_of(cast.admin), f"/admin/groups/grouptype/{row.pk}/change/"
    page, before = boss.get(change), everything()
    for who in ("dinas_bone", "biru"):
        client = client_of(getattr(cast, who))
        assert listed(client, "groups/grouptype") == ["Koperasi"]
        assert client.get(change).context["has_change_permission"] is False
        assert send(client, change, page, name="Lain").status_code == 403
        assert (
            client.post("/admin/groups/grouptype/add/", {"code": "X", "name": "x", "section": "y"}).status_code == 403
        )
    assert boss.post(f"/admin/groups/grouptype/{row.pk}/delete/", {"post": "yes"}).status_code == 403
    assert everything() == before
    assert send(boss, change, page, name="Koperasi desa", retired="on", code="HACK", version="77").status_code == 302
    row.refresh_from_db()
    assert (row.name, row.retired, row.code, row.version) == ("Koperasi desa", True, "EKO-01", 2)
    assert row.history.latest().history_user == cast.admin
    assert (
        fill(boss, "/admin/groups/grouptype/add/", code="EKO-02", name="Arisan", section="Ekonomi").status_code == 302
    )
    new = GroupType.objects.get(code="EKO-02")
    assert (new.version, new.history.get().history_user) == (1, cast.admin)
    twice = fill(boss, "/admin/groups/grouptype/add/", code="EKO-02", name="Lagi", section="Ekonomi")
    assert (twice.status_code, GroupType.objects.count()) == (200, 2)
    for path in ("beneficiaries/scheme", "beneficiaries/pmkscategory", "activities/skill"):
        assert (boss.get(f"/admin/{path}/").status_code, boss.get(f"/admin/{path}/add/").status_code) == (200, 200)
    assert PENFUI not in boss.get("/admin/").content.decode()
