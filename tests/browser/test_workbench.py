"""A messy workbook of 300 rows with nine kinds of faults comes in completely, in few interactions; with pictures."""

import pytest
from playwright.sync_api import expect

from tests import factories
from tests.browser.pages import axe, no_sideways_scrolling, shoot, sign_in
from tests.sheets_more.running import Run
from tests.workbench.messy import REGISTERED, ROWS, messy_workbook
from wksbm.people.models import Person
from wksbm.spreadsheets.models import ImportBatch

pytestmark = pytest.mark.django_db(transaction=True)
MOST = 25  # interactions


class Hand:
    """Counts what somebody does, and leaves a picture of each screen."""

    def __init__(self, page) -> None:
        self.page, self.done, self.pictures = page, 0, 0

    def press(self, selector: str, *, within=None) -> None:
        self.done += 1
        with self.page.expect_navigation():
            (within or self.page).locator(selector).first.click()

    def fill(self, within, value: str) -> None:
        """Of a list its first word is chosen."""
        self.done += 1
        field = within.locator("[name=value]").first
        field.select_option(index=1) if field.evaluate("field => field.tagName") == "SELECT" else field.fill(value)

    def look(self, name: str) -> None:
        self.pictures += 1
        shoot(self.page, f"impor-{self.pictures:02}-{name}")
        self.page.evaluate("() => scrollTo(0, document.body.scrollHeight)")  # there the save bar covers nothing
        axe(self.page)
        no_sideways_scrolling(self.page)
        assert len(self.page.content().encode()) <= 150_000

    def mend(self, cause: str, do: str, value: str = "") -> None:
        """`cause`: how the address of its form ends, or what is written there."""
        by_address = self.page.locator(f".rk-cause[id$='-{cause}']")
        place = by_address if by_address.count() else self.page.locator(".rk-cause").filter(has_text=cause)
        if value:
            self.fill(place, value)
        self.press(f"[name=do][value={do}]", within=place)
        if self.page.locator(".rk-cause").count():  # he stays where he works, not at the top of the page
            expect(self.page.locator(":target")).to_be_in_viewport()


def test_a_messy_workbook_comes_in(cast, page, tmp_path):
    for name, birth in REGISTERED:
        factories.person(name, factories.BIRU, birth_date=birth)
    path = tmp_path / "Rekap warga nov (final).xlsx"
    path.write_bytes(messy_workbook())
    page.set_default_navigation_timeout(60_000)  # the first page of a busy machine
    sign_in(page, "dinas.bone")
    hand = Hand(page)
    page.goto("/impor/")
    hand.look("daftar")
    hand.press("a[href$='/impor/people/baru/']")
    hand.look("unggah")
    hand.done += 1
    page.set_input_files("input[name=file]", path)
    hand.press("main button[type=submit]")

    hand.look("kolom")
    hand.done += 1
    page.locator("main select").select_option("-")
    hand.press("main button[type=submit]")
    hand.look("periksa")
    mend_all(hand)
    hand.look("siap")
    batch = ImportBatch.objects.get()
    assert (batch.counts["wrong"], batch.counts["similar"]) == (0, 0)
    hand.press(".rk-savebar button")
    hand.look("hasil")
    came_in(batch)
    assert hand.done < MOST, f"{hand.done} interactions"

    hand.press("a[href$='/batalkan/']")
    hand.look("batalkan")
    hand.press("main button[type=submit]")
    hand.look("dibatalkan")
    assert Person.objects.count() == len(REGISTERED)


def mend_all(hand: Hand) -> None:
    hand.mend("unknown-village", "suggest")
    hand.mend("excel-number", "blank-all")
    hand.mend("no-nik", "put", "unknown")
    hand.mend("no-day", "put", "28/02/2001")
    hand.look("perbaiki")
    hand.mend("short-year", "blank")
    hand.mend("required", "put", "L")
    hand.mend("unknown-word", "put", "P")
    hand.mend("RT tiga", "put", "3")
    hand.mend("twice", "skip-all")
    hand.mend("total", "skip-all")
    hand.look("mirip")
    hand.press("[name=said]:not([value=other]):not([value=skip])")
    hand.press("[name=said][value=other]")


def came_in(batch: ImportBatch) -> None:
    batch.refresh_from_db()
    counts = batch.counts
    assert (batch.state, counts["read"]) == ("written", ROWS)
    assert counts["written_new"] + counts["written_changed"] + counts["skipped"] == ROWS
    assert Person.objects.count() == counts["written_new"] + len(REGISTERED)


def test_the_tiles_of_a_phone_are_as_wide_as_their_words(cast, phone):
    factories.group("Melati", factories.BIRU)
    header = ["Kelompok", "Nama", "NIK", "JK", "Tgl lahir"]
    run = Run(cast.biru, "members", header, ["Melati", "Siti Aminah", factories.new_nik(), "P", "01/01/1990"])
    run.write()
    sign_in(phone, "desa.biru")
    phone.goto(run.batch.get_absolute_url())
    assert "keanggotaan" in phone.locator(".rk-filters").inner_text()
    tiles = phone.locator(".rk-filters a")
    assert tiles.evaluate_all("tiles => tiles.filter(tile => tile.scrollWidth > tile.clientWidth).length") == 0
    no_sideways_scrolling(phone)
