"""After an erasure nobody finds the person any more, and what was counted still counts."""

import logging
from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.utils import translation

from activities.models import Attendance, MotivationNote, OutreachFinding
from beneficiaries import sealed
from beneficiaries.models import SealedCase
from tests import factories
from tests.factories import BIRU, WATAMPONE
from tests.privacy.dump import dump, found
from tests.privacy.somebody import CANARIES, FORMER, NAME, NIK, classifications_of, everything_about_her
from tests.screens.pages import undone
from wksbm.accounts.models import AccessLog, Erasure, RowSeal
from wksbm.actor import acting_as
from wksbm.people import erasing, holdings
from wksbm.people.erasing import erase_person, plan_for
from wksbm.people.models import Household, Person

pytestmark = pytest.mark.django_db
REASON = "Permintaan warga, surat 12 Maret"


def erase(person, by, reason: str = REASON) -> Erasure:
    with acting_as(by):
        return erase_person(person, by=by, reason=reason)


def test_nothing_of_the_person_is_left_in_any_table_file_or_log(cast, settings, caplog):
    her = everything_about_her(cast)
    before = dump()
    encrypted = {"NIK", "former NIK", "KK number", "former KK"}  # they stand in the clear in texts alone
    assert set(CANARIES) - set(found(CANARIES, before)) <= encrypted
    blind = {index: index for index in her.blind}
    assert set(found(blind, before)) == set(blind)
    with caplog.at_level(logging.DEBUG):
        erase(her.person, cast.dinas_bone)
    assert found(CANARIES | blind, dump()) == {}
    logged = "\n".join(record.getMessage() for record in caplog.records if record.name != "django.db.backends")
    assert found(CANARIES | blind, logged) == {}
    files = [path for path in settings.MEDIA_ROOT.rglob("*") if path.is_file()] if settings.MEDIA_ROOT.exists() else []
    assert found(CANARIES, "\n".join(path.read_text(errors="replace") for path in files)) == {}


def test_secrets_do_not_open_to_anything_of_hers_either(cast):
    """A dump cannot read what is encrypted, so it is opened here, in rows and histories."""
    her = everything_about_her(cast)
    erase(her.person, cast.dinas_bone)
    people, homes = Person.history.filter(id=her.person.pk), Household.history.all()
    opened = [row.nik for row in people] + [row.kk_number for row in homes]
    opened += [case.content + case.notes for case in (*SealedCase.objects.all(), *SealedCase.history.all())]
    opened += [note.text for note in (*MotivationNote.objects.all(), *MotivationNote.history.all())]
    assert found(CANARIES | {"seen": "lebam"}, "\n".join(opened)) == {}
    assert {note.text for note in MotivationNote.objects.all()} == {"[dihapus] berkata lirih"}


def test_open_memberships_offices_and_records_end_with_the_day(cast):
    her = everything_about_her(cast)
    erase(her.person, cast.dinas_bone)
    today = cast.regions[BIRU].today()
    assert {row.left_on for row in her.person.memberships.all()} == {date(2022, 1, 1), today}
    assert [row.ends_on for row in her.person.officer_terms.all()] == [today]
    assert [row.status for row in classifications_of(her.person)] == ["ended", "ended"]
    assert {(case.status, case.decided_on) for case in SealedCase.objects.all()} == {("closed", today)}


def test_a_sealed_case_goes_on_counting_with_its_kind_and_nothing_else(cast):
    everything_about_her(cast)
    confirmed = SealedCase.objects.exclude(person_index="").get()
    before = sealed.Content.of(confirmed)
    erase(Person.objects.get(full_name=NAME), cast.dinas_bone)
    after = sealed.Content.of(SealedCase.objects.get(pk=confirmed.pk))
    assert after == sealed.Content(kinds=before.kinds, confirmed_on=before.confirmed_on)


def test_texts_of_others_lose_the_name_and_nothing_else(cast):
    her = everything_about_her(cast)
    erase(her.person, cast.dinas_bone)
    her.activity.refresh_from_db()
    assert her.activity.summary == "Rumah [dihapus] didatangi, NIK [dihapus], telepon [dihapus]."
    assert her.activity.guests == "Pak Lurah\n[dihapus]\nBu Camat"
    assert her.activity.history.first().history_change_reason == REASON
    assert [(one.name, one.problem) for one in OutreachFinding.objects.order_by("pk")] == [
        ("(dihapus)", ""),
        ("Linda Lain", "tetangga [dihapus]"),
    ]
    assert Attendance.objects.get().status == "present"


