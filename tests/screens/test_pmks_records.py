"""PMKS: several kinds for one person, doubts by age and sex, sealed kinds that do not exist, filters that give nothing."""

import re
from datetime import date, timedelta

import pytest
from django.urls import reverse

from beneficiaries.models import Beneficiary, Classification, PmksCategory
from tests import factories
from tests.factories import BIRU, PENFUI
from tests.screens.pages import everything, fill, refusals, resend, send, undone
from wksbm.people.models import Person
from wksbm.regions.models import Region

pytestmark = pytest.mark.django_db

LIST = "/pmks/"
DAY = {"identified_on": "01/02/2024"}


def register(person) -> str:
    return f"/pmks/baru/?orang={person.pk}"


def offered(page) -> set[int]:
    return {category.pk for category in page.context["form"].fields["categories"].queryset}


def plain(response, *keys) -> str:
    """The body without tokens and without the keys that were asked for."""
    body = re.sub(r'value="[0-9A-Za-z-]{32,64}"', "", response.content.decode())
    for key in keys:
        body = body.replace(str(key), "")
    return body


def kind_like(plain_kind, name: str, sensitivity: int) -> PmksCategory:
    """A kind with a number that stands nowhere else on a page."""
    facts = {"scheme": plain_kind.scheme, "number": 16, "abbreviation": "X", "name_en": name, "unit": "individual"}
    row = PmksCategory(pk=600001, code="PMKS-16", name=name, sensitivity=sensitivity, **facts)
    row.save(force_insert=True)
    return row


def test_a_person_may_be_of_several_kinds_at_once_and_of_each_once(cast, client_of):
    person = factories.person("Yuliana Tefa", PENFUI, birth_date=date(1950, 1, 1))
    poor, old, third = (factories.category(f"PMKS-{number:02d}", f"Jenis {number}") for number in (22, 8, 9))
    client = client_of(cast.penfui)
    answer = fill(client, register(person), categories=[str(poor.pk), str(old.pk)], **DAY, source="Musyawarah  desa",
                  own_wording="janda miskin")  # fmt: skip
    assert (answer.status_code, answer.url) == (302, person.get_absolute_url())
    rows = Classification.objects.order_by("category__code")
    told = rows.values_list("category", "status", "identified_on", "source", "own_wording", "village", "proposed_by")
    common = ("proposed", date(2024, 2, 1), "Musyawarah desa", "janda miskin", PENFUI, cast.penfui.pk)
    assert list(told) == [(old.pk, *common), (poor.pk, *common)]
    assert (Beneficiary.objects.get().person, {row.history.get().history_user for row in rows}) == (
        person,
        {cast.penfui},
    )
    before, tomorrow = everything(), Region(code=PENFUI).today() + timedelta(days=1)
    both = {"categories": [str(third.pk), str(old.pk)]}
    for typed in (both, {"identified_on": f"{tomorrow:%d/%m/%Y}"}, {"identified_on": ""}, {"categories": None},
                  {"categories": "x"}, {"categories": "9" * 30}, {"source": "x" * 121}):  # fmt: skip
        refused = fill(client, register(person), **{"categories": str(third.pk)} | DAY | typed)
        assert (refused.status_code, bool(refusals(refused))) == (200, True), typed
        assert everything() == before, typed
    Classification.objects.update(status="ended")
    assert fill(client, register(person), **both, **DAY).status_code == 302, "what has ended may come again"


def test_a_kind_that_does_not_fit_by_age_or_sex_is_asked_about_and_then_saved(cast, client_of):
    """DAT-24, DAT-25"""
    old = factories.category("PMKS-08", "Lanjut usia telantar", age_min=60)
    woman = factories.category("PMKS-23", "Perempuan rawan", sex="P")
    man = factories.person("Budi Santoso", PENFUI, sex="L", birth_date=date(1994, 1, 1))
    client, before = client_of(cast.penfui), everything()
    kinds = {"categories": [str(old.pk), str(woman.pk)]}
    asked = fill(client, register(man), **kinds, **DAY)
    assert (asked.status_code, refusals(asked)) == (200, {})
    assert asked.context["form"].doubt_codes == ["age_PMKS-08", "sex_PMKS-23"]
    assert everything() == before
    assert resend(asked, **kinds).status_code == 302
    assert Classification.objects.filter(beneficiary__person=man).count() == 2
    fits = factories.person("Marta Boru", PENFUI, birth_date=date(1950, 1, 1))
    assert fill(client, register(fits), **kinds, **DAY).status_code == 302


