"""What the page of a finished import calls the people and households that came in with any sheet."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import ClassVar

from django.utils.text import capfirst

from wksbm.people.faces import shown
from wksbm.people.models import Household, Person

HOME = Household._meta.label


class PeopleTold:
    """A household is told by the people in it, as far as the user sees them."""

    parts: ClassVar[Mapping[str, str]] = MappingProxyType({HOME: ""})
    told_with: ClassVar[Mapping[str, Sequence[str]]] = MappingProxyType({HOME: ("village", "people")})

    def record_told(self, record) -> str:
        if isinstance(record, Person):
            return shown(self.user, record, "full_name")
        if not isinstance(record, Household):
            return super().record_told(record)
        names = filter(None, (shown(self.user, person, "full_name") for person in record.people.all()))
        return f"{capfirst(record._meta.verbose_name)}: {', '.join(names) or record.village}"

    def record_url(self, record) -> str:
        """That of a household is the page of somebody in it."""
        if not isinstance(record, Household):
            return super().record_url(record)
        seen = (person for person in record.people.all() if shown(self.user, person, "full_name"))
        return next((person.get_absolute_url() for person in seen), "")
