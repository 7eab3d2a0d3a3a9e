"""The traps that were reproduced with these very libraries, by their numbers in docs/access.md. Each would come back silently."""

import hashlib
import re
from io import BytesIO
from zipfile import ZipFile

import pytest
from django.contrib import admin
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import NoReverseMatch, get_resolver, reverse
from import_export.admin import ImportMixin
from simple_history.admin import SimpleHistoryAdmin

from tests import factories
from tests.access.answers import text_of
from tests.access.deed_table import known_deeds
from tests.factories import BIRU, PENFUI, TANETE_RIATTANG
from tests.screens.pages import fill, resend, send
from tests.screens.test_admin import listed
from tests.sealed.cases import confirmed, make_kinds
from wksbm.people.models import Person

pytestmark = pytest.mark.django_db

REGISTERED = {
    "groups.GroupType", "beneficiaries.Scheme", "beneficiaries.PmksCategory", "activities.Skill",  # code lists
    "accounts.User", "accounts.Duty", "groups.SocialGroup", "activities.Activity",  # to look things up
}  # fmt: skip
OURS = {"wksbm", "groups", "activities", "beneficiaries", "django", "builtins"}
FORMULA, PLUS = "=1+1 Zqformula", "+62 Zqformula"
LISTS = sorted({deed.route for deed in known_deeds() if deed.action == "list" and deed.holds and ":" in deed.route})


def names_in_the_admin() -> set[str]:
    found = get_resolver("wksbm.urls").namespace_dict["admin"][1].reverse_dict
    return {str(key) for key in found if isinstance(key, str)}


def test_trap_1_histories_in_the_admin_are_ours_and_scoped(cast, client_of):
    """simple-history's own pages ignore the scoped queryset and show what the form hides: they are not mounted."""
    registered = {model._meta.label: type(model_admin) for model, model_admin in admin.site._registry.items()}
    assert set(registered) == REGISTERED
    assert not [name for name, model_admin in registered.items() if issubclass(model_admin, SimpleHistoryAdmin)]
    bases = {base.__module__.split(".")[0] for model_admin in registered.values() for base in model_admin.__mro__}
    assert bases <= OURS
    assert not [name for name in names_in_the_admin() if "simple_history" in name or "historical" in name]
    dinas = client_of(cast.dinas_bone)
    for path, foreign in (("accounts/user", cast.penfui), ("groups/socialgroup", cast.group)):
        theirs, none = (dinas.get(f"/admin/{path}/{number}/history/") for number in (foreign.pk, 987654321))
        assert (theirs.status_code, theirs.headers.get("Location")) == (none.status_code, none.headers.get("Location"))
    page = dinas.get(f"/admin/accounts/user/{cast.biru.pk}/history/")
    assert cast.biru.password not in text_of(page)


@pytest.mark.expects_errors
def test_trap_2_no_filter_is_an_oracle_on_what_is_not_shown(cast, client_of):
    """A filter that is not declared filters nothing, whatever it asks."""
    dinas = client_of(cast.dinas_bone)
    asks = {
        "accounts/user": ["password__startswith=md5", "password__regex=.", "duties__role=dinas", "phone__gt=0", "id=1", "pk=1",
                          "must_change_password=1", "history__id=1", "full_name__startswith=D", "is_active__password=x"],
        "accounts/duty": ["user__password__startswith=m", "region__name=Biru", "cleared_until__isnull=0", "user__full_name=x"],
        "groups/socialgroup": ["village__people__nik_index__startswith=k", "memberships__person__full_name=Ana", "phone=1",
                               "leaderships__user__password__startswith=m", "village__gte=73"],
        "groups/grouptype": ["groups__memberships__person__nik_index__startswith=k", "groups__name=x"],
    }  # fmt: skip
    told = {}
    for path, queries in asks.items():
        shown = listed(dinas, path)
        for query in queries:
            answer = dinas.get(f"/admin/{path}/?{query}", follow=True)
            rows = sorted(str(row) for row in answer.context["cl"].result_list) if "cl" in answer.context else None
            if answer.status_code not in (200, 400) or rows not in (shown, None):
                told[path, query] = (answer.status_code, rows)
    assert told == {}
    assert dinas.get("/admin/accounts/user/?_to_field=password&_popup=1").status_code == 400
    assert listed(dinas, "accounts/user", is_active__exact="0") == ["Desa Nonaktif"]


