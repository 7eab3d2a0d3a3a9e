"""Deciding about a proposal: somebody else verifies or rejects, everybody reads why, and what is decided is locked."""

from datetime import date

import pytest
from django.urls import reverse

from beneficiaries.models import Classification
from tests import factories
from tests.factories import BIRU
from tests.screens.pages import everything, fill, refusals, send

pytestmark = pytest.mark.django_db

HTMX = {"HX-Request": "true"}


def url(verb: str, row) -> str:
    return reverse(f"beneficiaries:{verb}", args=[row.pk])


def proposal(cast, name: str = "Yuliana Tefa", **facts) -> Classification:
    return factories.classification(factories.person(name, BIRU), factories.category(), by=cast.biru, **facts)


def state(row) -> tuple:
    row.refresh_from_db()
    return row.status, row.verified_on, row.decided_on, row.reason, row.version


def test_another_officer_verifies_and_a_second_time_changes_nothing(cast, client_of):
    row, today = proposal(cast), cast.regions[BIRU].today()
    before = everything()
    own = client_of(cast.biru).post(url("verify", row))
    assert (own.status_code, own.url, everything()) == (302, row.get_absolute_url(), before)
    refused = {"lina": 404, "camat": 404, "admin": 403, "watampone": 404, "dinas_kupang": 404, "penfui": 404}
    lina_and_all = {who: client_of(getattr(cast, who)).post(url("verify", row)).status_code for who in refused}
    assert lina_and_all == refused | {"lina": 403}
    assert everything() == before
    tksk = client_of(cast.tksk)
    done = tksk.post(url("verify", row), {"next": "/pmks/?status=proposed"})
    assert (done.status_code, done.url) == (302, "/pmks/?status=proposed")
    assert state(row) == ("verified", today, today, "", 2)
    assert [then.history_user for then in row.history.order_by("version")][1:] == [cast.tksk]
    for who in (cast.tksk, cast.dinas_bone):
        again = client_of(who).post(url("verify", row), follow=True)
        assert [message.level_tag for message in again.context["messages"]] == ["warning"]
    assert (state(row), row.history.count()) == (("verified", today, today, "", 2), 2)


def test_no_answer_leads_to_another_site(cast, client_of):
    for number, evil in enumerate(
        ("//evil.example", "https://evil.example/", "javascript:alert(1)", "/\\evil.example")
    ):
        row = proposal(cast, f"Warga {'ABCD'[number]}")
        assert client_of(cast.tksk).post(url("verify", row), {"next": evil}).url == row.get_absolute_url()


def test_in_a_list_the_answer_replaces_one_row_and_is_no_page(cast, client_of):
    row, client = proposal(cast), client_of(cast.tksk)
    done = client.post(url("verify", row), headers=HTMX)
    assert (done.status_code, done.templates[0].name) == (200, "beneficiaries/verified_row.html")
    assert done.content.decode().lstrip().startswith("<li")
    assert "Yuliana Tefa" in done.content.decode()
    late = client.post(url("verify", row), headers=HTMX)
    led = late.headers.get("HX-Redirect") or (late.status_code == 200 and "<html" not in late.content.decode())
    assert led, "a redirect would put the whole page into the list"
    assert state(row)[0] == "verified"


def test_a_rejection_carries_its_reason_and_stays(cast, client_of):
    row, client, before = proposal(cast), client_of(cast.tksk), everything()
    page = client.get(url("reject", row))
    for reason in ("", "\u200b", "a\0b", "x" * 201, None):
        assert list(refusals(send(client, url("reject", row), page, reason=reason))) == ["reason"]
    own = fill(client_of(cast.biru), url("reject", row), reason="keliru")
    assert (own.status_code, list(refusals(own)), everything()) == (200, ["__all__"], before)
    assert send(client, url("reject", row), page, reason="usia 45 tahun").status_code == 302
    today = cast.regions[BIRU].today()
    assert state(row) == ("rejected", None, today, "usia 45 tahun", 2)
    assert row.history.latest().history_user == cast.tksk
    assert "usia 45 tahun" in client_of(cast.biru).get(row.get_absolute_url()).content.decode()
    for verb, decider in (("reject", client), ("end", client_of(cast.dinas_bone))):
        late = fill(decider, url(verb, row), reason="lagi", on="01/02/2024")
        assert (late.status_code, list(refusals(late))) == (200, ["__all__"]), verb
    client.post(url("verify", row))
    assert state(row) == ("rejected", None, today, "usia 45 tahun", 2)


def test_a_record_ends_with_a_day_and_a_reason(cast, client_of):
    row = proposal(cast, status="verified", identified_on=date(2024, 1, 5))
    client, before = client_of(cast.biru), everything()
    for wrong in ({"on": "04/01/2024"}, {"on": "01/01/2999"}, {"on": ""}, {"reason": ""}):
        refused = fill(client, url("end", row), **{"on": "05/01/2024", "reason": "pindah"} | wrong)
        assert list(refusals(refused)) == list(wrong)
    assert everything() == before
    assert fill(client, url("end", row), on="05/01/2024", reason="pindah").status_code == 302
    assert state(row) == ("ended", date(2024, 1, 5), date(2024, 1, 5), "pindah", 2)
    assert row.history.latest().history_user == cast.biru
    late = fill(client, url("end", row), on="06/01/2024", reason="lagi")
    assert (late.status_code, list(refusals(late))) == (200, ["__all__"])


def test_a_proposal_is_corrected_by_its_maker_until_it_is_decided(cast, client_of):
    """API-12"""
    row, client = proposal(cast), client_of(cast.biru)
    page = client.get(url("update", row))
    assert client_of(cast.tksk).get(url("update", row)).status_code == 403
    assert send(client_of(cast.tksk), url("update", row), page, source="x").status_code == 403
    fill(client, url("update", row), identified_on="05/01/2024", source="Laporan RT 3", own_wording="lansia sendiri")
    row.refresh_from_db()
    assert (row.identified_on, row.source, row.own_wording, row.version) == (
        date(2024, 1, 5), "Laporan RT 3", "lansia sendiri", 2,
    )  # fmt: skip
    open_page = client.get(url("update", row))
    client_of(cast.tksk).post(url("verify", row))
    before = everything()
    assert send(client, url("update", row), open_page, source="diam-diam").status_code == 403
    assert client.get(url("update", row)).status_code == 403
    assert everything() == before
    row.refresh_from_db()
    assert (row.source, row.status) == ("Laporan RT 3", "verified")
