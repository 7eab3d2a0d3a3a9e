"""A leader keeps her own list on the phone, the village says who her new names are, and she hears of it."""

from datetime import date

import pytest
from playwright.sync_api import expect

from members.models import IdentityMatch, Membership, OfficerTerm
from tests import factories
from tests.browser.pages import axe, no_sideways_scrolling, shoot, sign_in
from tests.factories import PENFUI
from wksbm.people.models import Person

MEMBERS = ("Antonia Seran", "Dorce Bani", "Ester Kolo", "Katarina Bria", "Martha Nenobais", "Naomi Sabuna")
TYPED = ("Rosalina Banno", "Yohana Selan", "Ina Tenis", "Melkiana Tanesib", "Ferdinan Kolo")


@pytest.fixture
def group(transactional_db, cast):
    """Six members, and three of those whom the leader will type are known to the village."""
    for number, name in enumerate(MEMBERS, 1):
        factories.membership(factories.person(name, PENFUI, rt="001"), cast.group, number=number)
    factories.person("Rosalina Bano", PENFUI, birth_date=date(1985, 3, 12), rt="003", nik=factories.new_nik())
    factories.person("Yohana Selan", PENFUI, birth_date=date(1979, 8, 1), rt="002")
    factories.person("Kristina Tenis", PENFUI, birth_date=date(1991, 1, 5), rt="003")
    return cast.group


def looked_at(page, name: str) -> None:
    page.wait_for_load_state("networkidle")
    shoot(page, name)
    no_sideways_scrolling(page)
    axe(page)


def link(page, name: str):
    return page.get_by_role("link", name=name, exact=True)


def press(page, name: str) -> None:
    page.get_by_role("main").get_by_role("button", name=name, exact=True).click()


class OwnList:
    """The leader's hand on the phone; `changes` counts what she changed."""

    def __init__(self, page) -> None:
        self.page, self.changes = page, 0

    def roster(self) -> None:
        self.page.goto("/")
        self.page.locator("a.rk-do", has_text="Daftar anggota").click()

    def name(self, name: str, *, sex: str, born: str, rt: str) -> None:
        page = self.page
        page.get_by_label("Nama").fill(name)
        page.get_by_text(sex, exact=True).click()
        page.get_by_label("Tanggal lahir").fill(born)
        page.get_by_label("RT", exact=True).fill(rt)
        self.changes += 1

    def leaves(self, name: str, kind: str) -> None:
        self.roster()
        link(self.page, f"Catat keluar: {name}").click()
        self.page.get_by_label("Hari terakhir").fill("20/11/2026")
        self.page.locator(f"[value={kind}] + label").click()
        press(self.page, "Catat keluar")
        self.changes += 1

    def office(self, post: str, name: str) -> None:
        self.roster()
        link(self.page, "Isi jabatan").click()
        self.page.locator("#id_post").select_option(post)
        self.page.locator("#id_member").select_option(label=name)
        self.page.locator("#id_starts_on").fill("01/11/2026")
        press(self.page, "Simpan jabatan")
        self.changes += 1


def twelve_changes(page) -> None:
    own = OwnList(page)
    own.roster()
    looked_at(page, "own-roster")
    link(page, "Tambah nama").click()
    own.name("Rosalina Banno", sex="Perempuan", born="1985", rt="3")
    looked_at(page, "own-name")
    press(page, "Masukkan, lalu nama berikutnya")
    expect(page.get_by_text("Namanya menunggu dicocokkan")).to_be_visible()
    own.name("Yohana Selan", sex="Perempuan", born="01/08/1979", rt="2")
    press(page, "Masukkan ke daftar")
    page.goto(f"{page.url}nama/banyak/")
    page.get_by_label("Nama-nama").fill("Ina Tenis, P, RT 3\nMelkiana Tanesib, P, 1990\nFerdinan Kolo, L")
    looked_at(page, "own-names")
    press(page, "Masukkan nama-nama ini")
    own.changes += 3
    expect(page.get_by_text("11 orang pada")).to_be_visible()
    expect(page.get_by_text("menunggu desa")).to_have_count(5)
    looked_at(page, "own-roster-with-names")
    own.leaves("Antonia Seran", "own_wish")
    own.leaves("Dorce Bani", "moved")
    own.leaves("Ester Kolo", "inactive")
    own.office("secretary", "Katarina Bria")
    own.office("treasurer", "Yohana Selan")
    own.roster()
    link(page, "Ubah keanggotaan: Naomi Sabuna").click()
    page.get_by_label("Anggota sejak").fill("2019")
    press(page, "Simpan perubahan")
    own.changes += 1
    own.roster()
    link(page, "Melkiana Tanesib").click()
    looked_at(page, "own-name-waits")
    link(page, "Betulkan nama").click()
    page.get_by_label("Nama").fill("Melkiana Tanesip")
    press(page, "Simpan perubahan")
    own.changes += 1
    assert own.changes == 12


