"""Sorosutan: the WKSBM Warga Rukun with its five component groups, its six posts, its advisers and whom it serves."""

from django.db import transaction

from groups.models import Component, SocialGroup
from members.models import OfficerTerm
from members.offices import fill_office
from reports.demo.entering import (
    acting,
    enter_activities,
    enter_case,
    enter_groups,
    enter_person,
    give_to_its_leader,
    rows,
    was_entered,
)
from wksbm.accounts.models import User

VILLAGE = "34.71.13.1006"
NAME = "Warga Rukun"
Post = OfficerTerm.Post
POSTS = (
    (Post.CHAIR, None),
    (Post.DEPUTY, None),
    (Post.SECRETARY, 1),
    (Post.SECRETARY, 2),
    (Post.TREASURER, 1),
    (Post.TREASURER, 2),
)
ADVISERS = ("Ketua RW 08", *(f"Ketua RT {number}" for number in range(27, 32)))


@transaction.atomic
def load() -> bool:
    if was_entered(NAME, VILLAGE):
        return False
    with acting("desa.sorosutan") as officer:
        groups = enter_groups(VILLAGE, by=officer)
        umbrella = groups.pop(NAME)
        for part in groups.values():
            component = Component(umbrella=umbrella, part=part)
            component.full_clean()
            component.save()
        give_to_its_leader(umbrella)
        _fill_offices(umbrella, officer)
        people = [(enter_person(row, village=VILLAGE, by=officer), row) for row in rows("warga_rukun")]
    for person, row in people:
        enter_case(person, row, proposed_by="desa.sorosutan", verified_by="dinas.yogyakarta")
    enter_activities(umbrella)
    return True


def _fill_offices(umbrella: SocialGroup, officer: User) -> None:
    """The posts without their holders: the paper's names stay in the paper."""
    chosen = {"selection": OfficerTerm.Selection.DELIBERATION}
    for post, rank in POSTS:
        fill_office(umbrella, post=post, rank=rank, person=None, starts=None, by=officer, **chosen)
    for office in ADVISERS:
        fill_office(umbrella, post=Post.ADVISER, person=None, starts=None, by=officer, ex_officio=office)
