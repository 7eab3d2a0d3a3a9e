"""A part of a village has the word of its province; an office may set its own."""

import pytest
from django.urls import reverse

from tests import factories
from tests.factories import BIRU, PENFUI
from wksbm.regions.hamlets import hamlet_label, hamlet_word

pytestmark = pytest.mark.django_db


def test_the_province_says_what_it_is_called(settings):
    assert [hamlet_word(code) for code in ("13.71", "51.02.01.2001", "53", "")] == [
        "jorong",
        "banjar",
        "dusun",
        "dusun",
    ]
    settings.HAMLET_WORDS = {"53": "kampung"}
    assert (hamlet_label("53.01.08.2011"), hamlet_label("13")) == ("Kampung", "Dusun")


def test_the_forms_use_the_word_of_the_place(cast, client_of, settings):
    settings.HAMLET_WORDS = {"73": "lingkungan"}
    here, there = factories.person("Ana", BIRU), factories.person("Eva", PENFUI)
    pages = {
        "new": client_of(cast.biru).get(reverse("people:create")),
        "here": client_of(cast.tksk).get(reverse("people:update", args=[here.pk])),
        "there": client_of(cast.penfui).get(reverse("people:update", args=[there.pk])),
    }
    labels = {name: page.context["form"].fields["hamlet"].label for name, page in pages.items()}
    assert labels == {"new": "Lingkungan", "here": "Lingkungan", "there": "Dusun"}
    group = factories.group("Melati", BIRU, kind="kps")
    form = client_of(cast.biru).get(reverse("groups:inventory-part", args=[group.pk, "identitas"])).context["form"]
    assert dict(form.fields["scope_level"].choices)["hamlet"] == "lingkungan"
