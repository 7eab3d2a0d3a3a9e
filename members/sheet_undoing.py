"""What keeps memberships and offices apart when an import is undone: one number, one period, one holder at a time."""

from members.models import Membership, OfficerTerm
from wksbm.spreadsheets.engine.undoing import stays_apart

SHARED = (OfficerTerm.Post.ADVISER, OfficerTerm.Post.OTHER, OfficerTerm.Post.VOLUNTEER)


def at_once(one: str, other: str, begins: str, ends: str) -> str:
    """That two rows have a day in common; what is not known may be any day."""
    return f"NOT (coalesce({one}.{ends} < {other}.{begins}, FALSE) OR coalesce({other}.{ends} < {one}.{begins}, FALSE))"


SAME_PERSON = f"""o.person_id = h.person_id
    AND {at_once("h", "o", "joined_on", "left_on")} AND NOT {at_once("r", "o", "joined_on", "left_on")}"""
SAME_NUMBER = """o.number = h.number AND o.left_on IS NULL AND h.left_on IS NULL
    AND (r.left_on IS NOT NULL OR r.number IS NULL OR r.number <> h.number)"""
stays_apart(Membership._meta.label, f"o.group_id = h.group_id AND NOT o.void AND ({SAME_PERSON} OR {SAME_NUMBER})")
stays_apart(
    OfficerTerm._meta.label,
    f"""o.group_id = h.group_id AND o.post = h.post AND coalesce(o.rank, 0) = coalesce(h.rank, 0)
    AND h.post NOT IN ({", ".join(f"'{post}'" for post in SHARED)}) AND {at_once("h", "o", "starts_on", "ends_on")}
    AND NOT (r.post = h.post AND coalesce(r.rank, 0) = coalesce(h.rank, 0)
    AND {at_once("r", "o", "starts_on", "ends_on")})""",
)