def test_trap_2_no_field_of_the_admin_reaches_rows_of_elsewhere(cast, client_of):
    """raw_id_fields and autocomplete would; neither is there."""
    for model_admin in admin.site._registry.values():
        assert not model_admin.raw_id_fields
        assert not model_admin.autocomplete_fields
        assert model_admin.actions is None
    for name in ("autocomplete", "view_on_site", "login", "logout", "password_change", "password_change_done"):
        with pytest.raises(NoReverseMatch):
            reverse(f"admin:{name}")
    asked = "app_label=groups&model_name=leadership&field_name=user&term=a"
    assert client_of(cast.admin).get(f"/admin/autocomplete/?{asked}", follow=True).status_code == 404


def test_trap_3_nothing_is_imported_through_the_admin(cast, client_of):
    """Its import lets who may only view overwrite foreign rows by their number, and reads any file of the temp folder."""
    assert not [one for one in admin.site._registry.values() if isinstance(one, ImportMixin)]
    assert not [name for name in names_in_the_admin() if "import" in name or "export" in name]
    for path in ("import/", "process_import/", "export/"):
        answer = client_of(cast.admin).post(
            f"/admin/groups/socialgroup/{path}", {"import_file_name": "../../etc/passwd"}
        )
        assert answer.status_code in (302, 404)


def test_trap_4_what_looks_like_a_formula_is_text_in_every_sheet(cast, client_of):
    """Its own escape strips one = and nothing else, and leaves +62 … alive."""
    group = factories.group(FORMULA, BIRU, kind="kps", business=PLUS, initiator="@Zqformula")
    member = factories.membership(factories.person("Siti", BIRU), group)
    kind = factories.category("PMKS-08", sensitivity=0)
    factories.classification(member.person, kind, by=cast.biru, source=FORMULA, own_wording=PLUS)
    factories.activity(group, by=cast.biru, place=FORMULA, summary=PLUS)
    factories.paper(group, number=FORMULA, signer=PLUS)
    client, sheets = client_of(cast.dinas_bone), 0
    for deed in known_deeds():
        if (
            deed.action != "export"
            or deed.typed != {"format": "csv"}
            or deed.record in ("access_log", "account", "person")
        ):
            continue
        sheets += 1
        book = client.post(reverse(deed.route), {"format": "xlsx"})
        parts = ZipFile(BytesIO(b"".join(book.streaming_content)))
        xml = "".join(parts.read(name).decode() for name in parts.namelist() if name.startswith("xl/"))
        assert "Zqformula" in xml, deed.route
        assert not re.search(r"<f[ >]", xml), f"{deed.route}: a live formula"
        table = text_of(client.post(reverse(deed.route), {"format": "csv"}))
        assert not re.search(r'(?:^|[;,\t\r\n"])[=+@-][0-9 ]*[0-9a-zA-Z+ ]*Zqformula', table), (
            f"{deed.route}: live in csv"
        )
    assert sheets == 5


@pytest.mark.parametrize("route", ["people:create", "beneficiaries:create", "members:enrol", "people:update"])
def test_trap_5_a_nik_of_elsewhere_is_answered_like_a_new_one(route, cast, client_of):
    """By the same words and the same work, in every form that takes one."""
    hidden, new = factories.person("Yuliana Tersembunyi", BIRU, nik=factories.new_nik()), factories.new_nik()
    group = factories.group("Arisan", PENFUI, kind="kps")
    edited = [factories.person("Marta", PENFUI) for _try in range(2)]
    factories.category("PMKS-08", sensitivity=0)
    client, told = client_of(cast.penfui), []
    for nik, person in zip((new, hidden.nik), edited, strict=True):
        key = {"members:enrol": [group.pk], "people:update": [person.pk]}.get(route, [])
        url, page = reverse(route, args=key), client.get(reverse(route, args=key))
        typed = {"full_name": "Ana Lalu", "sex": "P", "nik": nik, "categories": None, "birth_date": "01/01/1990"}
        with CaptureQueriesContext(connection) as queries:
            answer = send(client, url, page, **typed)
            again = send(client, url, answer, **typed) if answer.status_code == 200 else answer
        form = again.context["form"].errors.as_json() if again.status_code == 200 else ""
        told.append((again.status_code, form, len(queries)))
        Person.objects.update(name_key="")  # nobody is like the next one
    assert told[0] == told[1]
    assert "Tersembunyi" not in str(told)


