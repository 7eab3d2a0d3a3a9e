"""Upload, review, confirm, the page of the batch, undo."""

import pytest

from tests.workbench.files import bring_in, checked, page, person_row
from wksbm.people.models import Person

pytestmark = pytest.mark.django_db


def test_a_file_comes_in_and_goes_again(cast, english):
    client = english(cast.biru)
    batch = checked(client, [person_row("Siti Aminah"), person_row("Rosmini"), person_row("Hasnah", JK="x")])
    review = page(client, batch)
    assert "3 read = 2 new + 1 wrong" in review
    assert "Bring in 2 rows" in review
    assert "<b>1</b> row stays out" in review
    assert not Person.objects.exists()

    assert bring_in(client, batch)["Location"] == batch.get_absolute_url()
    assert sorted(Person.objects.values_list("full_name", flat=True)) == ["Rosmini", "Siti Aminah"]
    result = page(client, batch)
    assert "2 brought in, 1 kept out" in result
    siti = Person.objects.get(full_name="Siti Aminah")
    assert f'<a href="{siti.get_absolute_url()}">Siti Aminah</a>' in result

    asked = client.get(f"/impor/{batch.pk}/batalkan/").content.decode()
    assert "2 that came in go" in asked
    client.post(f"/impor/{batch.pk}/batalkan/")
    assert not Person.objects.exists()
    assert "2 as it was before" in page(client, batch)
