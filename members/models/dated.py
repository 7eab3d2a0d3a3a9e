"""Rows of a group with a first and a last day."""

from datetime import date

from django.db.models import Q

from wksbm.accounts.scope import ScopedQuerySet


class DatedQuerySet(ScopedQuerySet):
    """Rows with a first and a last day; the last day itself still counts."""

    record = "member"
    area_path = "group__village"
    begins, ends = "joined_on", "left_on"

    def current(self, on: date):
        """Alive on the day `on`; an unknown beginning counts as long ago."""
        begun = Q(**{f"{self.begins}__lte": on}) | Q(**{f"{self.begins}__isnull": True})
        not_over = Q(**{f"{self.ends}__gte": on}) | Q(**{f"{self.ends}__isnull": True})
        return self.filter(begun & not_over)

    def in_group(self, group):
        return self.filter(group=group)