def test_trap_6_parameters_pass_a_form(cast, client_of):
    """`filter(**request.GET)` would answer any question about any field. A NIK is found as a whole or not at all."""
    hidden = factories.person("Yuliana Tefa", BIRU, nik=factories.new_nik())
    group = factories.group("Arisan Biru", BIRU, kind="kps")
    factories.membership(hidden, group)
    client = client_of(cast.dinas_bone)
    for route in LISTS:
        url = reverse(route)
        plain = strip(client.get(url))
        for query in (f"nik={hidden.nik[:8]}", "person__nik_index__startswith=k", "nik_index__gt=0", "pk=1", "id__gt=1",
                      "village__people__full_name=Yuliana", "user__password__startswith=m", "history__id=1"):  # fmt: skip
            asked = strip(client.get(f"{url}?{query}"))
            assert asked.count("<tr") + asked.count("<li") == plain.count("<tr") + plain.count("<li"), (route, query)
    for part in (hidden.nik[:15], hidden.nik[1:], hidden.nik[4:], hidden.nik_index):
        assert "Yuliana" not in text_of(client.get(reverse("people:list"), {"q": part}))
    assert "Yuliana" in text_of(client.get(reverse("people:list"), {"q": hidden.nik}))


def strip(response) -> str:
    return text_of(response).split("<main")[-1]


def test_trap_7_small_counts_of_guarded_kinds_are_not_told(cast, client_of):
    """Not under five, not below the sub-district. That no subtraction gives them back: tests/sealed/test_recap.py."""
    make_kinds()
    for _number in range(3):
        confirmed(cast.biru, BIRU, "PMKS-19")
    asked = {"year": "2022", "status": "verified"}
    village = strip(client_of(cast.biru).get(reverse("reports:pmks"), asked | {"region": BIRU}))
    district = strip(client_of(cast.tksk).get(reverse("reports:pmks"), asked | {"region": TANETE_RIATTANG}))
    assert "&lt;5" in district
    assert "&lt;5" not in village
    for page in (village, district):
        row = page.partition("Korban tindak kekerasan")[2][:400]
        assert not re.search(r">\s*3\s*<", row)


def test_trap_8_no_plain_hash_of_a_nik_is_stored(cast):
    """An unkeyed one falls in five seconds a sub-district."""
    person = factories.person("Yuliana Tefa", BIRU, nik=factories.new_nik())
    home = factories.household(factories.new_nik(), BIRU)
    for number, index in ((person.nik, person.nik_index), (home.kk_number, home.kk_index)):
        for name in ("md5", "sha1", "sha256", "sha512", "blake2b", "sha3_256"):
            plain = hashlib.new(name, number.encode()).hexdigest()
            assert plain[:16] not in index
        assert number not in index
    with connection.cursor() as cursor:
        cursor.execute("SELECT nik, nik_index FROM people_person WHERE id = %s", [person.pk])
        assert person.nik not in "".join(cursor.fetchone())


def test_trap_9_histories_and_sheets_hide_what_the_record_hides(cast, client_of):
    old, new = factories.new_nik(), factories.new_nik()
    person = factories.person("Yuliana Lama", BIRU, nik=old, phone="+6281111111111")
    typed = {"nik": new, "full_name": "Yuliana Baru", "phone": "08222222222"}
    asked = fill(client_of(cast.biru), reverse("people:update", args=[person.pk]), **typed)
    assert resend(asked).status_code == 302, "no district has the first digits of a made-up NIK, so it is asked once"
    story = text_of(client_of(cast.admin).get(reverse("people:history", args=[person.pk])))
    for value in ("Lama", "Baru", old[4:], new[4:], "1111111", "2222222"):
        assert value not in story.split("<main")[-1], value
    dinas = client_of(cast.dinas_bone)
    read = text_of(dinas.get(reverse("people:history", args=[person.pk])))
    sheet = text_of(dinas.post(reverse("people:export"), {"format": "csv"}))
    assert "Yuliana Baru" in sheet
    for value in (old[4:], new[4:], "1111111", "2222222"):
        assert value not in read + sheet, value
