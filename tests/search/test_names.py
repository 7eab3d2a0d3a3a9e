"""Names are found by any part, in old spellings and misspelt; the best first; nobody beyond the area."""

import pytest

from tests import factories
from tests.factories import BIRU, PENFUI, WATAMPONE
from wksbm.name_index import similarity
from wksbm.name_search import Hits, search
from wksbm.people.models import Person

pytestmark = pytest.mark.django_db


def called(text: str, by, *, most: int = 8, guess: bool = False) -> tuple[list[str], list[str]]:
    hits = search(Person.objects.visible_to(by), text, most=most, guess=guess)
    return [person.full_name for person in hits.rows], [person.full_name for person in hits.guesses]


def people(*names: str, village: str = BIRU) -> None:
    for name in names:
        factories.person(name, village)


def test_the_same_name_stands_first_then_beginnings_then_words_then_parts(cast):
    people("Ruhaminah", "Siti Aminah", "Aminah Siti", "Aminah", "Aminahwati Boru")
    assert called("aminah", cast.biru)[0] == ["Aminah", "Aminah Siti", "Aminahwati Boru", "Siti Aminah", "Ruhaminah"]


@pytest.mark.parametrize(
    ("stored", "typed"),
    [
        ("Siti Aminah", "Sitti Amina"),
        ("Siti Aminah", "aminah siti"),
        ("Moeljono", "Mulyono"),
        ("Mulyono", "Moeljono"),
        ("Yuliana Teffa", "Juliana Tefa"),
        ("Ma’ruf", "maruf"),
        ("Nurhayati", "nur hayati"),
    ],
)
def test_another_spelling_is_the_same_name(cast, stored, typed):
    people(stored)
    assert called(typed, cast.biru) == ([stored], [])


@pytest.mark.parametrize("typed", ["Siti Aminha", "Sti Aminah", "Aminnha", "Siti Amunah", "Syti Aminoh"])
def test_what_is_misspelt_is_guessed(cast, typed):
    people("Siti Aminah", "Budi Santoso")
    assert called(typed, cast.biru) == ([], ["Siti Aminah"])


def test_guesses_stand_by_likeness_and_only_when_nothing_holds_the_words_or_when_asked(cast):
    people("Yuliana Tefa", "Yuliani Tefa Boru", "Juliana")
    assert called("Yulianna Tefe", cast.biru)[1] == ["Yuliana Tefa", "Yuliani Tefa Boru"]
    assert called("yuliana tefa", cast.biru) == (["Yuliana Tefa"], [])
    assert called("yuliana tefa", cast.biru, guess=True) == (["Yuliana Tefa"], ["Yuliani Tefa Boru"])


def test_nobody_beyond_the_area_is_found_or_guessed_and_no_erased_person(cast):
    people("Siti Aminah", village=PENFUI)
    people("Siti Aminah", village=WATAMPONE)
    factories.person("Siti Aminah", BIRU, erased_on="2026-01-01")
    assert called("siti aminah", cast.biru) == ([], [])
    assert called("siti aminha", cast.biru) == ([], [])
    assert called("siti aminha", cast.tksk)[1] == ["Siti Aminah"]
    assert called("siti", cast.camat) == ([], [])


def test_more_are_told_and_not_shown(cast):
    people(*(f"Siti {letter}u" for letter in "ABCDEFGHIK"))
    names, _guesses = called("siti", cast.biru)
    assert len(names) == 8
    assert search(Person.objects.visible_to(cast.biru), "siti", most=8).more


@pytest.mark.parametrize("text", ["", " ", "-", "'", '"', "%", "_", "*", "\\", "NEAR(a b)", 'a" OR "b', "(", "😀"])
def test_odd_texts_find_nobody_and_break_nothing(cast, text):
    people("Wahyu")
    assert search(Person.objects.visible_to(cast.biru), text, most=8, guess=True) == Hits([], False, [])


def test_short_words_are_found_beside_long_ones(cast):
    people("Nur Li Hasanah", "Nur Hasanah")
    assert called("hasanah li", cast.biru)[0] == ["Nur Li Hasanah"]
    assert called("li", cast.biru)[0] == ["Nur Li Hasanah"]


def test_both_databases_measure_likeness_alike():
    """Values of PostgreSQL's pg_trgm."""
    pairs = [("siti aminah", "siti aminha"), ("iuliana", "iuliani tefa"), ("maruf", "budi")]
    assert [round(similarity(*pair), 4) for pair in pairs] == [0.6, 0.4, 0.0]
