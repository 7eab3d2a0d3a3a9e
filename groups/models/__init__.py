"""Groups: what they are, who leads them, what they consist of, their papers and ties, the stages of a KUBE."""

from groups.models.apart import DifferentGroups
from groups.models.documents import Document
from groups.models.group import GroupType, SocialGroup
from groups.models.kube import Kube, StageChange
from groups.models.leadership import Leadership
from groups.models.links import Link
from groups.models.parts import Component, Coverage

__all__ = [
    "Component",
    "Coverage",
    "DifferentGroups",
    "Document",
    "GroupType",
    "Kube",
    "Leadership",
    "Link",
    "SocialGroup",
    "StageChange",
]
