"""The confidential referral: written once, read by nobody who sent it."""

import re

import pytest

from beneficiaries.models import SealedCase
from beneficiaries.sealed import Content
from tests import factories
from tests.factories import BIRU, PENFUI, TA, WATAMPONE
from tests.screens.pages import controls, everything, refusals, resend
from tests.sealed.cases import LIST, RECEIPT, REFER, WORDS, send, typed
from wksbm import keyring
from wksbm.accounts.models import AccessLog

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("kinds")]


def plain(response) -> str:
    body = re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", response.content.decode())
    return body.replace(response.request["PATH_INFO"], "")


def test_what_was_typed_is_sealed_and_the_sender_gets_a_code_once(cast, client_of):
    client = client_of(cast.biru)
    answer = send(client)
    assert (answer.status_code, answer["Location"]) == (302, RECEIPT)
    case = SealedCase.objects.get()
    assert (case.village_id, case.sent_by, case.status) == (BIRU, cast.biru, "waiting")
    assert case.received_on == cast.regions[BIRU].today()
    name, nik, seen, reach, avoid, kind = WORDS
    assert Content.of(case) == Content(
        name=f"Ibu {name}", nik=nik, sex="P", age="30-an", kinds=(kind,), seen=f"{seen} di lengan",
        reach=f"{reach} taklim, Jumat", avoid=avoid, urgency="week",
    )  # fmt: skip
    assert case.person_index == keyring.blind_index(nik, "sealed_case.nik")
    assert re.fullmatch(r"RK-[234679ACDEFGHJKMNPQRTUVWXYZ]{4}-[1-9][0-9]", case.receipt)
    page = client.get(RECEIPT)
    assert case.receipt in page.content.decode()
    assert [word for word in WORDS if word in page.content.decode()] == []
    assert client.get(RECEIPT).status_code == 404


@pytest.mark.parametrize(("who", "village"), [("lina", PENFUI), ("tksk", TA), ("dinas_bone", TA), ("tksk_cleared", TA)])
def test_leaders_tksk_and_dinas_send_too(who, village, cast, client_of):
    assert send(client_of(getattr(cast, who)), village=village).status_code == 302
    assert SealedCase.objects.get().village_id == village


@pytest.mark.parametrize(("who", "status"), [("camat", 404), ("admin", 403)])
def test_viewers_and_administrators_do_not(who, status, cast, client_of):
    assert client_of(getattr(cast, who)).get(REFER).status_code == status


def test_a_place_outside_is_answered_like_one_that_does_not_exist(cast, client_of):
    for code in (WATAMPONE, "99.99.99.9999"):
        refused = send(client_of(cast.biru), village=code)
        assert list(refusals(refused)) == ["village"]
    assert SealedCase.objects.count() == 0


def test_it_says_before_typing_who_will_read_it(cast, dinas_cleared, client_of):
    body = client_of(cast.biru).get(REFER).content.decode()
    assert "Mappaita Sulaiman" in body
    assert "Tksk Rahasia" in body
    assert "Dinas Bone" not in body
    assert "Nobody of your area is cleared" in client_of(cast.lina).get(REFER).content.decode()


def test_bad_input_keeps_what_was_typed_and_writes_nothing(cast, client_of):
    before, client = everything(), client_of(cast.biru)
    refused = send(client, nik="123", seen="", kinds=None, urgency=None)
    assert refusals(refused) == {
        "nik": ["length"], "seen": ["required"], "kinds": ["required"], "urgency": ["required"]
    }  # fmt: skip
    kept = controls(refused)
    assert (kept["name"], kept["avoid"], kept["nik"]) == (["Ibu Zubaedah"], ["telepon suaminya"], ["123"])
    assert everything() | {"accounts.UnsealedRow": 0} == before | {"accounts.UnsealedRow": 0}
    assert resend(refused, **typed()).status_code == 302


def test_sent_twice_makes_one(cast, client_of):
    client = client_of(cast.biru)
    page = client.get(REFER)
    sent = controls(page) | typed()
    answers = [client.post(REFER, sent) for _try in range(2)]
    assert [answer["Location"] for answer in answers] == [RECEIPT, RECEIPT]
    assert SealedCase.objects.count() == 1
    assert SealedCase.objects.get().receipt in client.get(RECEIPT).content.decode()
    again = client.post(REFER, sent | {"name": "Ibu Lain"})
    assert "You sent a referral with this form a moment ago" in again.content.decode()
    assert SealedCase.objects.count() == 1


