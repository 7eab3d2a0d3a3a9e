"""The story of a group on phone and desk: read, filtered, seen as on a day, one value put back."""

from datetime import date

import pytest
from playwright.sync_api import expect

from groups.models import Kube
from groups.services import advance_stage, save_group
from members.offices import fill_office
from members.services import enrol, leave
from tests import factories
from tests.browser.pages import axe, no_sideways_scrolling, shoot, sign_in
from tests.factories import PENFUI
from tests.history.moments import acting_on
from wksbm.dates import PartialDate


@pytest.fixture
def story(cast):
    """What befell a group in four years."""
    officer = cast.penfui
    with acting_on("2021-06-01", cast.dinas_kupang):
        facts = {"origin": "community", "founded_on": date(2008, 1, 1), "founded_on_precision": "year"}
        papers = {"registered_on": date(2011, 5, 2), "registration_number": "460/118/2011"}
        group = factories.group("Harapan Baru", PENFUI, **facts, **papers)
        factories.leads(cast.lina, group)
    women = [factories.person(name, PENFUI) for name in ("Ester Kolo", "Dorce Bani", "Yuliana Tefa")]
    with acting_on("2022-03-12", officer):
        for number, woman in enumerate(women, 1):
            enrol(woman, group, by=officer, joined=PartialDate(date(2008, 1, 1), "year"), number=number)
    with acting_on("2022-03-12", officer, clock="10:02"):
        began = PartialDate(date(2018, 3, 12), "year")
        fill_office(group, post="treasurer", person=women[0], starts=began, by=officer)
    with acting_on("2022-03-14", officer):
        now = PartialDate(date(2022, 3, 12), "day")
        fill_office(
            group,
            post="treasurer",
            person=women[1],
            starts=now,
            by=officer,
            reason="masa bakti habis",
            decree="12/2022",
        )
    with acting_on("2026-10-12", officer):
        advance_stage(
            Kube.objects.get(group=group), "T1", by=officer, on=date(2026, 10, 2), note="Buku kas sudah diisi."
        )
    with acting_on("2026-11-03", officer, clock="14:20"):
        group.refresh_from_db()
        group.phone, group.business = "+6281230001111", "Tenun ikat"
        group._change_reason = "rapat anggota"
        save_group(group, coverage=[("008", "026"), ("008", "027")], by=officer)
    with acting_on("2026-11-04", officer):
        group.phone, group._change_reason = "+6282240002222", "nomor lama hilang"
        save_group(group, by=officer)
    with acting_on("2026-11-17", cast.lina):
        leave(women[2].memberships.get(), by=cast.lina, on=date(2026, 11, 16), reason="pindah ke Oesao")
    return group


def looked_at(page, name: str) -> None:
    page.wait_for_load_state("networkidle")
    shoot(page, f"history-{name}")
    no_sideways_scrolling(page)
    axe(page)


def test_a_group_tells_its_story_and_takes_an_old_value_back(page, cast, story):
    sign_in(page, cast.penfui.username)
    page.goto(story.get_absolute_url())
    page.get_by_role("link", name="Riwayat").click()
    expect(page.get_by_text("masa bakti habis")).to_be_visible()
    looked_at(page, "group")

    page.get_by_text("Filter").first.click() if page.viewport_size["width"] < 768 else None
    page.get_by_label("Tentang").select_option(label="Pengurus")
    page.get_by_role("button", name="Tampilkan").click()
    expect(page.locator(".rk-story > li")).to_have_count(2)
    page.get_by_label("Tentang").select_option(label="semua")
    page.get_by_label("Keadaan pada tanggal").fill("03/11/2026")
    page.get_by_role("button", name="Tampilkan").click()
    expect(page.get_by_role("heading", name="Keadaan pada 3 November 2026")).to_be_visible()
    expect(page.get_by_text("+6281230001111").first).to_be_visible()
    looked_at(page, "group-on-a-day")

    page.get_by_role("link", name="Tutup").click()
    page.get_by_role("link", name="Pulihkan isi lama: Nomor HP").first.click()
    looked_at(page, "put-back")
    page.get_by_role("button", name="Pulihkan").click()
    expect(page.locator(".invalid-feedback")).to_be_visible()
    page.get_by_label("Alasan").fill("nomor lama ketemu lagi")
    page.get_by_role("button", name="Pulihkan").click()
    expect(page.get_by_text("Isi lama sudah dipulihkan")).to_be_visible()
    expect(page.locator(".rk-story > li").first).to_contain_text("nomor lama ketemu lagi")
    story.refresh_from_db()
    assert story.phone == "+6281230001111"


def test_a_change_asks_for_its_reason_at_the_end_of_the_form(page, cast):
    sign_in(page, cast.penfui.username)
    page.goto(f"{cast.group.get_absolute_url()}ubah/")
    page.get_by_label("Usaha atau kegiatan pokok").fill("Kue kering")
    page.get_by_label("Alasan perubahan").fill("rapat 12 Maret")
    looked_at(page, "reason")
    page.get_by_role("button", name="Simpan kelompok").click()
    page.get_by_role("link", name="Riwayat").click()
    expect(page.locator(".rk-story > li").first).to_contain_text("Alasan: rapat 12 Maret")
