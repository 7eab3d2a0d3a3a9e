"""Accounts and duties, the access log, and the seals over everything that is append-only."""

from wksbm.accounts.models.accounts import (
    CLEARABLE,
    LEADERS_ONLY,
    REGION_LEVELS,
    SOON,
    Duty,
    Role,
    User,
    connected_accounts,
)
from wksbm.accounts.models.ledger import Erasure, ErasurePermit, RowSeal, SealBatch, SealedShape, UnsealedRow
from wksbm.accounts.models.log import AccessLog, Submission
from wksbm.accounts.models.phones import TrustedPhone

__all__ = [
    "CLEARABLE",
    "LEADERS_ONLY",
    "REGION_LEVELS",
    "SOON",
    "AccessLog",
    "Duty",
    "Erasure",
    "ErasurePermit",
    "Role",
    "RowSeal",
    "SealBatch",
    "SealedShape",
    "Submission",
    "TrustedPhone",
    "UnsealedRow",
    "User",
    "connected_accounts",
]
