"""How long what is kept: the dry run writes nothing, what is carried out is what it counted, and only the own area."""

import io
from datetime import date, timedelta

import pytest
from django.contrib.sessions.models import Session
from django.core.management import CommandError, call_command
from django.utils import timezone

from activities.models import MotivationNote
from beneficiaries import sealed
from beneficiaries.models import Classification, SealedCase
from reports.recaps import pmks
from tests import factories
from tests.factories import BIRU, BONE, PASSWORD, PENFUI
from tests.privacy.dump import dump
from wksbm.accounts.models import AccessLog, RowSeal, Submission
from wksbm.actor import acting_as
from wksbm.people.erasing import forget
from wksbm.people.models import Person
from wksbm.people.retention import RULES, dry_run

pytestmark = pytest.mark.django_db
LONG = date(2005, 1, 1)


def run(*arguments: str) -> dict[str, list[str]]:
    """The command's table by rule: count, oldest … and the numbers after --list."""
    out = io.StringIO()
    call_command("retention", *arguments, stdout=out)
    found, rule = {}, ""
    for line in out.getvalue().splitlines()[1:]:
        cells = line.split(" | ")
        if len(cells) > 3:
            rule, *found_cells = cells
            found[rule] = found_cells
        else:
            found[rule].append(line.strip())
    return found


def due(code: str, **narrower) -> list[int]:
    return [row.pk for one in dry_run(timezone.localdate(), **narrower) if one.rule.code == code for row in one.rows]


def test_who_died_or_moved_long_ago_and_is_in_nothing_open_is_due(cast):
    gone = {
        "Almarhum": {"living": "deceased", "living_since": LONG},
        "Pindah": {"living": "moved", "living_since": LONG},
    }
    wanted = [factories.person(name, BIRU, **facts).pk for name, facts in gone.items()]
    factories.person("Hidup", BIRU)
    factories.person("Baru Pindah", BIRU, living="moved", living_since=timezone.localdate() - timedelta(days=300))
    factories.person("Tanpa Tanggal", BIRU, living="moved")  # counts from the day it was last written: today
    member = factories.person("Masih Anggota", BIRU, **gone["Pindah"])
    factories.membership(member, cast.group)
    helped = factories.person("Masih PMKS", BIRU, **gone["Pindah"])
    factories.classification(helped, factories.category(), by=cast.biru)
    officer = factories.person("Masih Ketua", BIRU, **gone["Pindah"])
    factories.office(cast.group, "chair", officer)
    left = factories.person("Sudah Keluar", BIRU, **gone["Pindah"])
    factories.membership(left, cast.group, joined_on=None, left_on=date(2006, 1, 1))
    assert sorted(due("people")) == sorted([*wanted, left.pk])


def test_the_dry_run_writes_nothing_and_lists_the_numbers(cast):
    person = factories.person("Almarhum", BIRU, living="deceased", living_since=LONG)
    before = dump()
    table = run("--list")
    assert dump() == before
    assert table["people"][:2] == ["1", "2005-01-01"]
    assert table["people"][-1] == str(person.pk)
    assert set(table) == {rule.code for rule in RULES}


def test_what_is_carried_out_is_what_it_counted_and_only_the_own_area(cast):
    mine = [
        factories.person(f"Almarhum {name}", BIRU, living="deceased", living_since=LONG) for name in ("Satu", "Dua")
    ]
    other = factories.person("Almarhum Penfui", PENFUI, living="deceased", living_since=LONG)
    run("--apply", "--as", "dinas.bone")
    erased = set(Person.objects.filter(erased_on__isnull=False).values_list("pk", flat=True))
    assert erased == {person.pk for person in mine}
    assert due("people") == [other.pk]
    assert AccessLog.objects.filter(kind="erased", user=cast.dinas_bone).count() == 2


@pytest.mark.parametrize(
    "arguments", [["--apply"], ["--apply", "--as", "desa.mantan"], ["--apply", "--as", "tidak.ada"]]
)
def test_it_is_carried_out_by_somebody_or_not_at_all(cast, arguments):
    factories.person("Almarhum", BIRU, living="deceased", living_since=LONG)
    with pytest.raises(CommandError):
        run(*arguments)
    assert not Person.objects.filter(erased_on__isnull=False).exists()


@pytest.mark.parametrize("username", ["desa.biru", "tksk.tanete", "ketua.lina", "dinas.kupang"])
def test_whoever_does_not_decide_lets_nothing_go(cast, username):
    factories.person("Almarhum", BIRU, living="deceased", living_since=LONG)
    run("--apply", "--as", username)
    assert not Person.objects.filter(erased_on__isnull=False).exists()


def test_a_rule_may_be_switched_off_and_lengthened(cast, settings):
    factories.person("Almarhum", BIRU, living="deceased", living_since=timezone.localdate() - timedelta(days=3000))
    assert len(due("people")) == 1
    for years in (0, 9):
        settings.RETENTION = settings.RETENTION | {"people": years}
        assert due("people") == []


def over(cast, status: str) -> Classification:
    person = factories.person("Yuliana Tefa", BIRU, birth_date=date(1980, 3, 4))
    words = {"own_wording": "luntang-lantung", "source": "Pak RT", "reason": "sudah mandiri"}
    return factories.classification(
        person, factories.category(), by=cast.biru, status="verified", identified_on=LONG, **words
    ) if status == "verified" else _ended(person, cast, status, words)  # fmt: skip


def _ended(person, cast, status: str, words: dict) -> Classification:
    row = factories.classification(person, factories.category(), by=cast.biru, identified_on=LONG, **words)
    row.status, row.verified_on, row.decided_on = "verified", LONG, LONG
    row.save()
    row.status, row.decided_on = status, date(2010, 1, 1)
    row.save()
    return row