def open_name(page, name: str) -> None:
    page.goto("/nama-menunggu/")
    link(page, name).click()


def the_village_answers(page) -> None:
    page.get_by_role("link", name="Nama menunggu dicocokkan").click()
    looked_at(page, "names-queue")
    open_name(page, "Rosalina Banno")
    looked_at(page, "name-cards")
    press(page, "Ini orangnya: Rosalina Bano")
    expect(page.get_by_text("dicocokkan dengan Rosalina Bano")).to_be_visible()

    open_name(page, "Ina Tenis")
    link(page, "Cari nama lain atau NIK").click()
    page.get_by_label("NIK atau nama").fill("Tenis")
    press(page, "Cari")
    link(page, "Ini orangnya").click()
    looked_at(page, "name-match")
    press(page, "Ini orangnya")

    open_name(page, "Melkiana Tanesip")
    link(page, "Orang baru").click()
    page.get_by_label("Alasan tanpa NIK").select_option("not_shown")
    looked_at(page, "name-new-person")
    press(page, "Masukkan sebagai warga baru")
    expect(page.get_by_text("sudah dimasukkan sebagai warga")).to_be_visible()

    open_name(page, "Ferdinan Kolo")
    link(page, "Nama keliru").click()
    page.get_by_label("Alasan").fill("di RT mana pun tidak ada yang bernama begini")
    looked_at(page, "name-refuse")
    press(page, "Tolak nama ini")


def one_moved_meanwhile(page, problems) -> None:
    """The page is open while somebody else writes down that she moved away."""
    open_name(page, "Yohana Selan")
    woman = Person.objects.get(full_name="Yohana Selan")
    woman.living, woman.living_since = "moved", date(2026, 11, 18)
    woman.save()
    press(page, "Ini orangnya: Yohana Selan")
    expect(page.get_by_text("Ada yang berubah sejak Anda melihatnya")).to_be_visible()
    problems.clear()  # the browser notes the 409
    looked_at(page, "name-moved-meanwhile")
    assert IdentityMatch.objects.get(name="Yohana Selan").is_waiting, "shown, and not applied silently"
    page.get_by_label("Sudah saya periksa").check()
    press(page, "Ini orangnya")
    expect(page.get_by_text("dicocokkan dengan Yohana Selan")).to_be_visible()


def test_a_leader_keeps_her_own_list_and_the_village_says_who_they_are(group, cast, phone, desk, problems):
    sign_in(phone, cast.lina.username)
    twelve_changes(phone)
    assert Membership.objects.filter(group=group, left_on=None, void=False).count() == 8
    sign_in(desk, cast.penfui.username)
    the_village_answers(desk)
    one_moved_meanwhile(desk, problems)

    states = dict(IdentityMatch.objects.values_list("name", "status"))
    assert states == {
        "Rosalina Banno": "matched",
        "Yohana Selan": "matched",
        "Ina Tenis": "matched",
        "Melkiana Tanesip": "entered",
        "Ferdinan Kolo": "refused",
    }
    now = Membership.objects.filter(group=group).current(date.today()).values_list("person__full_name", flat=True)
    assert set(now) == {
        *MEMBERS[3:],
        "Rosalina Bano",
        "Yohana Selan",
        "Kristina Tenis",
        "Melkiana Tanesip",
    }
    assert OfficerTerm.objects.get(post="treasurer").person.full_name == "Yohana Selan"

    phone.goto("/")
    for told in ("di data warga bernama Kristina Tenis", "tidak ada yang bernama begini", "sudah masuk data warga"):
        expect(phone.get_by_text(told)).to_be_visible()
    looked_at(phone, "home-news")
    press(phone, "Sudah saya baca")
    expect(phone.get_by_text("tidak ada yang bernama begini")).to_have_count(0)
    who_did_what(phone, group, cast)


def who_did_what(page, group, cast) -> None:
    """Each step of both stands in the group's history, with its actor."""
    page.goto(f"/kelompok/{group.pk}/riwayat/")
    text = page.get_by_role("main").inner_text()
    lines = [line for line in text.splitlines() if cast.lina.full_name in line or cast.penfui.full_name in line]
    by = {who: " ".join(line for line in lines if line.startswith(who.full_name)) for who in (cast.lina, cast.penfui)}
    for name in (*TYPED[:3], "Melkiana Tanesip", "Ferdinan Kolo"):
        assert f"mencatat {name} sebagai anggota" in by[cast.lina]
        assert f"nama {name}" in by[cast.penfui]
    for name in MEMBERS[:3]:
        assert f"mencatat {name} keluar" in by[cast.lina], by[cast.lina]
    assert "membetulkan nama" in by[cast.lina]
    looked_at(page, "own-list-history")
