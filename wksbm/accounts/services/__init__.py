"""Verbs over accounts and duties."""

from wksbm.accounts.services.accounts import (
    FIRST_WORDS,
    TAKEN,
    create_account,
    name_from,
    propose_username,
    reset_password,
    switch,
)
from wksbm.accounts.services.clearance import give_clearance, may_clear, take_clearance_back
from wksbm.accounts.services.duties import (
    end_duty,
    extend_duty,
    give_duty,
    hand_over,
    lock_account,
    may_change,
    predecessor_of,
    successor_of,
)
from wksbm.accounts.services.grants import (
    COMPANION,
    LEADER,
    check_grant,
    giving_areas,
    grantable_roles,
    keepable,
    may_give,
    may_keep,
)

__all__ = [
    "COMPANION",
    "FIRST_WORDS",
    "LEADER",
    "TAKEN",
    "check_grant",
    "create_account",
    "end_duty",
    "extend_duty",
    "give_clearance",
    "give_duty",
    "giving_areas",
    "grantable_roles",
    "hand_over",
    "keepable",
    "lock_account",
    "may_change",
    "may_clear",
    "may_give",
    "may_keep",
    "name_from",
    "predecessor_of",
    "propose_username",
    "reset_password",
    "successor_of",
    "switch",
    "take_clearance_back",
]
