"""The story passes the field table: canaries in old and new values, per role; the record's area of today decides."""

import pytest
from django.urls import reverse

from tests import factories
from tests.factories import BIRU, PENFUI, WATAMPONE
from tests.history.moments import acting_on
from tests.history.reading import sentences
from wksbm import keyring
from wksbm.people.services import save_person

pytestmark = pytest.mark.django_db
OLD = {
    "full_name": "Zulaikha Kanariwati",
    "nik": "9901014101907711",
    "birth_place": "Tempatlahirlama",
    "phone": "+628117770001",
    "address": "Jalan Lamanian",
    "guardian": "Waliwati",
    "hamlet": "Dusunlama",
    "rt": "971",
}
NEW = {
    "full_name": "Zubaidah Pipitwati",
    "nik": "9902024202917722",
    "birth_place": "Tempatlahirbaru",
    "phone": "+628228880002",
    "address": "Jalan Baruan",
    "guardian": "Walibaru",
    "hamlet": "Dusunbaru",
    "rt": "982",
}
REASON = "sesuai kartu Zubaidah"


def url(person, app: str = "people") -> str:
    return reverse(f"{app}:history", args=[person.pk])


@pytest.fixture
def changed(cast):
    """A member of the group that Lina leads, every protected field of whom was changed."""
    with acting_on("2026-10-01", cast.penfui):
        person = factories.person(village=PENFUI, birth_date=factories.BIRTH, **OLD)
        factories.membership(person, cast.group, number=1)
    with acting_on("2026-11-01", cast.penfui):
        for name, value in NEW.items():
            setattr(person, name, value)
        person.birth_date = factories.LONG_AGO
        person._change_reason = REASON
        save_person(person, by=cast.penfui)
    return person


def words(facts: dict) -> set[str]:
    """What of each value would tell it: the last digits of numbers, the last word of texts."""
    return {value[-4:] if name in ("nik", "phone") else value.split()[-1] for name, value in facts.items()}


# Which of the values a role reads whole; everything else must not stand on the page in any form.
READS = {
    "lina": {"full_name", "phone", "address", "guardian", "hamlet", "rt"},
    "penfui": {"full_name", "birth_place", "phone", "address", "guardian", "hamlet", "rt"},
    "dinas_kupang": {"full_name", "birth_place", "address", "guardian", "hamlet", "rt"},
    "admin": set(),
}


@pytest.mark.parametrize("who", READS)
@pytest.mark.parametrize("asked", [{}, {"on": "02/11/2026"}])
def test_nobody_reads_more_than_the_field_table_opens(cast, client_of, changed, who, asked):
    body = client_of(getattr(cast, who)).get(url(changed), asked).content.decode()
    values = {(name, value) for facts in (OLD, NEW) for name, value in facts.items()}
    hidden = {word for pair in values if pair[0] not in READS[who] for word in words(dict([pair]))}
    assert {word for word in hidden if word in body} == set()
    shown = {word for pair in values if pair[0] in READS[who] for word in words(dict([pair]))}
    assert {word for word in shown if word not in body} == set()
    assert (REASON in body) is (who in ("penfui", "dinas_kupang"))  # a reason may speak of anything that changed


def test_a_mask_tells_that_something_changed_and_absent_is_not_told_at_all(cast, english, changed):
    told = sentences(english(cast.admin), url(changed))
    assert told[0] == (
        "Desa Penfui (village officer) changed: | NIK: 9901 •••• •••• •••• → 9902 •••• •••• •••• | "
        "Full name: Z•••• K•••• → Z•••• P•••• | Date of birth: 1990 → 2020"
    )


def test_what_a_mask_cannot_show_is_told_as_not_open(cast, english, changed):
    with acting_on("2026-11-02", cast.penfui):
        changed.birth_place = "Kupang"
        save_person(changed, by=cast.penfui)
    with acting_on("2026-11-03", cast.penfui):
        changed.address = "Jalan Ketiga"
        save_person(changed, by=cast.penfui)
    said = "Desa Penfui (village officer) changed something that is not open to you."
    assert sentences(english(cast.admin), url(changed))[0] == said  # the birth place; of the address nothing
    assert sentences(english(cast.lina), url(changed))[1] == said


