import pytest
from datetime import date
from django.urls import reverse
from tests import factories as f

pytestmark = pytest.mark.django_db


def test_smoke(cast, client_of):
    p = f.person("Yuliana Tefa", f.PENFUI)
    m = f.membership(p, cast.group)
    cat = f.category("PMKS-23")
    c = f.classification(p, cat, by=cast.penfui)
    a = f.activity(cast.group, by=cast.penfui)
    bad = []
    for who in (cast.penfui, cast.lina, cast.dinas_kupang, cast.admin, cast.camat, cast.tksk):
        cl = client_of(who)
        for name, pk in [
            ("home", None),
            ("menu", None),
            ("search", None),
            ("help", None),
            ("privacy", None),
            ("accounts:mine", None),
            ("accounts:list", None),
            ("accounts:create", None),
            ("account_change_password", None),
            ("people:list", None),
            ("people:find", None),
            ("people:create", None),
            ("people:detail", p.pk),
            ("people:update", p.pk),
            ("groups:list", None),
            ("groups:create", None),
            ("groups:detail", cast.group.pk),
            ("groups:update", cast.group.pk),
            ("groups:leader-account", cast.group.pk),
            ("groups:stage", cast.group.pk),
            ("members:list", None),
            ("members:roster", cast.group.pk),
            ("members:find", cast.group.pk),
            ("members:enrol", cast.group.pk),
            ("members:update", m.pk),
            ("members:leave", m.pk),
            ("members:officer", cast.group.pk),
            ("members:of-person", p.pk),
            ("beneficiaries:list", None),
            ("beneficiaries:find", None),
            ("beneficiaries:create", None),
            ("beneficiaries:detail", c.pk),
            ("beneficiaries:update", c.pk),
            ("beneficiaries:reject", c.pk),
            ("beneficiaries:end", c.pk),
            ("beneficiaries:of-person", p.pk),
            ("activities:list", None),
            ("activities:log", None),
            ("activities:detail", a.pk),
            ("activities:update", a.pk),
            ("activities:delete", a.pk),
            ("activities:of-group", cast.group.pk),
            ("accounts:detail", cast.lina.pk),
            ("admin:index", None),
            ("admin:groups_socialgroup_changelist", None),
            ("admin:accounts_user_changelist", None),
            ("admin:groups_grouptype_changelist", None),
        ]:
            url = reverse(name, args=[pk] if pk else [])
            try:
                r = cl.get(url)
                print(who.username, name, r.status_code)
            except Exception as e:
                import traceback

                tb = traceback.format_exc().strip().splitlines()
                bad.append((who.username, name, tb[-1], [l for l in tb if "/work/main/" in l][-2:]))
    for b in bad:
        print(b)
    assert not bad
