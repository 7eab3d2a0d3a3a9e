"""The first page that anybody sees, and all that stands between it and the data: codes, locks, PINs, passwords."""

import re
import time

import pytest
from django.contrib.sessions.backends.db import SessionStore
from playwright.sync_api import expect

from tests import factories
from tests.browser.pages import axe, no_sideways_scrolling, shoot, sign_in
from tests.factories import PASSWORD
from wksbm.accounts.models import AccessLog
from wksbm.accounts.second_factor import code_of, recovery_codes
from wksbm.people.models import Person

MINUTE, HOUR = 60, 60 * 60
PIN = "740291"


def looked_at(page, name: str) -> None:
    page.wait_for_load_state("networkidle")
    shoot(page, name)
    no_sideways_scrolling(page)
    axe(page)


def press(page, name: str) -> None:
    page.get_by_role("main").get_by_role("button", name=name, exact=True).click()


def pass_time(page, seconds: int, *names: str) -> None:
    """Moves the clock of the page's session in the database."""
    [cookie] = [one for one in page.context.cookies() if one["name"] == "rukun_session"]
    session = SessionStore(cookie["value"])
    for name in names or ("began", "seen"):
        session[name] -= seconds
    session.save()


def type_login(page, username: str, password: str = PASSWORD) -> None:
    page.goto("/masuk/")
    page.get_by_label("Nama pengguna").fill(username)
    page.locator("input[name=password]").fill(password)


def test_the_sign_in_page_is_fit_for_phone_and_desk(page):
    page.goto("/masuk/")
    looked_at(page, "sign-in")


def test_an_officer_signs_in_and_comes_home(page, cast):
    sign_in(page, cast.biru.username)
    assert page.url.endswith("/")
    looked_at(page, "home-village")


def test_a_leader_signs_in_and_comes_home(page, cast):
    sign_in(page, cast.lina.username)
    looked_at(page, "home-leader")


def test_the_dinas_sets_the_second_step_up_and_signs_in_with_it(page, cast, settings):
    settings.SECOND_FACTOR_REQUIRED = True
    sign_in(page, "dinas.bone")
    page.goto("/warga/")
    expect(page.get_by_role("heading", name="Pasang langkah kedua")).to_be_visible()
    looked_at(page, "second-step-set-up")
    assert page.get_by_role("img", name="Kode QR").evaluate("image => image.naturalWidth") > 0, "drawn, not blocked"
    secret = page.locator("#key").inner_text().replace(" ", "")
    page.get_by_label("Kode dari aplikasi").fill("000000")
    press(page, "Pasang langkah kedua")
    expect(page.get_by_text("tidak cocok")).to_be_visible()
    looked_at(page, "second-step-wrong")
    step = int(time.time()) // 30
    page.get_by_label("Kode dari aplikasi").fill(code_of(secret, step))
    press(page, "Pasang langkah kedua")
    expect(page.get_by_role("heading", name="Kode cadangan", exact=True)).to_be_visible()
    looked_at(page, "recovery-codes")
    assert page.locator("#codes li").all_inner_texts() == recovery_codes(cast.dinas_bone)
    with page.expect_download() as download:
        page.get_by_role("link", name="Unduh kode").click()
    assert download.value.suggested_filename == "kode-cadangan-rukun.txt"

    page.context.clear_cookies()
    sign_in_with(page, "dinas.bone", code_of(secret, step + 1), picture="second-step")
    page.goto("/warga/")
    expect(page.get_by_role("heading", name="Warga", exact=True)).to_be_visible()
    page.goto("/akun/saya/")
    looked_at(page, "my-account")

    page.context.clear_cookies()
    sign_in_with(page, "dinas.bone", recovery_codes(cast.dinas_bone)[0])
    assert len(recovery_codes(cast.dinas_bone)) == 9


def sign_in_with(page, username: str, code: str, *, picture: str = "") -> None:
    type_login(page, username)
    press(page, "Masuk")
    expect(page.get_by_role("heading", name="Langkah kedua")).to_be_visible()
    if picture:
        looked_at(page, picture)
    page.get_by_label("Kode").fill(code)
    press(page, "Masuk")
    page.wait_for_url(re.compile(r"/$"))


def test_eight_wrong_passwords_meet_a_page_that_says_when_it_opens_again(page, cast, problems):
    for _number in range(8):
        type_login(page, "desa.biru", "bukan-sandi-ini")
        press(page, "Masuk")
    expect(page.get_by_role("heading", name="Terlalu sering salah sandi")).to_be_visible()
    expect(page.get_by_text(re.compile(r"15 menit lagi, pukul \d\d\.\d\d"))).to_be_visible()
    looked_at(page, "locked-out")
    problems[:] = [said for said in problems if "429" not in said]


def test_a_half_filled_form_survives_the_locked_screen(page, cast, problems):
    sign_in(page, "desa.biru")
    page.goto("/warga/baru/")
    page.get_by_label("Nama lengkap").fill("Yuliana Tefa")
    page.get_by_text("Perempuan", exact=True).click()
    page.get_by_label("Alasan tanpa NIK").select_option(index=1)
    pass_time(page, 31 * MINUTE)
    press(page, "Simpan warga")
    expect(page.get_by_role("heading", name="Layar terkunci setelah 30 menit")).to_be_visible()
    looked_at(page, "locked-with-form")
    page.get_by_label("Kata sandi Anda").fill("salah")
    press(page, "Buka kunci")
    expect(page.get_by_text("tidak cocok")).to_be_visible()
    looked_at(page, "locked-wrong")
    assert Person.objects.count() == 0
    page.get_by_label("Kata sandi Anda").fill(PASSWORD)
    press(page, "Buka kunci")
    expect(page.get_by_role("heading", name="Yuliana Tefa")).to_be_visible()
    assert Person.objects.get().village_id == factories.BIRU
    problems[:] = [said for said in problems if "423" not in said]