def test_a_new_person_and_the_kinds_are_saved_in_one_step_or_not_at_all(cast, client_of):
    kind = factories.category("PMKS-08", "Lanjut usia telantar", age_min=60)
    client, before = client_of(cast.penfui), everything()
    typed = {"full_name": "Yuliana Tefa", "sex": "P", "birth_date": "1990", "phone": "8123456789"}
    refused = fill(client, "/pmks/baru/", **typed, categories=str(kind.pk), **DAY)
    assert list(refusals(refused)) == ["nik"]
    without = resend(refused, no_nik_reason="not_shown", categories=None)
    assert list(refusals(without)) == ["categories"]
    asked = resend(without, categories=str(kind.pk))
    assert asked.context["form"].doubt_codes == ["age_PMKS-08", "zero_lost"]
    assert everything() == before
    assert resend(asked, categories=str(kind.pk)).status_code == 302
    person, row = Person.objects.get(), Classification.objects.get()
    assert (row.beneficiary.person, row.category, row.proposed_by) == (person, kind, cast.penfui)
    assert (person.no_nik_reason, person.birth_date_precision, person.phone) == ("not_shown", "year", "+628123456789")
    assert person.doubts == ["zero_lost"]


def test_a_sealed_kind_is_answered_like_one_that_was_never_there(cast, client_of):
    """Not offered, refused in the same words when posted, and no filter tells how many there are."""
    person = factories.person("Yuliana Tefa", BIRU)
    ordinary = factories.category("PMKS-08")
    sealed = kind_like(ordinary, "Korban kekerasan", sensitivity=3)
    factories.category("PMKS-99", "Dahulu", retired=True)
    row = factories.classification(person, sealed, by=cast.biru)
    before = everything()
    for who in ("biru", "tksk", "tksk_cleared", "dinas_bone"):
        client = client_of(getattr(cast, who))
        page = client.get(register(person))
        assert offered(page) == {ordinary.pk}
        assert "Korban kekerasan" not in page.content.decode()
        answers = {}
        for key in (sealed.pk, 987654321):
            posted = send(client, register(person), page, categories=[str(ordinary.pk), str(key)], **DAY)
            listed = client.get(LIST, {"category": key})
            assert refusals(posted) == {"categories": ["invalid_choice"]}
            answers[key] = (plain(posted, key), plain(listed, key), listed.context["count"])
        assert answers[sealed.pk] == answers[987654321], who
        pages = [LIST, "/", person.get_absolute_url(), reverse("beneficiaries:of-person", args=[person.pk])]
        assert [url for url in pages if "Korban kekerasan" in client.get(url).content.decode()] == []
        assert client.get(LIST).context["count"] == 0
        detail = {plain(client.get(reverse("beneficiaries:detail", args=[key]))) for key in (row.pk, 987654321)}
        assert len(detail) == 1
    assert everything() == before


def test_a_leader_does_not_see_what_is_delicate_and_the_tksk_does(cast, client_of):
    """Sensitivity 2: absent for the leader from list, count, filter and page; the officers of the area see it."""
    person = factories.person("Yuliana Tefa", PENFUI)
    factories.membership(person, cast.group)
    plain_kind = factories.category("PMKS-08")
    delicate = kind_like(plain_kind, "Tuna susila", sensitivity=2)
    seen, hidden = (factories.classification(person, kind, by=cast.penfui) for kind in (plain_kind, delicate))
    tksk = factories.user("tksk.kupang", "tksk", factories.KUPANG_TENGAH)
    counts = {}
    for who in (cast.lina, tksk, cast.penfui):
        client = client_of(who)
        counts[who.username] = client.get(LIST).context["count"]
        tab = client.get(reverse("beneficiaries:of-person", args=[person.pk]))
        statuses = [client.get(reverse("beneficiaries:detail", args=[row.pk])).status_code for row in (seen, hidden)]
        bodies = tab.content.decode() + client.get(LIST).content.decode()
        assert (statuses, "Tuna susila" in bodies) == ([200, 404 if who is cast.lina else 200], who is not cast.lina)
    assert counts == {"ketua.lina": 1, "tksk.kupang": 2, "desa.penfui": 2}
    leader = client_of(cast.lina)
    unknown, told = (leader.get(LIST, {"category": key}) for key in (987654321, delicate.pk))
    assert plain(told, delicate.pk) == plain(unknown, 987654321)
    assert leader.post(reverse("beneficiaries:verify", args=[hidden.pk])).status_code in (403, 404)


def test_whom_one_does_not_see_one_cannot_classify(cast, client_of):
    hidden, kind = factories.person("Yuliana Tersembunyi", BIRU), factories.category()
    page = client_of(cast.biru).get(register(hidden))
    before = everything()
    with undone():
        assert send(client_of(cast.biru), register(hidden), page, categories=str(kind.pk), **DAY).status_code == 302
    refused = {"penfui": 404, "watampone": 404, "dinas_kupang": 404, "lina": 404, "camat": 404, "admin": 403}
    answers = {who: send(client_of(getattr(cast, who)), register(hidden), page, **DAY).status_code for who in refused}
    assert answers == refused
    odd = [f"/pmks/baru/?orang={key}" for key in (987654321, 0, -1, "x", "9" * 30, "1e3")]
    assert {client_of(cast.penfui).get(url).status_code for url in odd} == {404}
    assert everything() == before
