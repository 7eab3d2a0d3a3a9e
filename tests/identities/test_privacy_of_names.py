"""An erasure takes the names by which groups entered somebody, matched or not; the report of her data tells them."""

from datetime import date

import pytest
from django.urls import reverse

from members.models import IdentityMatch, Membership
from tests import factories
from tests.factories import BIRU, PENFUI, WATAMPONE
from tests.identities.test_matching import choose, typed_by
from tests.privacy.dump import dump, found
from tests.screens.pages import fill
from wksbm.people.subject import report

pytestmark = pytest.mark.django_db

BORN = {"birth_date": date(1988, 5, 13), "rt": "077", "hint": "istri Pak Kanarius"}


def erase(client, person) -> None:
    answer = fill(
        client,
        reverse("people:erase", args=[person.pk]),
        reason="diminta sendiri",
        sure="on",
        password=factories.PASSWORD,
    )
    assert answer.status_code == 302, answer.context["form"].errors


def test_a_matched_name_goes_with_its_person(cast, client_of):
    person = factories.person("Zubaedah Kanarina", PENFUI)
    row = typed_by(cast.lina, "Zubaidah Kanarini", cast.group, **BORN)
    assert fill(client_of(cast.penfui), choose(row, person)).status_code == 302
    erase(client_of(cast.dinas_kupang), person)
    words = {"typed": "Zubaidah Kanarini", "key": "subaidah kanarini", "hint": "Kanarius", "born": "1988-05-13"}
    assert found(words, dump()) == {}
    row.refresh_from_db()
    membership = row.memberships.get()
    assert (row.person, row.status, membership.person) == (person, "matched", person)
    assert membership.left_on is not None


def test_a_waiting_name_that_is_hers_goes_as_well_and_that_of_a_namesake_elsewhere_stays(cast, client_of):
    person = factories.person("Zubaedah Kanarina", BIRU)
    group, elsewhere = factories.group("Melati", BIRU), factories.group("Mawar", WATAMPONE)
    hers = typed_by(cast.lina, "Zubaedah  Kanarina", group, **BORN)
    refused = typed_by(cast.lina, "Zubaedah Kanarina", group, status="refused", reason="Zubaedah Kanarina sudah pindah")
    other = typed_by(cast.lina, "Zubaedah Kanarina", elsewhere)
    erase(client_of(cast.dinas_bone), person)
    for row in (hers, refused, other):
        row.refresh_from_db()
    assert (hers.name, hers.status, hers.hint, hers.birth_date) == ("(dihapus)", "withdrawn", "", None)
    assert hers.memberships.get().left_on is not None
    assert (refused.name, refused.reason) == ("(dihapus)", "")
    assert (other.name, other.status) == ("Zubaedah Kanarina", "waiting")
    past = IdentityMatch.history.model.objects.exclude(id=other.pk)
    assert set(past.values_list("name", "name_key", "hint")) == {("(dihapus)", "dihapus", "")}
    assert Membership.objects.get(identity=other).left_on is None


def test_the_report_of_her_data_tells_under_which_name_groups_know_her(cast, client_of):
    person = factories.person("Zubaedah Kanarina", PENFUI)
    row = typed_by(cast.lina, "Zubaidah Kanarini", cast.group, **BORN)
    assert fill(client_of(cast.penfui), choose(row, person)).status_code == 302
    sections = {section.title: section for section in report(person, by=cast.dinas_kupang, reason="diminta")}
    (line,) = sections["Nama yang dipakai kelompok untuk memasukkannya"].rows
    assert line[:4] == ["Zubaidah Kanarini", "Rindu Sejahtera", "13 Mei 1988", "istri Pak Kanarius"]
