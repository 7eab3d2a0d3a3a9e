"""Paper: a long roster, its signatories, both sizes; membership cards with a code and without a secret."""

import io
from datetime import date

import pytest
from django.urls import reverse
from pypdf import PdfReader

from members.models import Membership
from tests import factories
from tests.factories import BIRU, PENFUI
from tests.members.reading import on_paper, page_count, text_of_pdf
from tests.screens.pages import fill, refusals
from wksbm.accounts.models import AccessLog

pytestmark = pytest.mark.django_db

NIK = "9901014101900001"
DAY = date(2026, 6, 1)
LETTERS = "abcdefghijklmnopqrst"


def millimetres(response) -> tuple[int, int]:
    box = PdfReader(io.BytesIO(response.content)).pages[0].mediabox
    return round(float(box.width) * 25.4 / 72), round(float(box.height) * 25.4 / 72)


@pytest.fixture
def long_roster(cast):
    cast.group.secretariat = "Rumah ketua, RT 003"
    cast.group.save()
    for place in range(120):
        name = f"Warga {LETTERS[place % 20]}{LETTERS[place // 20]} Maria Goreti Theresia dari Kanak-kanak Yesus"
        factories.membership(factories.person(name, PENFUI, nik=factories.new_nik()), cast.group, number=place + 1)
    return cast.group


def test_a_long_roster_has_its_head_on_each_page_and_its_foot_at_the_end(cast, client_of, long_roster):
    chair = factories.person("Welmince Tamonob", PENFUI)
    factories.office(long_roster, "chair", chair)
    factories.office(long_roster, "secretary", Membership.objects.get(number=3).person, rank=1)
    answer = on_paper(client_of(cast.penfui), long_roster, DAY)
    pages = [" ".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(answer.content)).pages]
    assert len(pages) > 3
    assert all("No. Nama" in page for page in pages[:-1])
    assert [f"{place}/{len(pages)}" in page for place, page in enumerate(pages, 1)] == [True] * len(pages)
    assert all(words in pages[0] for words in ("Rindu Sejahtera", "Kecamatan Kupang Tengah", "Rumah ketua, RT 003"))
    assert "1 Juni 2026" in pages[0]
    assert all(cast.penfui.full_name in page for page in pages)
    assert all(
        words in pages[-1] for words in ("Welmince Tamonob", "Warga ca", "Sekretaris I", "Kepala Desa Penfui Timur")
    )
    text = " ".join(pages)
    assert all(f"Warga {LETTERS[place % 20]}{LETTERS[place // 20]}" in text for place in range(120))
    assert "9901" not in text, "no NIK, not even masked"


@pytest.mark.parametrize(("size", "expected"), [("", (215, 330)), ("a4", (210, 297)), ("../x", (215, 330))])
def test_both_papers(cast, client_of, size, expected):
    factories.membership(factories.person("Marta Boru", PENFUI), cast.group, number=1)
    asked = {"kertas": size} if size else {}
    assert millimetres(on_paper(client_of(cast.penfui), cast.group, DAY, **asked)) == expected


@pytest.mark.parametrize("day", ["besok", "31/02/2024", "9" * 40])
def test_a_day_that_cannot_be_read_is_today(cast, client_of, day):
    answer = client_of(cast.penfui).get(reverse("members:roster-pdf", args=[cast.group.pk]), {"on": day})
    assert answer.status_code == 200
    assert str(cast.group.village.today().year) in text_of_pdf(answer)


def test_who_gets_the_paper(cast, client_of):
    factories.membership(factories.person("Marta Boru", PENFUI), cast.group, number=1)
    urls = [reverse(f"members:{name}", args=[cast.group.pk]) for name in ("roster-pdf", "cards")]
    expected = {"penfui": 200, "lina": 200, "dinas_kupang": 200, "tksk": 404, "biru": 404, "camat": 404, "admin": 403}
    for who, status in expected.items():
        assert {client_of(getattr(cast, who)).get(url).status_code for url in urls} == {status}, who


def test_cards_of_those_who_are_ticked(cast, client_of, settings):
    settings.CARD_YEARS = 2
    marta = factories.membership(factories.person("Marta Boru", PENFUI, nik=NIK), cast.group, number=1)
    factories.membership(factories.person("Ina Lalu", PENFUI), cast.group, number=2)
    url = reverse("members:cards", args=[cast.group.pk])
    answer = fill(client_of(cast.penfui), url, members=[str(marta.pk)])
    text = text_of_pdf(answer)
    assert all(words in text for words in ("Marta Boru", "Rindu Sejahtera", "No. 1", "Penfui Timur"))
    assert f"31 Desember {cast.group.village.today().year + 2}" in text
    assert not [secret for secret in ("Ina Lalu", NIK, "9901", "1990") if secret in text]
    entry = AccessLog.objects.get(kind="export")
    assert entry.facts == {"rows": 1, "format": "pdf", "nik": "none", "paper": "cards"}


@pytest.mark.parametrize(("size", "pages"), [("f4", 3), ("a4", 3)])
def test_all_cards_at_once(cast, client_of, size, pages):
    for place in range(21):
        factories.membership(factories.person(f"Warga {LETTERS[place % 20]}", PENFUI), cast.group, number=place + 1)
    answer = fill(client_of(cast.lina), reverse("members:cards", args=[cast.group.pk]), paper=size)
    assert page_count(answer) == pages


def test_the_code_opens_the_persons_page_and_of_a_stranger_the_roster(cast, client_of, monkeypatch):
    seen = []
    monkeypatch.setattr("members.papers.cards.squares_of", lambda address: seen.append(address) or [[1]])
    here, guest = factories.person("Marta Boru", PENFUI), factories.person("Sitti Jauh", BIRU)
    for place, who in enumerate((here, guest), 1):
        factories.membership(who, cast.group, number=place)
    fill(client_of(cast.penfui), reverse("members:cards", args=[cast.group.pk]))
    assert seen == [
        f"http://testserver{here.get_absolute_url()}",
        f"http://testserver{reverse('members:roster', args=[cast.group.pk])}",
    ]


def test_a_card_of_a_very_long_name_stays_on_its_card(cast, client_of):
    name = "Maria Magdalena Theresia " * 4 + "Nenobais"
    factories.membership(factories.person(name, PENFUI), cast.group, number=1)
    assert "Maria Magdalena" in text_of_pdf(
        fill(client_of(cast.penfui), reverse("members:cards", args=[cast.group.pk]))
    )


def test_cards_of_nobody_or_of_others_are_refused(cast, client_of):
    other = factories.membership(factories.person("Orang Lain", PENFUI), factories.group("Lain", PENFUI), number=1)
    url, client = reverse("members:cards", args=[cast.group.pk]), client_of(cast.penfui)
    for members in ([], [str(other.pk)], ["x"], ["9" * 30]):
        assert list(refusals(fill(client, url, members=members))) == ["members"]
