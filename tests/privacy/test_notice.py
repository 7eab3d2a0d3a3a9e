"""What somebody was told about his data: when, how, which text; and who answers for a child."""

from datetime import date, timedelta

import pytest

from tests import factories
from tests.factories import BIRU, PENFUI
from tests.screens.pages import controls, fill, resend
from wksbm.people.models import Person
from wksbm.people.notice import NOTICE_VERSION

pytestmark = pytest.mark.django_db
NEW = "/warga/baru/"
TYPED = {"full_name": "Yuliana Tefa", "birth_date": "01/01/1990", "sex": "P", "no_nik_reason": "unknown"}


@pytest.fixture
def today(cast) -> date:
    return cast.regions[PENFUI].today()


def test_a_notice_given_is_kept_with_its_day_and_the_version_of_the_text(cast, client_of, today):
    client = client_of(cast.penfui)
    fill(client, NEW, **TYPED, notice="read_out", legal_basis="consent")
    person = Person.objects.get()
    assert (person.notice, person.notice_on, person.notice_version) == ("read_out", today, NOTICE_VERSION)
    fill(client, NEW, **TYPED | {"full_name": "Marta Boru"}, notice="written", notice_on="02/11/2025")
    assert Person.objects.get(full_name="Marta Boru").notice_on == date(2025, 11, 2)


def test_without_a_notice_no_day_is_kept(cast, client_of):
    fill(client_of(cast.penfui), NEW, **TYPED, notice="not_yet", notice_on="02/11/2025")
    person = Person.objects.get()
    assert (person.notice, person.notice_on, person.notice_version) == ("not_yet", None, "")


def test_an_older_text_stays_until_the_person_is_told_again(cast, client_of, today):
    told = {"notice": "read_out", "notice_on": date(2024, 5, 1), "notice_version": "2024-01"}
    person, client = factories.person("Yuliana Tefa", PENFUI, **told), client_of(cast.penfui)
    url = f"/warga/{person.pk}/ubah/"
    fill(client, url, occupation="Penenun")
    person.refresh_from_db()
    assert (person.occupation, person.notice_on, person.notice_version) == ("Penenun", date(2024, 5, 1), "2024-01")
    fill(client, url, notice_on=f"{today:%d/%m/%Y}")
    person.refresh_from_db()
    assert (person.notice_on, person.notice_version) == (today, NOTICE_VERSION)


def test_a_day_to_come_is_refused(cast, client_of, today):
    page = fill(client_of(cast.penfui), NEW, **TYPED, notice="written", notice_on=f"{today + timedelta(1):%d/%m/%Y}")
    assert page.context["form"].errors.as_data()["notice_on"][0].code == "future"
    assert '<details class="mb-3" open>' in page.content.decode(), "the field with the error is in sight"


def test_a_child_without_guardian_is_asked_about_once(cast, client_of, today):
    birth = f"01/01/{today.year - 10}"
    client = client_of(cast.penfui)
    page = fill(client, NEW, **TYPED | {"birth_date": birth})
    assert page.context["form"].doubt_codes == ["no_guardian"]
    assert "open" in page.content.decode().split('<details class="mb-3"')[1][:6]
    assert not Person.objects.exists()
    assert resend(page).status_code == 302
    assert Person.objects.get().doubts == ["no_guardian"]
    named = fill(client, NEW, **TYPED | {"birth_date": birth, "full_name": "Adik Tefa"}, guardian="Ibu Tefa")
    assert named.status_code == 302
    assert Person.objects.get(full_name="Adik Tefa").doubts == []


@pytest.mark.parametrize(
    ("years", "living", "asked"), [(17, "alive", True), (18, "alive", False), (3, "deceased", False)]
)
def test_a_child_is_under_eighteen_and_alive(cast, client_of, today, years, living, asked):
    birth = today.replace(year=today.year - years, day=min(today.day, 28))
    page = fill(client_of(cast.penfui), NEW, **TYPED | {"birth_date": f"{birth:%d/%m/%Y}"}, living=living)
    assert (page.status_code == 200) is asked


def test_of_the_living_no_day_of_death_is_kept(cast, client_of):
    client = client_of(cast.penfui)
    fill(client, NEW, **TYPED, living="moved", living_since="01/02/2024")
    person = Person.objects.get()
    assert person.living_since == date(2024, 2, 1)
    fill(client, f"/warga/{person.pk}/ubah/", living="alive")
    person.refresh_from_db()
    assert person.living_since is None


def test_the_page_of_a_person_tells_basis_notice_and_guardian(cast, client_of):
    told = {"notice": "read_out", "notice_on": date(2024, 5, 1), "notice_version": "2024-01", "guardian": "Ibu Wali"}
    person = factories.person("Yuliana Tefa", BIRU, **told)
    page = client_of(cast.biru).get(person.get_absolute_url()).content.decode()
    for words in ("1 Mei 2024", "2024-01", "Ibu Wali"):
        assert words in page
    assert "/hapus/" not in page, "erasing is the Dinas's"


def test_the_list_finds_who_was_not_told_yet_and_who_heard_an_older_text(cast, client_of):
    now = {"notice": "written", "notice_on": date(2026, 1, 1), "notice_version": NOTICE_VERSION}
    factories.person("Sudah Tahu", BIRU, **now)
    factories.person("Teks Lama", BIRU, **now | {"notice_version": "2024-01"})
    factories.person("Belum Tahu", BIRU)
    factories.person("Almarhum", BIRU, living="deceased")
    client = client_of(cast.biru)

    def listed(choice: str) -> list[str]:
        return [person.full_name for person in client.get("/warga/", {"notice": choice}).context["rows"]]

    assert listed("none") == ["Belum Tahu"]
    assert listed("older") == ["Teks Lama"]
    assert sorted(listed("given")) == ["Sudah Tahu", "Teks Lama"]


def test_the_page_to_be_read_out_says_its_version_to_everybody(client):
    page = client.get("/data-pribadi/").content.decode()
    assert NOTICE_VERSION in page


def test_the_form_shows_notice_and_day(cast, client_of):
    assert {"notice_on", "living_since", "legal_basis"} <= set(controls(client_of(cast.penfui).get(NEW)))


def test_the_home_page_counts_who_was_not_told_yet_with_the_list_behind_it(cast, client_of):
    factories.person("Belum Tahu", BIRU)
    factories.person("Belum Tahu Jauh", PENFUI)
    client = client_of(cast.biru)
    tasks = {task.url: task.count for task in client.get("/").context["tasks"]}
    assert tasks["/warga/?notice=none"] == 1
    assert [person.full_name for person in client.get("/warga/?notice=none").context["rows"]] == ["Belum Tahu"]
