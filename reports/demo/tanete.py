"""Tanete Riattang: the inventory of 2006 as counts without names, and some made-up groups and people of today."""

from collections.abc import Iterator

from django.db import transaction

from members.services import enrol
from reports.demo.entering import Row, acting, enter_case, enter_groups, enter_person, rows, was_entered
from wksbm.accounts.system import rows_of
from wksbm.regions.models import Subject, Tally, Unit
from groups.models import GroupType

DISTRICT = "73.08.21"
OFFICERS = {"73.08.21.1001": "desa.biru", "73.08.21.1003": "desa.watampone"}
COLUMNS = {
    "Biru": "73.08.21.1001",
    "Ta'": "73.08.21.1002",
    "Watampone": "73.08.21.1003",
    "Bukaka": "73.08.21.1004",
    "Pappolo": "73.08.21.1005",
    "Manurunge": "73.08.21.1006",
    "Walannae": "73.08.21.1007",
    "Masumpu": "73.08.21.1008",
}
YEAR = 2006
SOURCE = "Profil WKSBM di Kecamatan Tanete Riattang (2007), data lapangan 2006"