def test_namesakes_elsewhere_and_people_of_the_same_house_keep_theirs(cast):
    her = everything_about_her(cast)
    home = Household.objects.get()
    daughter = factories.person("Putri Lain", BIRU, household=home, phone="+6281298765432", guardian=NAME)
    namesake = factories.person(NAME, WATAMPONE)
    elsewhere = factories.activity(factories.group("Mawar", WATAMPONE), by=cast.watampone, summary=f"Ada {NAME}.")
    erase(her.person, cast.dinas_bone)
    home.refresh_from_db()
    assert (home.kk_number, home.address, home.head) == ("9901019988776655", "Gang Kanari Perak", None)
    daughter.refresh_from_db()
    assert (daughter.phone, daughter.guardian, daughter.version) == ("+6281298765432", NAME, 1)
    namesake.refresh_from_db()
    elsewhere.refresh_from_db()
    assert (namesake.full_name, elsewhere.summary) == (NAME, f"Ada {NAME}.")


def test_the_chain_of_seals_still_verifies_and_the_salts_are_gone(cast):
    her = everything_about_her(cast)
    call_command("seal_history", verbosity=0)
    erasure = erase(her.person, cast.dinas_bone)
    call_command("seal_history", verbosity=0)
    call_command("verify_history", verbosity=0)
    assert not RowSeal.objects.filter(erasure=erasure).exclude(salt="").exists()
    unsalted = RowSeal.objects.filter(erasure=erasure, table="people_historicalperson")
    assert unsalted.count() == her.person.history.count() - 1, "the row of the erasure itself was sealed afterwards"


def test_a_second_erasure_says_that_it_is_done(cast):
    her = everything_about_her(cast)
    erase(her.person, cast.dinas_bone)
    with pytest.raises(ValidationError, match=f"{cast.regions[BIRU].today():%d/%m/%Y}"):
        erase(her.person, cast.dinas_bone)
    assert Erasure.objects.count() == 1


@pytest.mark.parametrize(
    "reason", ["", f"Diminta {NAME}", f"diminta {FORMER.lower()}", f"NIK {NIK}", "telp 0812 9876 5432"]
)
def test_a_reason_that_names_her_is_refused_because_it_stays(cast, reason):
    her = everything_about_her(cast)
    before = dump()
    with pytest.raises(ValidationError):
        erase(her.person, cast.dinas_bone, reason)
    assert dump() == before


def test_what_speaks_against_it_is_told_and_nothing_happens(cast, monkeypatch):
    her = everything_about_her(cast)
    monkeypatch.setattr(holdings, "OBJECTIONS", [lambda person: "Pinjaman belum lunas."])
    before = dump()
    with pytest.raises(ValidationError, match="Pinjaman"):
        erase(her.person, cast.dinas_bone)
    assert dump() == before


def test_files_and_sheets_of_upper_floors_are_asked_for(cast, monkeypatch):
    her, asked = everything_about_her(cast), []
    monkeypatch.setattr(erasing, "FILES", [lambda who: asked.append(who.pk) or 3])
    erasure = erase(her.person, cast.dinas_bone)
    assert (asked, erasure.counts["files"]) == ([her.person.pk], 3)


def test_the_plan_counts_what_the_erasure_then_does_and_writes_nothing(cast):
    her = everything_about_her(cast)
    before = dump()
    plan = plan_for(her.person)
    assert dump() == before
    with translation.override("en"):
        names = {line.name: (line.rows, line.open) for line in plan.goes}
    assert names == {
        "Households": (1, 0), "Memberships": (2, 1), "Terms of office": (1, 1), "Classifications": (2, 1),
        "Outreach findings": (1, 0),
    }  # fmt: skip
    counts = erase(her.person, cast.dinas_bone).counts
    told = plan.history + sum(len(part.history) for part in plan.parts if not part.holding.secret)
    assert counts["texts"] == len(plan.texts)
    assert counts["history"] >= told


def test_the_erasure_is_logged_without_a_value_and_without_a_word_about_sealed_cases(cast):
    her = everything_about_her(cast)
    erase(her.person, cast.dinas_bone)
    entry = AccessLog.objects.get(kind="erased")
    assert (entry.target, entry.number, entry.user, entry.region_id) == (
        "people.Person",
        her.person.pk,
        cast.dinas_bone,
        BIRU,
    )
    assert set(entry.facts) == {"rows", "history", "texts", "files"}


def test_nobody_can_tell_from_the_figures_whether_there_was_a_sealed_case(cast):
    her, told = everything_about_her(cast), []
    for hidden in (True, False):
        with undone():
            if not hidden:
                SealedCase.objects.all().delete()
            person = Person.objects.get(pk=her.person.pk)
            plan = plan_for(person)
            erase(person, cast.dinas_bone)
            told.append((plan.goes, plan.stays, len(plan.texts), AccessLog.objects.get(kind="erased").facts))
    assert told[0] == told[1]
