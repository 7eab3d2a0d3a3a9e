"""Groups: what they are, who leads them, what they consist of, and the stages of a KUBE."""

from groups.models.group import Component, Coverage, GroupType, Leadership, SocialGroup
from groups.models.kube import Kube, StageChange

__all__ = ["Component", "Coverage", "GroupType", "Kube", "Leadership", "SocialGroup", "StageChange"]
