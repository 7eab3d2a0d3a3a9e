"""What is asked about age and sex says the rule in the words of the page, never what was noted while the list was made."""

from datetime import date

import pytest

from beneficiaries.codes import DATA, load_categories, load_schemes
from beneficiaries.models import PmksCategory
from tests import factories
from tests.factories import BIRU
from tests.screens.pages import fill, resend
from tests.sheets_more.pmks import HEADER, pmks
from wksbm.accounts.system import rows_of, system_user
from wksbm.actor import acting_as

pytestmark = pytest.mark.django_db

RULES = {
    "PMKS-01": ("sampai 5 tahun", "up to 5 years"),
    "PMKS-02": ("6 sampai 18 tahun", "6 to 18 years"),
    "PMKS-04": ("sampai 17 tahun", "up to 17 years"),
    "PMKS-05": ("sampai 17 tahun", "up to 17 years"),
    "PMKS-08": ("60 tahun atau lebih", "60 years or older"),
    "PMKS-23": ("perempuan, 18 sampai 59 tahun", "female, 18 to 59 years"),
}


@pytest.fixture
def kinds(cast) -> dict[str, PmksCategory]:
    with acting_as(system_user()):
        load_schemes()
        load_categories()
    return {kind.code: kind for kind in PmksCategory.objects.filter(code__in=RULES)}


def notes() -> list[str]:
    """What was noted about ages in the file of the list."""
    return [row["age_note"] for row in rows_of(DATA / "pmks.csv") if row["age_note"]]


def test_the_form_says_the_rule_in_the_language_of_the_page(cast, client_of, english, kinds):
    man = factories.person("Budi Santoso", BIRU, sex="L", birth_date=date(1964, 1, 1))
    chosen = {"categories": [str(kind.pk) for code, kind in kinds.items() if code != "PMKS-08"]}
    for client, place in ((client_of(cast.biru), 0), (english(cast.biru), 1)):
        asked = fill(client, f"/pmks/baru/?orang={man.pk}", **chosen, identified_on="01/02/2024")
        body = asked.content.decode()
        for code, rule in RULES.items():
            assert (f"({rule[place]})" in body) == (code != "PMKS-08"), code
        assert not [note for note in notes() if note in body]
    assert resend(asked, **chosen).status_code == 302


def test_the_sheet_says_it_too(cast, kinds):
    rows = [[None, "01/01/1964", "L", "Biru", code, "tidak diketahui"] for code in RULES]
    names = ["Budi", "Amir", "Baso", "Patta", "Rahman", "Joko"]
    header = ["Nama", *HEADER[1:-1], "Kode PMKS", "Alasan tanpa NIK"]
    run = pmks(cast.biru, *([name, *row] for name, row in zip(names, rows, strict=True)), header=header)
    for number, (code, rule) in enumerate(RULES.items(), 2):
        doubts = [one for _column, one in run.row(number).doubts if one.startswith("age|")]
        assert len(doubts) == (code != "PMKS-08"), run.texts(number)
        assert all(f"({rule[0]})" in run.sheet.doubt_words(one) for one in doubts)


def test_the_notes_of_who_made_the_list_stay_in_its_file(kinds):
    assert len(notes()) > 10
    shown = [str(value) for kind in PmksCategory.objects.values() for value in kind.values()]
    assert not [note for note in notes() if note in shown]