def test_a_record_that_is_over_loses_its_person_and_words_and_goes_on_counting(cast, client_of):
    row = over(cast, "ended")
    person = row.beneficiary.person
    region, year = cast.regions[BONE], 2008
    before = pmks.tables(cast.dinas_bone, region, year)
    assert before[-1].totals.total.value == 1
    client, url = client_of(cast.dinas_bone), f"/pmks/{row.pk}/lupakan/"
    assert url in client.get("/warga/masa-simpan/").content.decode()
    answer = client.post(url, {"reason": "Masa simpan habis", "sure": "on", "password": PASSWORD})
    assert (answer.status_code, answer.url) == (302, "/warga/masa-simpan/")
    row.refresh_from_db()
    assert (row.own_wording, row.source, row.reason) == ("", "", "")
    assert row.beneficiary.person != person
    assert {then.beneficiary.person_id for then in row.history.all()} == {row.beneficiary.person_id}
    nobody = row.beneficiary.person
    assert (nobody.full_name, nobody.sex, nobody.village_id) == ("(dihapus)", "P", BIRU)
    assert "luntang-lantung" not in dump()
    assert pmks.tables(cast.dinas_bone, region, year) == before
    assert Person.objects.get(pk=person.pk).full_name == "Yuliana Tefa", "the person stays"
    assert client.get(url).status_code == 404, "and there is nothing more to decide"


def test_only_what_is_due_is_offered_there_and_only_to_the_dinas(cast, client_of):
    row = over(cast, "ended")
    open_one = factories.classification(factories.person("Marta Boru", BIRU), factories.category(), by=cast.biru)
    statuses = {who: client_of(getattr(cast, who)).get(f"/pmks/{row.pk}/lupakan/").status_code
                for who in ("dinas_bone", "dinas_kupang", "biru", "tksk", "lina", "admin")}  # fmt: skip
    assert statuses == {"dinas_bone": 200, "dinas_kupang": 404, "biru": 403, "tksk": 403, "lina": 403, "admin": 403}
    assert client_of(cast.dinas_bone).get(f"/pmks/{open_one.pk}/lupakan/").status_code == 404


def test_rejected_proposals_go_sooner(cast, settings):
    row = over(cast, "rejected")
    assert due("rejected") == [row.pk]
    assert settings.RETENTION["rejected"] < settings.RETENTION["ended"]


def test_closed_confidential_cases_are_counted_for_the_cleared_alone_and_keep_their_kind(cast):
    content = sealed.Content(name="Yuliana", kinds=("PMKS-15",), seen="lebam", confirmed_on="2009-01-01")
    case = sealed.refer(content, village=cast.regions[BIRU], by=cast.biru, on=LONG)
    case.notes, case.status, case.decided_on = '{"entries": []}', "closed", LONG
    case.save()
    cleared = factories.user("dinas.rahasia", "dinas", BONE, cleared=True)
    assert due("sealed", user=cast.dinas_bone) == []
    assert due("sealed", user=cleared) == [case.pk]
    run("--apply", "--as", "dinas.rahasia", "--rule", "sealed")
    case = SealedCase.objects.get()
    assert sealed.Content.of(case) == sealed.Content(kinds=("PMKS-15",), confirmed_on="2009-01-01")
    assert [sealed.Content.of(then) for then in case.history.all()] == [sealed.Content.of(case)] * case.history.count()
    assert due("sealed") == []


def test_logs_keys_and_sessions_go_after_their_time_by_the_administrator(cast):
    old = AccessLog.objects.create(user=cast.biru, kind="view", target="people.Person", number=1, region_id=BIRU)
    key = Submission.objects.create(user=cast.biru, key="0" * 32, digest="d")
    Session.objects.create(session_key="lama", session_data="x", expire_date=timezone.now() - timedelta(days=9))
    Submission.objects.filter(pk=key.pk).update(at=timezone.now() - timedelta(days=99))
    call_command("seal_history", verbosity=0)
    late = timezone.localdate() + timedelta(days=366 * 6)
    rule = next(rule for rule in RULES if rule.code == "log")
    assert [row.pk for row in rule.rows(late)] == list(AccessLog.objects.order_by("pk").values_list("pk", flat=True))
    run("--apply", "--as", "dinas.bone")
    assert (Submission.objects.count(), Session.objects.filter(pk="lama").count()) == (1, 1), "not the Dinas's"
    run("--apply", "--as", "admin")
    assert (Submission.objects.count(), Session.objects.filter(pk="lama").count()) == (0, 0)
    with acting_as(cast.admin):
        rule.carry_out([old], cast.admin, "Masa simpan log")
    assert not AccessLog.objects.filter(pk=old.pk).exists()
    assert RowSeal.objects.get(table="accounts_accesslog", row=old.pk).salt == ""
    call_command("verify_history", verbosity=0)


def test_old_private_notes_lose_their_text(cast):
    activity = factories.activity(cast.group, by=cast.penfui, kind="motivation", on=LONG)
    note = MotivationNote(activity=activity, author=cast.penfui, text="rahasia lama")
    note.save()
    assert due("notes") == [note.pk]
    run("--apply", "--as", "admin", "--rule", "notes")
    note.refresh_from_db()
    assert {note.text, *(then.text for then in note.history.all())} == {""}
    assert due("notes") == []


def test_forgetting_touches_only_the_rows_it_is_given(cast):
    one, two = over(cast, "ended"), factories.classification(
        factories.person("Marta Boru", BIRU), factories.category(), by=cast.biru, source="Bu RT"
    )  # fmt: skip
    with acting_as(cast.dinas_bone):
        forget(Classification, [one.pk], {"source": ""}, by=cast.dinas_bone, reason="Masa simpan")
    two.refresh_from_db()
    assert two.source == "Bu RT"
