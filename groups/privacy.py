"""Where a group's own papers may name a person."""

from groups.models import (
    Component,
    Coverage,
    DifferentGroups,
    Document,
    Kube,
    Leadership,
    Link,
    SocialGroup,
    StageChange,
)
from wksbm.people.holdings import may_name

TEXTS = (
    "name", "initiator", "facilitator", "name_story", "local_name", "earlier_names", "business", "secretariat", "phone",
    "purpose", "local_wisdom", "registration_number", "registered_by", "cohort", "criteria", "skilled_people",
    "facilities", "programme", "serves", "meets_at",
)  # fmt: skip

may_name(SocialGroup, "village", *TEXTS)
may_name(Coverage, "group__village")
may_name(Component, "umbrella__village")
may_name(Leadership, "group__village")
may_name(Kube, "group__village")
may_name(StageChange, "kube__group__village", "note")
may_name(Link, "group__village", "party", "agreement", "programme", "note")
may_name(Document, "group__village", "edition", "number", "signer")
may_name(DifferentGroups, "first__village", "reason")
