"""The papers of a group: kept with a scan, taken away with a reason; a changed paper is a new one."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from groups.models import Document, SocialGroup
from wksbm.accounts.models import User


@transaction.atomic
def add_paper(paper: Document, *, by: User) -> Document:
    """Keeps the paper; its scan is there as soon as it is, and gone when this is rolled back.

    Raises ValidationError when `by` may not add papers to the group, or when the group is closed.
    """
    if not by.may("create", "attachment", paper.group) or not paper.group.is_open:
        raise ValidationError(_("This group takes no papers from you."))
    paper.full_clean()
    paper.save()
    return paper


@transaction.atomic
def delete_paper(paper: Document, *, by: User, reason: str) -> None:
    """The paper goes, its scan after the commit; what stood on it stays in the history.

    Raises ValidationError when `by` may not delete papers of the group, or when the group is closed.
    """
    if not by.may("delete", "attachment", paper) or not paper.group.is_open:
        raise ValidationError(_("This paper is not yours to delete."))
    paper._change_reason = reason
    paper.delete()


def papers_of(group: SocialGroup, by: User) -> dict:
    """For the page of a group: its papers with their validity, as far as `by` may list them."""
    if not by.may("list", "attachment", group):
        return {"papers": None}
    today = group.village.today()
    return {"papers": [(paper, *paper.validity(today)) for paper in group.documents.all()]}
