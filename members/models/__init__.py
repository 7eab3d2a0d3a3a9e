"""Who belongs to which group and who holds which office, since when and until when; names that wait to be matched."""

from members.models.identity import IdentityMatch
from members.models.membership import Membership
from members.models.office import OfficerTerm

__all__ = ["IdentityMatch", "Membership", "OfficerTerm"]