def test_it_survives_without_javascript_too(open_screen, cast, problems):
    page = open_screen("phone", java_script_enabled=False)
    sign_in(page, "desa.biru")
    page.goto("/warga/baru/")
    page.get_by_label("Nama lengkap").fill("Yuliana Tefa")
    page.get_by_text("Perempuan", exact=True).click()
    page.get_by_label("Alasan tanpa NIK").select_option(index=1)
    pass_time(page, 31 * MINUTE)
    press(page, "Simpan warga")
    page.get_by_label("Kata sandi Anda").fill(PASSWORD)
    press(page, "Buka kunci")
    expect(page.get_by_role("heading", name="Yuliana Tefa")).to_be_visible()
    problems[:] = [said for said in problems if "423" not in said]


def test_after_twelve_hours_the_door_says_why_it_is_closed(page, cast):
    sign_in(page, "desa.biru")
    pass_time(page, 12 * HOUR, "began")
    page.goto("/warga/")
    expect(page.get_by_text("12 jam")).to_be_visible()
    looked_at(page, "session-over")
    page.get_by_label("Nama pengguna").fill("desa.biru")
    page.locator("input[name=password]").fill(PASSWORD)
    press(page, "Masuk")
    page.wait_for_url(re.compile(r"/warga/$"))


def test_a_leader_trusts_her_own_phone_with_a_pin(phone, cast):
    type_login(phone, "ketua.lina")
    phone.get_by_label("Ini HP saya sendiri").check()
    press(phone, "Masuk")
    expect(phone.get_by_role("heading", name="PIN HP ini")).to_be_visible()
    for pin, picture in (("123456", "pin-easy"), (PIN, "")):
        phone.locator("input[name=pin]").fill(pin)
        phone.get_by_label("PIN, sekali lagi").fill(pin)
        press(phone, "Simpan PIN")
        if picture:
            expect(phone.get_by_text("mudah ditebak")).to_be_visible()
            looked_at(phone, picture)
    expect(phone.get_by_text("tetap masuk selama 30 hari")).to_be_visible()
    pass_time(phone, 20 * 24 * HOUR)
    phone.goto("/kegiatan/")
    phone.get_by_label("PIN HP ini").fill(PIN)
    looked_at(phone, "locked-with-pin")
    press(phone, "Buka kunci")
    phone.wait_for_url(re.compile(r"/kegiatan/$"))
    pass_time(phone, 31 * MINUTE)
    for _number in range(5):
        phone.goto("/kegiatan/")
        phone.get_by_label("PIN HP ini").fill("000000")
        press(phone, "Buka kunci")
    expect(phone.get_by_text("tidak lagi dipercaya")).to_be_visible()
    looked_at(phone, "phone-no-longer-trusted")
    assert AccessLog.objects.get(kind="locked_out").facts == {"step": "pin"}


def test_full_niks_ask_for_the_password_once_more(page, cast):
    who = factories.person("Yuliana Tefa", cast.group.village_id, nik=factories.new_nik())
    factories.membership(who, cast.group)
    sign_in(page, "dinas.kupang")
    page.goto("/anggota/ekspor/")
    page.get_by_text("Lengkap", exact=True).click()
    page.get_by_label("Untuk apa").fill("usulan KUBE tahun 2027")
    page.get_by_label("Kata sandi Anda").fill("salah")
    press(page, "Unduh")
    expect(page.get_by_text("tidak cocok")).to_be_visible()
    looked_at(page, "export-wrong-password")
    page.get_by_label("Kata sandi Anda").fill(PASSWORD)
    with page.expect_download():
        press(page, "Unduh")
    assert AccessLog.objects.get(kind="export").facts["nik"] == "full"


def test_all_sessions_end_and_the_other_device_is_at_the_door(desk, phone, cast):
    for page in (desk, phone):
        sign_in(page, "desa.biru")
    desk.goto("/akun/saya/")
    press(desk, "Keluar di semua perangkat")
    expect(desk.get_by_role("heading", name="Masuk")).to_be_visible()
    phone.goto("/warga/")
    expect(phone.get_by_role("heading", name="Masuk")).to_be_visible()


@pytest.mark.parametrize("path", ["/akun/saya/kode-cadangan/baru/", "/akun/saya/langkah-kedua/matikan/"])
def test_the_pages_about_the_second_step_are_fit_for_phone_and_desk(page, cast, path):
    sign_in(page, "desa.biru")
    page.goto("/akun/saya/langkah-kedua/")
    secret = page.locator("#key").inner_text().replace(" ", "")
    page.get_by_label("Kode dari aplikasi").fill(code_of(secret, int(time.time()) // 30))
    press(page, "Pasang langkah kedua")
    page.wait_for_url(re.compile("kode-cadangan"))
    page.goto(path)
    looked_at(page, path.strip("/").replace("/", "-"))
