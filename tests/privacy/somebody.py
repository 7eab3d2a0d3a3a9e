"""One person of Biru about whom the register holds everything it can, each value a word found nowhere else."""

from dataclasses import dataclass
from datetime import date

from activities.models import Activity, Attendance, MotivationNote, OutreachFinding
from beneficiaries import sealed
from beneficiaries.models import Classification
from tests import factories
from tests.factories import BIRU
from wksbm import keyring
from wksbm.accounts.log import note
from wksbm.accounts.models import AccessLog, Submission
from wksbm.actor import acting_as
from wksbm.people.models import Person

NAME, FORMER = "Zubaedah Kanarina", "Zubaidah Kanarini"
NIK, FORMER_NIK = "9901015305880042", "9901015305880043"
KK, FORMER_KK = "9901019988776655", "9901019988776644"
CANARIES = {
    "name": NAME,
    "former name": FORMER,
    "name key": "subaedah kanarina",
    "NIK": NIK,
    "NIK in groups": "9901 0153 0588 0042",
    "former NIK": FORMER_NIK,
    "KK number": KK,
    "phone": "81298765432",
    "phone in groups": "0812-9876-5432",
    "birth day": "1988-05-13",
    "birth place": "Kanaripura",
    "hamlet": "Dusun Kanaribaru",
    "address": "Lorong Kanari Emas",
    "home address": "Gang Kanari Perak",
    "guardian": "Kanarius Wali",
    "occupation": "penjinak kanari",
    "reason of leaving": "kanari pindah",
    "own words": "kanari telantar",
    "source": "kabar burung kanari",
    "reason of a decision": "kanari sudah mandiri",
    "decree": "SK/KANARI/7",
    "office": "Ketua Adat Kanari",
    "problem found": "kanari sakit",
    "reason of a change": "kanari salah ketik",
}


@dataclass
class Somebody:
    person: Person
    group: object
    activity: Activity
    membership: object
    blind: list[str]  # the fingerprints by which the numbers could be found


def everything_about_her(cast) -> Somebody:
    """Two names, two NIKs and two families in her history; named in texts of others, sealed and open."""
    home = factories.household(FORMER_KK, BIRU, address="Gang Kanari Perak", rt="007")
    home.kk_number = KK
    home.save()
    person = factories.person(
        FORMER, BIRU, nik=FORMER_NIK, birth_date=date(1988, 5, 13), birth_place="Kanaripura", phone="+6281298765432",
        hamlet="Dusun Kanaribaru", address="Lorong Kanari Emas", rt="007", guardian="Kanarius Wali",
        occupation="penjinak kanari", household=home, education="SMA", marital_status="widowed",
    )  # fmt: skip
    home.head = person
    home.save()
    person.full_name, person.nik = NAME, NIK
    person._change_reason = "kanari salah ketik"
    person.save()
    group = factories.group("Kelompok Melati", BIRU, initiator=f"Ibu {NAME}", phone="+6281298765432")
    membership = factories.membership(person, group, number=1)
    left = factories.group("Kelompok Kamboja", BIRU)
    factories.membership(person, left, left_on=date(2022, 1, 1), left_reason="kanari pindah")
    factories.office(group, "chair", person, decree="SK/KANARI/7", ex_officio="Ketua Adat Kanari")
    _pmks(person, cast)
    activity = _activities(person, group, membership, cast)
    note(cast.dinas_bone, AccessLog.Kind.VIEW, person, reason=f"diminta {NAME}")
    Submission.objects.create(user=cast.biru, key="0" * 32, digest="d" * 64, url=person.get_absolute_url())
    purposes = {"person.nik": [NIK, FORMER_NIK], "household.kk_number": [KK, FORMER_KK], sealed.INDEX: [NIK]}
    blind = [
        keyring.blind_index(number, purpose).split(":")[1] for purpose, them in purposes.items() for number in them
    ]
    return Somebody(person, group, activity, membership, blind)


def _pmks(person, cast) -> None:
    words = {"own_wording": "kanari telantar", "source": "kabar burung kanari"}
    factories.classification(person, factories.category(), by=cast.biru, status="verified", **words)
    over = factories.category("PMKS-09", "Fakir miskin")
    ended = factories.classification(person, over, by=cast.biru, **words)
    ended.status, ended.decided_on, ended.reason = "ended", date(2023, 1, 1), "kanari sudah mandiri"
    ended.save()
    village, on = cast.regions[BIRU], date(2024, 3, 1)
    confirmed = sealed.refer(sealed.Content(name=NAME, nik=NIK, seen="lebam"), village=village, by=cast.biru, on=on)
    kinds = [factories.category("PMKS-15", "KTK", sensitivity=3).code]
    with acting_as(cast.tksk_cleared):
        sealed.confirm(confirmed, kinds=kinds, text="x", by=cast.tksk_cleared, on=on)
    sealed.refer(sealed.Content(name="tanpa NIK", person=person.pk), village=village, by=cast.biru, on=on)


def _activities(person, group, membership, cast) -> Activity:
    activity = factories.activity(
        group, by=cast.biru, kind="outreach", on=date(2024, 2, 1), guests=f"Pak Lurah\n{NAME.upper()}\nBu Camat",
        summary=f"Rumah {NAME} didatangi, NIK 9901 0153 0588 0042, telepon 0812-9876-5432.",
    )  # fmt: skip
    activity._change_reason = f"menurut {NAME}"
    activity.save()
    Attendance(activity=activity, membership=membership, status="present").save()
    OutreachFinding(activity=activity, name="Zoebaidah Kanarini", problem="kanari sakit", rt="007").save()
    OutreachFinding(activity=activity, name="Linda Lain", problem=f"tetangga {NAME}").save()
    MotivationNote(activity=activity, author=cast.biru, text=f"{NAME} berkata lirih").save()
    return activity


def classifications_of(person) -> list[Classification]:
    return list(Classification.objects.filter(beneficiary__person=person).order_by("pk"))
