"""A list of DTSEN beside the registry: uploaded, looked through, recorded, on the person's page; with pictures."""

import pytest

from tests import factories
from tests.browser.pages import axe, no_sideways_scrolling, shoot, sign_in
from tests.factories import BIRU
from tests.matching.lists import listed, xlsx_of
from wksbm.people.models import ExternalStatus

pytestmark = pytest.mark.django_db(transaction=True)
NIK = "99010141019050{:02}".format


def look(page, name: str) -> None:
    shoot(page, f"cocokkan-{name}")
    axe(page)
    no_sideways_scrolling(page)


def press(page, selector: str) -> None:
    with page.expect_navigation():
        page.locator(selector).first.click()


def test_a_list_is_matched_and_recorded(cast, page, tmp_path):
    rosma = factories.person("Rosma Dewi", BIRU, nik=NIK(1))
    factories.person("Andi Baso", BIRU, nik=NIK(2))
    factories.person("Kembar Satu", BIRU)
    factories.person("Kembar Satu", BIRU)
    rows = [
        listed(NIK(1), "ROSMAWATI", "02/01/1990", "Biru", desil="3", pkh="ya", bpnt="tidak"),
        listed(NIK(2), "ANDI BASO", desil="1", pkh="ya"), listed(NIK(3), "BUKAN WARGA", village="Sukamaju", desil="2"),
        listed("", "Kembar Satu", desil="1"), listed("99010141", "KURANG DIGIT"), listed(NIK(2), "ANDI BASO"),
    ]  # fmt: skip
    path = tmp_path / "DTSEN Biru.xlsx"
    path.write_bytes(xlsx_of(rows))
    sign_in(page, "desa.biru")
    page.goto("/impor/match/baru/")
    look(page, "1-unggah")
    page.set_input_files("input[name=file]", path)
    press(page, "main button[type=submit]")
    for number, kind in enumerate(("salah", "mirip", "berubah", "beda", "tak-dikenal"), 2):
        page.goto(page.url.split("?")[0] + f"?jenis={kind}")
        look(page, f"{number}-{kind}")
        assert NIK(1) not in page.content()
    if (fold := page.locator(".rk-filter > summary")).is_visible():  # on the phone
        fold.click()
    page.fill("input[name=source]", "Dinsos Bone")
    page.fill("input[name=edition]", "TW 3 2026")
    press(page, "form[action$='/keterangan/'] button[type=submit]")
    press(page, "form[action$='/masukkan/'] button[type=submit]")
    look(page, "7-dicatat")
    assert ExternalStatus.objects.filter(edition="2026-3").count() == 5
    page.goto(rosma.get_absolute_url())
    look(page, "8-orang")
