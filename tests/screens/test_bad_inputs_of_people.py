"""Every bad input that a form can meet, typed into the person form: cleaned, asked about, or refused at its field."""

import time
from datetime import timedelta

import pytest

from tests import factories
from tests.ground.bad_inputs import ANSWERS, Asks, Refused, Saved, field_of, rows, typed
from tests.screens.pages import controls, everything, refusals, resend, send, undone
from wksbm.people.models import Person
from wksbm.regions.models import Region

pytestmark = pytest.mark.django_db

NEW = "/warga/baru/"
# With a guardian: without one a child (some of these dates) would be asked about.
PLAIN = {
    "full_name": "Yuliana Tefa", "no_nik_reason": "unknown", "village": factories.BIRU, "village_district": None,
    "guardian": "Ibu Tefa",
}  # fmt: skip
MAN, WOMAN = "3273010101900001", "3273014101900001"
SLOWEST = 2  # seconds of work


def cases() -> dict[str, tuple[dict, object]]:
    """By its id: what is typed, and the answer. The rows of the file, then those that a test has to build."""
    from_file = {
        name: ({field_of(name): typed(text)}, ANSWERS[name]) for name, text in rows().items() if name in ANSWERS
    }
    tomorrow = Region(code=factories.BONE).today() + timedelta(days=1)
    built = {
        "NIK-01": ({"nik": "", "no_nik_reason": ""}, Refused("nik")),
        "NIK-35": ({"nik": WOMAN, "sex": "L"}, Asks("nik_sex", WOMAN)),
        "NIK-37": ({"nik": "3273010101300001", "birth_date": "1930-01-01"}, Saved("3273010101300001")),
        "NIK-letters": ({"nik": "\uff13\uff12\uff17\uff13" + MAN[4:]}, Refused("full-width digits")),
        "NIK-long": ({"nik": "9" * 100_000}, Refused("too long")),
        "KK-15": ({"kk_number": "530108010203000"}, Refused("15 digits")),
        "NAM-11": ({"full_name": "x" * 121}, Refused("120")),
        "NAM-12": ({"full_name": "x" * 100_000}, Refused("120")),
        "DAT-10": ({"birth_date": f"{tomorrow:%d/%m/%Y}"}, Refused("future")),
        "DAT-11": (
            {"birth_date": f"{tomorrow - timedelta(days=1):%d/%m/%Y}"},
            Saved(f"{tomorrow - timedelta(days=1)}"),
        ),
        "DAT-1899": ({"birth_date": "31/12/1899"}, Refused("too old")),
        "REG-15": ({"village": "73.08.21.1009"}, Asks("superseded", factories.BIRU)),
        "REG-nul": ({"village": "73.08.21.1001\0"}, Refused("control")),
        "RT-word": ({"rt": "dua"}, Refused("digits")),
        "XSS-13": ({"address": "Jl. \u2028alert(1)"}, Refused("line separator")),
        "ADR-201": ({"address": "x" * 201}, Refused("200")),
        "EDU-unknown": ({"education": "PhD\0"}, Refused("no such choice")),
    }
    return from_file | built


def sex_in(nik: str) -> str:
    """The sex that goes with a typed NIK, so that only what the row is about is asked."""
    digits = "".join(char for char in nik if char.isascii() and char.isdigit())
    return "P" if len(digits) != 16 or int(digits[6:8]) > 40 else "L"


def field_in(what: dict) -> str:
    return next(iter(what))


def judge(client, page, what: dict, answer) -> str:
    """Sends one case; what was wrong with the answer, or nothing."""
    before, began, field = everything(), time.thread_time(), field_in(what)
    response = send(client, NEW, page, **PLAIN | {"sex": sex_in(what.get("nik", ""))} | what)
    if time.thread_time() - began > SLOWEST:
        return "slow"
    if isinstance(answer, Refused):
        return refused_well(response, what[field], field, before)
    if isinstance(answer, Asks):
        codes = controls(response).get("seen_doubt") if response.status_code == 200 else response.status_code
        if codes != [answer.code] or refusals(response) or everything() != before:
            return f"was not asked: {codes}"
        response = resend(response, **what)
    if response.status_code != 302:
        return f"not saved: {response.status_code}"
    person = Person.objects.get()
    stored = str(getattr(person, "village_id" if field == "village" else field))
    doubts = [answer.code] if isinstance(answer, Asks) else []
    return "" if (stored, person.doubts) == (answer.value, doubts) else f"stored {stored!r}, {person.doubts}"


def refused_well(response, value: str, field: str, before: dict) -> str:
    """At its field, nothing written, and a message that neither repeats the value nor tells a NIK."""
    if response.status_code != 200 or list(refusals(response)) != [field]:
        return f"not refused at {field}: {response.status_code}"
    said = " ".join(response.context["form"].errors[field])
    told = [value[at : at + 6] for at in range(len(value[:200]) - 5) if value[at : at + 6] in said]
    if len(said) > 250 or (told and field in ("nik", "kk_number", "full_name")):
        return f"the message tells too much: {said[:300]}"
    return "" if everything() == before else "something was written"


def test_every_bad_input_is_cleaned_asked_about_or_refused(cast, client_of):
    factories.region("32.73", "kota", "Kota Bandung")
    factories.region("32.73.01", "kecamatan", "Sukasari")
    old = factories.region("73.08.21.1009", "kelurahan", "Biru Lama")
    old.superseded_by_id = factories.BIRU
    old.save()
    client = client_of(cast.dinas_bone)
    client.raise_request_exception = False
    page, wrong = client.get(NEW), {}
    for name, (what, answer) in cases().items():
        with undone():
            problem = judge(client, page, what, answer)
        if problem:
            wrong[name] = (problem, answer)
    assert wrong == {}


def test_what_is_not_on_the_form_is_ignored(cast, client_of):
    """API-01: nobody writes the columns that the registry keeps by itself."""
    sly = {"nik_conflict": "on", "doubts": '["x"]', "version": "9", "id": "77", "name_key": "x", "household": "1"}
    client = client_of(cast.biru)
    send(client, NEW, client.get(NEW), **PLAIN, **sly, sex="P", role="admin", history_user="1")
    person = Person.objects.get()
    assert (person.nik_conflict, person.doubts, person.version, person.household) == (False, [], 1, None)
    assert (person.name_key, person.history.get().history_user) == ("iuliana tefa", cast.biru)
    assert person.pk != 77
    assert cast.biru.roles == {"village"}