def test_a_person_who_moved_is_told_by_the_area_of_today(cast, english, client_of):
    """The new village reads all of it, the old one nothing any more."""
    with acting_on("2026-10-01", cast.tksk):
        person = factories.person("Siti Aminah", WATAMPONE, phone="+628111112222", address="Jalan Lama")
    with acting_on("2026-11-01", cast.tksk):
        person.village_id, person.phone = BIRU, "+628333334444"
        save_person(person, by=cast.tksk)
    assert client_of(cast.watampone).get(url(person)).status_code == 404
    assert "+628111112222 → +628333334444" in sentences(english(cast.biru), url(person))[0]
    both = factories.user("dua.tugas", "village", WATAMPONE)  # full over phones, but not over this woman's
    factories.duty(both, "dinas", factories.BONE)
    assert "+628333334444" not in " ".join(sentences(english(both), url(person)))


def test_a_groups_story_names_its_members_as_its_roster_does_and_no_page_opens(cast, english):
    """A member who lives elsewhere, and one who has left: the name stands in the group's record, the rest is closed."""
    stranger = factories.person("Rahasia Bone", BIRU)
    with acting_on("2026-11-01", cast.penfui):
        factories.membership(stranger, cast.group, number=1)
    said = "Desa Penfui (village officer) entered Rahasia Bone as a member. Since 1 January 2020."
    assert said in sentences(english(cast.penfui), url(cast.group, "groups"))
    gone = factories.person("Pergi Jauh", PENFUI)
    with acting_on("2026-11-02", cast.penfui):
        row = factories.membership(gone, cast.group, number=2)
        row.left_on = factories.LONG_AGO
        row.save()
    for who in (cast.lina, cast.penfui):
        assert "Pergi Jauh" in " ".join(sentences(english(who), url(cast.group, "groups")))
    assert "Pergi Jauh" not in " ".join(sentences(english(cast.admin), url(cast.group, "groups")))
    closed = [(cast.penfui, stranger), (cast.lina, gone)]
    assert [english(who).get(url(one)).status_code for who, one in closed] == [404, 404]


def test_an_erased_person_leaves_no_name_behind(cast, client_of):
    person = factories.person("Nama Hilang", PENFUI)
    factories.membership(person, cast.group, number=1)
    person.erased_on, person.full_name = factories.LONG_AGO, "(dihapus)"
    person.save()
    assert client_of(cast.penfui).get(url(person)).status_code == 404
    assert "Nama Hilang" not in client_of(cast.penfui).get(url(cast.group, "groups")).content.decode()


def test_a_new_key_is_no_new_number(cast, english, changed, settings):
    before = sentences(english(cast.penfui), url(changed))
    settings.FIELD_KEYS = f"k9:{'B' * 43}=,{settings.FIELD_KEYS}"
    with acting_on("2026-11-02", cast.penfui):
        changed.save()
    assert sentences(english(cast.penfui), url(changed)) == before


def test_what_is_closed_is_not_called_empty(cast, client_of, changed):
    for who, hidden in ((cast.lina, "Tempat lahir"), (cast.admin, "Alamat")):
        facts = client_of(who).get(url(changed), {"on": "02/11/2026"}).context["facts"]
        assert hidden not in [*facts.blank, *dict(facts.known)]
        assert "Pendidikan" in facts.blank


def test_what_is_absent_is_never_opened(cast, client_of, changed, monkeypatch):
    """Where no number changed, none is decrypted, for whomever; where one did, only for the mask of that change."""
    opened = []
    opener = keyring.opener

    def watched(purpose):
        opens = opener(purpose)
        return lambda value: opened.append(purpose) or opens(value)

    monkeypatch.setattr(keyring, "opener", watched)
    plain = factories.person("Tanpa Perubahan", PENFUI, nik=factories.new_nik())
    with acting_on("2026-11-01", cast.penfui):
        plain.rt = "001"
        plain.save()
    for who in (cast.penfui, cast.admin):
        opened.clear()
        client_of(who).get(url(plain))
        live_row = ["person.nik"]
        assert opened == live_row
        client_of(who).get(url(changed))
        assert opened == live_row * 4  # that row, and the two versions between which it changed