def test_nothing_of_the_form_is_kept_by_browser_or_page(cast, client_of):
    page = client_of(cast.biru).get(REFER)
    body = page.content.decode()
    assert page["Cache-Control"] == "no-store"
    assert "data-draft" not in body
    fields = re.findall(r"<(?:input type=\"text\"|textarea)[^>]*>", body)
    assert fields
    assert [field for field in fields if 'autocomplete="off"' not in field] == []


def test_who_is_in_the_registry_is_posted_and_not_typed(cast, client_of):
    nik = factories.new_nik()
    person = factories.person("Sitti Aminah", BIRU, nik=nik)
    history = person.history.count()
    client = client_of(cast.biru)
    page = client.post(REFER, {"person": person.pk})
    body = page.content.decode()
    assert "Sitti Aminah" in body
    assert nik not in body
    sent = controls(page)
    assert "name" not in sent
    answer = client.post(REFER, sent | {"kinds": ["PMKS-16"], "seen": "x", "urgency": "later"})
    assert answer["Location"] == RECEIPT
    case = SealedCase.objects.get()
    content = Content.of(case)
    assert (content.person, content.name, content.nik, content.kinds) == (person.pk, "Sitti Aminah", nik, ("PMKS-16",))
    assert case.village_id == BIRU
    # Nothing ordinary tells of it.
    person.refresh_from_db()
    assert (person.version, person.history.count()) == (1, history)
    for url in (person.get_absolute_url(), f"/warga/{person.pk}/pmks/"):
        page = client.get(url).content.decode()
        assert case.receipt not in page
        assert "HIV/AIDS" not in page


def test_who_is_not_in_the_area_is_nobody(cast, client_of):
    person = factories.person("Sitti Aminah", WATAMPONE)
    client = client_of(cast.biru)
    answers = [client.post(REFER, {"person": pk}) for pk in (person.pk, 987654321, "x")]
    assert {answer.status_code for answer in answers} == {404}


@pytest.mark.parametrize("who", ["lina", "biru", "tksk", "dinas_bone"])
def test_for_its_sender_the_record_does_not_exist(who, cast, client_of):
    """Every address of it, lists, searches, sheets, histories, home: as if it had never been."""
    user = getattr(cast, who)
    client = client_of(user)
    assert send(client, village=PENFUI if who == "lina" else BIRU).status_code == 302
    client.get(RECEIPT)
    case = SealedCase.objects.get()
    for tail in ("", "catatan/", "pastikan/", "tutup/", "coret/"):
        theirs, nothing = (client.get(f"{LIST}{pk}/{tail}") for pk in (case.pk, 987654321))
        assert (theirs.status_code, plain(theirs)) == (nothing.status_code, plain(nothing))
        assert theirs.status_code == 404
        assert client.post(f"{LIST}{case.pk}/{tail}", {"reason": "ingin tahu", "text": "x"}).status_code == 404
    assert client.get(LIST).status_code == client.get(f"{LIST}ekspor/").status_code == 404
    pages = ["/", "/menu/", "/pmks/", "/warga/", "/anggota/", "/kegiatan/", "/rekap/", f"/cari/?q={WORDS[0]}",
             f"/cari/?q={case.receipt}", f"/cari/?q={WORDS[1]}", "/rekap/anggota/"]  # fmt: skip
    for url in pages:
        body = (
            client.get(url).content.decode().replace(f'value="{WORDS[0]}"', "").replace(f'value="{case.receipt}"', "")
        )
        body = body.replace(f'value="{WORDS[1]}"', "")
        assert [word for word in (*WORDS[:5], case.receipt) if word in body] == [], url
    assert SealedCase.objects.visible_to(user).count() == 0
    told = AccessLog.objects.exclude(kind="refused").filter(target__icontains="sealed")
    assert told.count() == 0


@pytest.mark.parametrize(
    ("typed_over", "field"),
    [
        ({"name": "x" * 5000}, "name"),
        ({"name": "\u202eIbu"}, "name"),
        ({"nik": "９９０１０１４１０１９０００７７"}, "nik"),
        ({"kinds": "PMKS-08"}, "kinds"),
        ({"kinds": "' OR 1=1"}, "kinds"),
        ({"urgency": "never"}, "urgency"),
        ({"sex": "X"}, "sex"),
        ({"seen": "x" * 2001}, "seen"),
        ({"reach": "satu\ndua"}, "reach"),
        ({"age": "x" * 21}, "age"),
        ({"village": "1 OR 1"}, "village"),
    ],
)
def test_what_cannot_be_is_refused_beside_its_field(typed_over, field, cast, client_of):
    factories.category()
    assert list(refusals(send(client_of(cast.biru), **typed_over))) == [field]
    assert SealedCase.objects.count() == 0
