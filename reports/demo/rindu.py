"""Penfui Timur: Rindu Sejahtera as its paper tells it (25 women, none of them its leader), and a neighbour."""

from datetime import date

from django.db import transaction

from groups.models import SocialGroup
from members.models import OfficerTerm
from members.offices import fill_office
from reports.demo.entering import (
    acting,
    enter_activities,
    enter_case,
    enter_groups,
    enter_members,
    enter_person,
    give_to_its_leader,
    was_entered,
)
from wksbm.accounts.models import User
from wksbm.dates import PartialDate, Precision
from wksbm.regions.models import Subject, Tally, Unit

VILLAGE = "53.01.08.2011"
CHAIR = {
    "nik": "9901085209680026",
    "full_name": "Welmince Tamonob",
    "sex": "P",
    "birth_date": "1968-09-12",
    "birth_place": "Kupang",
    "education": "SMA",
    "marital_status": "married",
    "occupation": "penenun",
    "rt": "005",
    "rw": "002",
}
CASE = {
    "pmks": "PMKS-23",
    "identified_on": "2021-12-31",
    "verified_on": "2021-12-31",
    "own_wording": "",
    "source": "Rindu Sejahtera, J. of Indonesian Rural and Regional Government 6(1), 2022; data 2021",
}
POOR = {2019: 92_020, 2020: 94_940, 2021: 91_250}  # people, Kabupaten Kupang
POOR_SOURCE = "BPS Provinsi NTT (2021), menurut makalah Rindu Sejahtera"


@transaction.atomic
def load() -> bool:
    if was_entered("Rindu Sejahtera", VILLAGE):
        return False
    with acting("desa.penfui") as officer:
        groups = enter_groups(VILLAGE, by=officer)
        rindu, mekar = groups["Rindu Sejahtera"], groups["Mekar Jaya"]
        give_to_its_leader(rindu)
        give_to_its_leader(mekar)
        women = enter_members("rindu_sejahtera", rindu, by=officer)
        enter_members("mekar_jaya", mekar, by=officer)
        _name_the_chair(rindu, officer)
    for woman in women:
        enter_case(woman, CASE, proposed_by="desa.penfui", verified_by="tksk.kupangtengah")
    enter_activities(rindu)
    enter_activities(mekar)
    with acting("dinas.kupang"):
        _count_the_poor()
    return True


def _name_the_chair(rindu: SocialGroup, officer: User) -> None:
    """She founded the group and leads it since, and is none of its members; the person is made up."""
    chair = enter_person(CHAIR, village=VILLAGE, by=officer)
    since = PartialDate(date(2008, 1, 1), Precision.YEAR)
    fill_office(rindu, post=OfficerTerm.Post.CHAIR, person=chair, starts=since, by=officer)


def _count_the_poor() -> None:
    for position, (year, count) in enumerate(POOR.items(), 1):
        Tally.objects.create(
            region_id="53.01",
            subject=Subject.POOR_POPULATION,
            label_as_printed="Penduduk miskin Kabupaten Kupang",
            position=position,
            year=year,
            count=count,
            unit=Unit.INDIVIDUAL,
            source=POOR_SOURCE,
            published=True,
        )
