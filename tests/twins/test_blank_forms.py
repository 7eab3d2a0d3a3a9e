"""Blank forms: every question of the screen, in its order, on the paper asked for."""

import pytest
from django.urls import reverse
from django.utils.translation import gettext as _

from groups.inventory import PARTS
from groups.inventory_forms import FORMS
from groups.models import SocialGroup
from members.identity_forms import OwnEnrolForm
from members.papers.twins import NEW_NAMES
from tests import factories
from tests.twins.reading import in_order, size, text
from wksbm.paper.codes import ANY_GROUP, NEW_GROUP, NEW_PERSON, code_of
from wksbm.people.forms import PersonForm

pytestmark = pytest.mark.django_db


def blank(which: str) -> str:
    floor = "members" if which in ("anggota", "perubahan") else "groups"
    return reverse(f"{floor}:blank-form", args=[which])


def labels(form) -> list[str]:
    """Of the questions as the screen shows them."""
    words = [" ".join(str(form.fields[name].label).split()) for name in on_screen(form)]
    return [word[:1].upper() + word[1:] for word in words]


def on_screen(form) -> list[str]:
    return [pointer.name for pointer in form.helper.layout.get_field_names() if pointer.name in form.fields]


def test_the_inventory_asks_what_the_screens_ask_in_their_order(cast, client_of):
    paper = text(client_of(cast.penfui).get(blank("inventaris")))
    words = []
    for part in PARTS:
        words += [str(part.title), *labels(FORMS[part.slug](instance=SocialGroup(), user=cast.penfui, today=None))]
    assert len(words) > 40
    assert in_order(paper, words) == []


def test_every_choice_of_the_inventory_is_a_box_with_its_words(cast, client_of):
    paper = text(client_of(cast.penfui).get(blank("inventaris")))
    for field in SocialGroup._meta.get_fields():
        choices = getattr(field, "codes", None) or getattr(field, "choices", None) or ()
        if field.name not in FORMS["identitas"].base_fields and field.name not in FORMS["program"].base_fields:
            continue
        words = [str(word)[:1].upper() + str(word)[1:] for _code, word in choices]
        assert in_order(paper, words) == [], field.name


def test_the_person_asks_what_the_screen_asks_in_its_order(cast, client_of):
    paper = text(client_of(cast.penfui).get(blank("warga")))
    words = labels(PersonForm(user=cast.penfui, today=None))
    assert len(words) > 20
    assert in_order(paper, words) == []
    assert code_of(NEW_PERSON) in paper


def test_new_names_are_asked_as_on_the_screen():
    """Whoever adds a question to the screen says here how wide it stands on paper, or that it does not."""
    assert [pointer.name for pointer in OwnEnrolForm.layout.get_field_names()] == list(NEW_NAMES)


def test_the_sheets_for_members_have_lines_for_a_signature(cast, client_of):
    client = client_of(cast.penfui)
    roster, changes = text(client.get(blank("anggota"))), text(client.get(blank("perubahan")))
    columns = [_("Name"), _("L/P"), _("Born"), "RT", "RW", _("Member since"), _("Signature")]
    assert in_order(roster, [_("Group"), _("Day of this sheet"), *columns]) == []
    assert in_order(changes, [_("Name"), _("Last day"), _("Signature"), *columns]) == []
    assert code_of(ANY_GROUP) in roster
    assert code_of(ANY_GROUP) in changes


@pytest.mark.parametrize("which", ["inventaris", "warga", "anggota", "perubahan"])
def test_paper_is_f4_and_a4_on_request(cast, client_of, which):
    client = client_of(cast.penfui)
    assert size(client.get(blank(which))) == (215, 330)
    assert size(client.get(blank(which), {"kertas": "a4"})) == (210, 297)
    assert size(client.get(blank(which), {"kertas": "<a5>"})) == (215, 330)


def test_who_may_see_groups_finds_the_blank_forms(cast, client_of):
    page = reverse("groups:blank-forms")
    for who in (cast.lina, cast.penfui, cast.tksk, cast.dinas_bone):
        shown = client_of(who).get(page).content.decode()
        assert all(blank(which) in shown for which in ("inventaris", "warga", "anggota", "perubahan"))
        assert page in client_of(who).get(reverse("groups:list")).content.decode()
        assert {client_of(who).get(blank(which)).status_code for which in ("inventaris", "anggota")} == {200}
    assert client_of(cast.camat).get(page).status_code == 404
    assert client_of(cast.penfui).get(blank("ijazah")).status_code == 404
    assert client_of(cast.penfui).get(reverse("members:blank-form", args=["ijazah"])).status_code == 404


def test_a_blank_form_tells_nothing(cast, client_of):
    factories.person("Yuliana Tersembunyi", factories.PENFUI)
    factories.group("Arisan Tersembunyi", factories.PENFUI, kind="kps")
    for which in ("inventaris", "warga", "anggota", "perubahan"):
        assert "Tersembunyi" not in text(client_of(cast.penfui).get(blank(which)))


def test_the_code_of_a_blank_inventory_registers_a_group(cast, client_of):
    paper = text(client_of(cast.penfui).get(blank("inventaris")))
    assert code_of(NEW_GROUP) in paper
