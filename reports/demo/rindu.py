"""Penfui Timur: Rindu Sejahtera as its paper tells it (25 women in 2021, the leader not among them), and a neighbour."""

from datetime import date

from django.db import transaction

from groups.models import SocialGroup
from members.models import OfficerTerm
from members.services import fill_office
from reports.demo.entering import acting, enter_activities, enter_case, enter_groups, enter_members, lead, was_entered
from wksbm.dates import PartialDate, Precision
from wksbm.regions.models import Subject, Tally, Unit

VILLAGE = "53.01.08.2011"
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
        groups = enter_groups("rindu", by=officer)
        rindu, mekar = groups["Rindu Sejahtera"], groups["Mekar Jaya"]
        lead(rindu, "ketua.rindu")
        lead(mekar, "ketua.mekar")
        women = enter_members("rindu_sejahtera", rindu, by=officer)
        enter_members("mekar_jaya", mekar, by=officer)
        _name_the_chair(rindu, officer)
    for woman in women:
        enter_case(woman, CASE, proposed_by="desa.penfui", verified_by="tksk.kupangtengah")
    enter_activities(rindu)
    enter_activities(mekar)
    _count_the_poor()
    return True


def _name_the_chair(rindu: SocialGroup, officer) -> None:
    """She founded the group and leads it since; she is no member, and the paper gives her initials only."""
    since = PartialDate(date(2008, 1, 1), Precision.YEAR)
    fill_office(rindu, post=OfficerTerm.Post.CHAIR, person=None, starts=since, by=officer)


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
