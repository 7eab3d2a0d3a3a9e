"""Exporting what is shown against the stock exporter of django-import-export, given the same rows and columns."""

import io
from collections.abc import Iterator

from django.db import connection
from import_export.formats.base_formats import CSV, XLSX

from members.models import Membership
from members.resources import MemberResource
from tests import factories
from tests.benchmarks.measure import Result, seconds
from wksbm.actor import acting_as
from wksbm.regions.models import Region
from wksbm.spreadsheets.writer import write_csv, write_xlsx

ROWS = 2_000


def benchmarks() -> Iterator[Result]:
    if not Region.objects.exists():
        factories.make_regions()
    system = factories.User(username="bench", full_name="Bench")
    with acting_as(system):
        system.save()
        officer = factories.user("desa.bench", "village", factories.PENFUI)
        group = factories.group("Besar", factories.PENFUI, kind="kps")
        for number in range(ROWS):
            factories.membership(factories.person(f"Anggota {chr(65 + number % 26)}", factories.PENFUI), group)
    rows = Membership.objects.visible_to(officer)
    stock = {"xlsx": (XLSX, write_ours_xlsx), "csv": (CSV, write_ours_csv)}
    for name, (file_format, ours) in stock.items():
        theirs = seconds(
            lambda kind=file_format: kind().export_data(MemberResource(user=officer).export(rows)), times=2
        )
        own = seconds(lambda write=ours: write(MemberResource(user=officer), rows), times=2)
        detail = f"{ROWS} members: stock {theirs:.2f} s, ours {own:.2f} s"
        yield Result(f"sheets.export.{name}.{connection.vendor}.vs_stock", theirs / own, ">= 1", detail)


def write_ours_xlsx(resource, rows) -> None:
    write_xlsx(io.BytesIO(), "Anggota", resource.get_export_headers(), resource.rows(rows), about=[])


def write_ours_csv(resource, rows) -> None:
    write_csv(io.BytesIO(), resource.get_export_headers(), resource.rows(rows))
