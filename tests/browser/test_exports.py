"""A list leaves the registry on both screens: what is asked, the bell, one's own files."""

import pytest

from tests import factories
from tests.browser.pages import axe, no_sideways_scrolling, no_small_targets, shoot, sign_in
from tests.factories import PENFUI
from wksbm.spreadsheets.models import Download

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def people(cast):
    for number in range(5):
        factories.person(f"Yuliana {'abcde'[number]}", PENFUI)


def looked_at(page, name: str) -> None:
    axe(page)
    no_sideways_scrolling(page)
    no_small_targets(page)
    shoot(page, name)


def test_figures_and_names_are_large_enough_to_tap(page, cast, people):
    sign_in(page, "desa.penfui")
    for path in ("/", "/warga/", "/anggota/"):
        page.goto(path)
        no_small_targets(page)


def test_a_list_is_taken_out_to_edit(page, cast, people):
    sign_in(page, "desa.penfui")
    page.goto("/warga/ekspor/")
    looked_at(page, "export")
    page.get_by_text("Pilih kolom").or_(page.get_by_text("Choose the columns")).click()
    looked_at(page, "export-columns")
    page.locator("label[for=id_shape_1]").click()
    with page.expect_download() as taken:
        page.get_by_role("button", name="Unduh").click()
    assert taken.value.suggested_filename.endswith(".xlsx")


def test_a_long_list_waits_behind_the_bell(page, cast, people, settings):
    settings.SHEET_ROWS_AT_ONCE = 3
    sign_in(page, "desa.penfui")
    page.goto("/ekspor/")
    looked_at(page, "downloads-none")
    page.goto("/warga/ekspor/")
    looked_at(page, "export-long")
    page.get_by_role("button", name="Unduh").click()
    page.wait_for_url("**/ekspor/")
    looked_at(page, "downloads")
    Download(user=cast.penfui, title="Warga", file_name="warga.xlsx", state="failed", error="Hak Anda berubah.").save()
    Download(user=cast.penfui, title="Warga", file_name="warga-2.xlsx", rows=90_000, route="people:export").save()
    page.goto("/")
    looked_at(page, "bell")
    page.locator(".rk-tools a[href='/ekspor/']").click()
    looked_at(page, "downloads-all")
    with page.expect_download() as taken:
        page.locator("a.btn-primary").click()
    assert taken.value.suggested_filename.endswith(".xlsx")
