"""PMKS: kinds, subjects and classifications; and, in a table of their own, the cases that stay sealed."""

from beneficiaries.models.pmks import SEALED, Beneficiary, Classification, PmksCategory, Scheme
from beneficiaries.models.sealed import SealedCase

__all__ = ["SEALED", "Beneficiary", "Classification", "PmksCategory", "Scheme", "SealedCase"]
