"""Many made-up people: 269 to a village, 5,000 groups with ten members each, written past models and history."""

import io
import json
import random
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from itertools import islice

from django.apps import apps
from django.db import connection
from django.db.models import Model
from django.utils import timezone

from groups.models import SocialGroup
from members.models import Membership
from wksbm import name_index
from wksbm.people.models import Person
from wksbm.regions.models import Region
from wksbm.text import name_key

IN_A_VILLAGE, GROUPS, MEMBERS = 269, 5_000, 10
FIRST = """Siti Muhammad Nur Abdul Ahmad Sri Andi Dewi Agus Yuliana Maria Budi Hasan Nurhayati Rahmat Fatimah Yohanes
Aminah Lina Marta Ibrahim Rina Dian Eko Wahyu Yusuf Rahma Aisyah Petrus Kristina Suryani Baso Besse Made Wayan
Ketut Ratna Indah Joko Slamet Sumarni Hendra Rosmini Samsul Jumriah Haerul Asriani Musdalifah Darwis Sudirman""".split()  # noqa: SIM905 names, not code
LAST = """Aminah Hidayat Rahman Wahyuni Lestari Setiawan Hasanah Tefa Nurdin Saputra Syamsuddin Susanti Halim Ismail
Kurniawan Handayani Arifin Yunus Boru Abdullah Usman Rahmawati Mustafa Purnama Sari Anwar Salam Bakri Fauzi
Mulyono Nasution Siregar Manurung Tandi Palimbong Mappa Tahir Makmur Jafar Latif Karim Malik Amir Azis
Sulaiman Daud Idris Ramli Basri Ridwan Ilyas Zainuddin Mansyur Gaffar Hamid Kadir Rasyid Saleh Umar Yasin""".split()  # noqa: SIM905 names, not code
GROUP_WORDS = [
    "Melati",
    "Mawar",
    "Mekar",
    "Rukun",
    "Sejahtera",
    "Harapan",
    "Maju",
    "Bersama",
    "Jaya",
    "Sepakat",
    "Karya",
    "Mandiri",
    "Usaha",
    "Tani",
]


def villages(people: int) -> list[str]:
    """As many villages as these people fill: 93 of Bone first (25,000 people), then those of other regencies."""
    codes = Region.objects.villages().in_force().order_by("code").values_list("code", flat=True)
    bone = codes.filter(code__gte="73.08", code__lt="73.08/")[:93]
    rest = (code for code in codes if not code.startswith("73.08"))
    return [*bone, *islice(rest, people // IN_A_VILLAGE)]


def grow(people: int) -> None:
    """Adds people until there are that many; at first also groups with members in the first 372 villages.

    The index over their names is made anew: that is twice as quick.
    """
    there, places, chance = Person._base_manager.count(), villages(people), random.Random(people)  # noqa: S311
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("DROP INDEX people_person_name_trgm")
    write(Person, (person(number, places, chance) for number in range(there + 1, people + 1)))
    if not there:
        write(SocialGroup, (group(number, places, chance) for number in range(1, GROUPS + 1)))
        write(Membership, members())
    name_index.make(apps.get_app_config("people"))
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")


def person(number: int, places: list[str], chance: random.Random) -> dict:
    at = int(len(FIRST) * chance.random() ** 1.3), int(len(LAST) * chance.random() ** 1.2)
    full_name = f"{FIRST[at[0]]} {LAST[at[1]]}"
    if chance.random() < 0.4:
        full_name += f" {LAST[int(len(LAST) * chance.random())]}"
    return {
        "id": number,
        "nik_index": f"k1:{number:032x}",
        "nik_conflict": False,
        "full_name": full_name,
        "name_key": name_key(full_name),
        "sex": "LP"[number % 2],
        "birth_date": date(1940, 1, 1) + timedelta(days=int(chance.random() * 29_000)),
        "village_id": places[(number - 1) // IN_A_VILLAGE],
        "rt": f"{number % 9 + 1:03d}",
    }


def group(number: int, places: list[str], chance: random.Random) -> dict:
    name = f"{chance.choice(GROUP_WORDS)} {chance.choice(GROUP_WORDS)} {chance.choice(LAST)}"
    return {"id": number, "name": name, "name_key": name_key(name), "kind": "kube", "status": "active",
            "village_id": places[number % min(372, len(places))]}  # fmt: skip


def members() -> Iterator[dict]:
    for number in range(GROUPS * MEMBERS):
        group = number // MEMBERS + 1
        yield {"id": number + 1, "group_id": group, "person_id": number + 1, "joined_on": date(2024, 1, 1)}


def write(model: type[Model], rows: Iterable[dict]) -> None:
    """COPY on PostgreSQL, executemany on SQLite; a column that a row leaves out gets the model's default."""
    fields = list(model._meta.concrete_fields)
    plain = {field.column: _plain(field) for field in fields}
    columns = list(plain)
    values = ([(plain | row)[column] for column in columns] for row in rows)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            for some in iter(lambda: list(islice(values, 50_000)), []):
                lines = ("\t".join("\\N" if cell is None else str(cell) for cell in row) for row in some)
                cursor.cursor.copy_from(io.StringIO("\n".join(lines)), model._meta.db_table, columns=columns)
        else:
            marks = ", ".join(["?"] * len(columns))
            names = ", ".join(f'"{column}"' for column in columns)
            dated = ([str(cell) if isinstance(cell, date) else cell for cell in row] for row in values)
            connection.connection.executemany(f"INSERT INTO {model._meta.db_table} ({names}) VALUES ({marks})", dated)


def _plain(field):
    default = field.get_default()
    if isinstance(default, list | dict):
        return json.dumps(default)
    if default is None and not field.null:
        return timezone.now() if "Time" in field.get_internal_type() else ""
    return default
