"""The same made-up people as a file, as prepared rows for the table and its history, and for the stock importer."""

import csv
import io
import random
from collections.abc import Iterator
from datetime import date, timedelta

from django.db.models import Model
from django.utils import timezone
from import_export import fields, resources, widgets

from tests.benchmarks.many_people import FIRST, LAST
from wksbm import keyring
from wksbm.accounts.models import User
from wksbm.people.models import Person
from wksbm.spreadsheets.engine.tables import fill, new_numbers
from wksbm.spreadsheets.writing import write_xlsx
from wksbm.text import name_key

HEADERS = [
    "Nama", "NIK", "Jenis Kelamin", "Tanggal Lahir", "Tempat Lahir", "Pekerjaan", "Kode Desa", "RT", "RW", "Alamat",
    "No HP", "Pendidikan", "Status Perkawinan",
]  # fmt: skip
FIELDS = [
    "full_name", "nik", "sex", "birth_date", "birth_place", "occupation", "village", "rt", "rw", "address", "phone",
    "education", "marital_status",
]  # fmt: skip
WORK = ("petani", "nelayan", "buruh tani", "pedagang", "ibu rumah tangga", "tukang kayu")
SCHOOLS, WEDDED = list(Person.Education.values), list(Person.Marital.values)
OLDEST, DAYS = date(1940, 1, 1), 29_000


def people(count: int, codes: list[str], seed: int = 1) -> Iterator[list]:
    """Rows in the order of HEADERS; every NIK fits its birth date and sex."""
    chance = random.Random(seed)  # noqa: S311 made-up people
    for number in range(count):
        born, sex = OLDEST + timedelta(days=chance.randrange(DAYS)), "LP"[number % 2]
        day = born.day + (40 if sex == "P" else 0)
        nik = f"99{number // 9999 % 100:02d}{seed:02d}{day:02d}{born:%m%y}{number % 9999 + 1:04d}"
        yield [
            f"{chance.choice(FIRST)} {chance.choice(LAST)} {chance.choice(LAST)}", nik, sex, born, "Watampone",
            chance.choice(WORK), codes[number % len(codes)], f"{number % 9 + 1:03d}", f"{number % 5 + 1:03d}",
            f"Jalan Poros Bone {number}", f"+62812{number:08d}", chance.choice(SCHOOLS), chance.choice(WEDDED),
        ]  # fmt: skip


def as_csv(rows: Iterator[list]) -> bytes:
    text = io.StringIO()
    lines = csv.writer(text)
    lines.writerow(HEADERS)
    lines.writerows([*row[:3], f"{row[3]:%d/%m/%Y}", *row[4:]] for row in rows)
    return text.getvalue().encode()


def as_xlsx(rows: Iterator[list]) -> bytes:
    stream = io.BytesIO()
    write_xlsx(stream, "Warga", HEADERS, rows, about=[])
    return stream.getvalue()


class StockPeople(resources.ModelResource):
    """What the library does by itself for the same columns, told to validate every row."""

    full_name = fields.Field("full_name", "Nama")
    nik = fields.Field("nik", "NIK")
    sex = fields.Field("sex", "Jenis Kelamin")
    birth_date = fields.Field("birth_date", "Tanggal Lahir", widgets.DateWidget("%d/%m/%Y"))
    birth_place = fields.Field("birth_place", "Tempat Lahir")
    occupation = fields.Field("occupation", "Pekerjaan")
    village = fields.Field("village_id", "Kode Desa")
    rt = fields.Field("rt", "RT")
    rw = fields.Field("rw", "RW")
    address = fields.Field("address", "Alamat")
    phone = fields.Field("phone", "No HP")
    education = fields.Field("education", "Pendidikan")
    marital_status = fields.Field("marital_status", "Status Perkawinan")

    class Meta:
        model = Person
        fields = tuple(FIELDS)
        import_id_fields = ("nik",)
        clean_model_instances = True

    def import_instance(self, instance, row, **kwargs) -> None:
        super().import_instance(instance, row, **kwargs)
        instance.nik_index = keyring.blind_index(instance.nik, "person.nik")  # the constraints are asked before saving

    def get_instance(self, instance_loader, row):
        """By the blind index: the number itself is sealed."""
        return Person.objects.with_nik(row["NIK"]).first()


class Prepared:
    """Rows that need nothing any more but to be put into the table and its history."""

    def __init__(self, rows: Iterator[list], user: User) -> None:
        self.table, self.past = Person._meta, Person.history.model._meta
        made = list(rows)
        new, numbers = Person(), new_numbers(Person, len(made))
        self.names = [field.column for field in self.table.concrete_fields]
        base = {field.column: getattr(new, field.attname) for field in self.table.concrete_fields} | {"doubts": "[]"}
        own = {
            "history_date": str(timezone.now()), "history_change_reason": "raw", "history_type": "+",
            "history_user_id": user.pk, "history_role": "dinas",
        }  # fmt: skip
        self.rows = [self.ready(base | {"id": number}, row) for number, row in zip(numbers, made, strict=True)]
        self.past_names = [*self.names, *own]
        self.past_rows = [(*row, *own.values()) for row in self.rows]

    def ready(self, base: dict, row: list) -> tuple:
        values = dict(zip(FIELDS, row, strict=True))
        nik, born = values.pop("nik"), values.pop("birth_date")
        values |= {"village_id": values.pop("village"), "birth_date": born.isoformat(), "birth_date_precision": "day"}
        values |= {"nik": keyring.seal(nik, "person.nik"), "nik_index": keyring.blind_index(nik, "person.nik")}
        values["name_key"] = name_key(values["full_name"])
        return tuple((base | values)[name] for name in self.names)

    def write(self) -> None:
        fill(self.table.db_table, self.names, self.rows)
        fill(self.past.db_table, self.past_names, self.past_rows)


def digest_of(model: type[Model]) -> list[tuple]:
    """What the rows say, whoever wrote them: the values of the sheet, the number opened, in an order of their own."""
    names = ["full_name", "name_key", "nik", "nik_index", "sex", "birth_date", "birth_date_precision", "birth_place"]
    names += ["occupation", "village_id", "rt", "rw", "address", "phone", "education", "marital_status", "version"]
    return sorted(model.objects.filter(nik_index__gt="").values_list(*names), key=lambda row: row[3])
