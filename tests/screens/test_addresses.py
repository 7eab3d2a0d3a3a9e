"""Addresses, methods and headers that nobody of good will sends."""

import pytest
from django.test import Client
from django.urls import reverse

from tests import factories
from tests.factories import PENFUI
from tests.screens.pages import everything
from wksbm.accounts.routes import ROUTES

pytestmark = pytest.mark.django_db


def test_a_number_that_can_be_no_key_is_no_address(cast, client_of):
    """URL-01 to URL-09, URL-22, PTH-14, PTH-16"""
    client = client_of(cast.penfui)
    keys = ["0", "-1", "9223372036854775807", "9223372036854775808", "9" * 23, "1e3", "1.0", "%31%00", "01", "+1", "\uff11",
            "550E8400-E29B-41D4-A716-446655440000", "<script>", "..", "a%0Ab"]  # fmt: skip
    roots = ["warga/{}/", "pmks/{}/", "anggota/{}/ubah/"]
    odd = [f"/{root.format(key)}" for root in roots for key in keys]
    odd += ["/.git/config", "/.env", "/berkas/../../../../etc/passwd", "/static/..%5c..%5csettings.py", "/warga", "/api/",
            "/wp-login.php", "/admin/login/", "/warga//", "/\u202e/"]  # fmt: skip
    statuses = {url: client.get(url).status_code for url in odd}
    assert {url: status for url, status in statuses.items() if status not in (301, 400, 404)} == {}
    assert {url for url, status in statuses.items() if status == 301} <= {"/warga", "/warga/../", "/kelompok/../"}
    assert "987654321" not in client.get("/warga/987654321/").content.decode(), "the page tells no address"


def test_what_changes_rows_needs_a_post_and_other_methods_do_not_exist(cast, client_of):
    """URL-13, URL-14"""
    row = factories.classification(factories.person("Yuliana", PENFUI), factories.category(), by=cast.dinas_kupang)
    client = client_of(cast.penfui)
    before = everything()
    only_post = [reverse("beneficiaries:verify", args=[row.pk]), reverse("accounts:sessions-end", args=[cast.lina.pk])]
    assert [client.get(url).status_code for url in only_post] == [405, 405]
    forms = ["/warga/baru/", "/kelompok/baru/", reverse("people:update", args=[row.beneficiary.person_id]), "/pmks/baru/",
             reverse("beneficiaries:end", args=[row.pk]), reverse("groups:stage", args=[cast.group.pk])]  # fmt: skip
    lists = ["/warga/", "/kelompok/", "/pmks/", "/", "/cari/", cast.group.get_absolute_url()]
    answers = {
        (method, url): client.generic(method, url, "full_name=x").status_code
        for url in [*only_post, *forms, *lists]
        for method in ("PUT", "DELETE", "PATCH", "TRACE", "FOO")
    }
    assert {asked: status for asked, status in answers.items() if status != 405} == {}
    assert everything() == before


@pytest.mark.expects_errors
def test_another_host_is_refused(cast, client_of):
    """URL-17"""
    client = client_of(cast.penfui)
    assert client.get("/", headers={"Host": "evil.example"}).status_code == 400
    assert client.get("/", headers={"Host": "testserver.evil.example"}).status_code == 400
    assert client.get("/", headers={"X-Forwarded-Host": "evil.example"}).status_code == 200
    assert "evil.example" not in client.get("/", headers={"X-Forwarded-Host": "evil.example"}).content.decode()


@pytest.mark.expects_errors
def test_a_form_of_a_thousand_fields_is_refused(cast, client_of):
    """BIG-03, BIG-04, API-19"""
    client, before = client_of(cast.penfui), everything()
    assert client.post("/warga/baru/", {f"field{number}": "" for number in range(1001)}).status_code == 400
    broken = client.post("/warga/baru/", b"--x\r\n", content_type="multipart/form-data")
    assert broken.status_code == 400
    as_json = client.post("/warga/baru/", {"full_name": "x"}, content_type="application/json")
    assert as_json.status_code in (200, 400, 415)
    assert everything() == before


def test_a_stranger_meets_the_door_on_every_route_and_no_page_is_kept_by_a_browser(cast, client_of):
    stranger, officer = Client(), client_of(cast.penfui)
    openly = {name for name, rule in ROUTES.items() if rule == "open"}
    assert openly == {
        "healthz",
        "account_login",
        "mfa_authenticate",
        "account_logout",
        "set_language",
        "help",
        "privacy",
    }
    for url in (
        "/",
        "/warga/",
        "/warga/1/",
        "/wilayah/pilih/",
        "/admin/",
        "/akun/saya/",
        "/anggota/ekspor/",
        "/rekap/",
    ):
        answer = stranger.get(url)
        assert (answer.status_code, answer.url.startswith("/masuk/") if answer.status_code == 302 else None) in (
            (302, True),
            (404, None),
        ), url
        assert "Set-Cookie" not in answer.headers
    posted = stranger.post("/warga/baru/", {"full_name": "x"})
    assert (posted.status_code, posted.url) == (302, "/masuk/")
    fragment = stranger.get("/warga/", headers={"HX-Request": "true"})
    assert fragment.headers["HX-Redirect"].startswith("/masuk/")
    for answer in (officer.get("/warga/"), officer.get("/warga/987654321/"), officer.get("/nichts/"), officer.get("/akun/1/sandi/"),
                   officer.post("/warga/baru/", {}), officer.get("/anggota/ekspor/"), officer.get("/rekap/pmks/?unduh=csv")):  # fmt: skip
        assert answer.headers["Cache-Control"] == "no-store"
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["X-Frame-Options"] == "DENY"
        assert answer.headers["Referrer-Policy"] == "same-origin"
        assert "unsafe" not in answer.headers["Content-Security-Policy"]
