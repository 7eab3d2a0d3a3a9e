"""Kabandungan: one KUBE with ten members that went through the stages T0 to T3 (Juknis KUBE 2015)."""

from datetime import date

from django.db import transaction

from groups.models import Kube
from groups.services import advance_stage
from members.models import OfficerTerm
from members.offices import fill_office
from reports.demo.entering import acting, enter_activities, enter_groups, enter_members, rows, was_entered
from wksbm.dates import PartialDate, Precision

VILLAGE = "32.02.19.2001"
NAME = "KUBE Sauyunan"
FOUNDED = PartialDate(date(2015, 8, 20), Precision.DAY)
POSTS = (OfficerTerm.Post.CHAIR, OfficerTerm.Post.SECRETARY, OfficerTerm.Post.TREASURER)


@transaction.atomic
def load() -> bool:
    if was_entered(NAME, VILLAGE):
        return False
    with acting("dinas.sukabumi") as dinas:
        group = enter_groups(VILLAGE, by=dinas)[NAME]
        people = enter_members("kabandungan", group, by=dinas)
        for post, person in zip(POSTS, people, strict=False):
            fill_office(group, post=post, person=person, starts=FOUNDED, by=dinas, selection="deliberation")
        kube = Kube.objects.get(group=group)
        kube.business_kind = Kube.Business.PRODUCTION
        kube.save()
        for row in rows("kube_stages"):
            advance_stage(kube, row["to"], by=dinas, on=date.fromisoformat(row["on"]), note=row["note"])
    enter_activities(group)
    return True
