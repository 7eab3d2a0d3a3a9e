"""How regions and counts are asked for."""

import re

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Case, Q, QuerySet, Value, When

from wksbm.regions.codes import Level, normalise_code, under, within
from wksbm.text import place_key

KIND_BEFORE = re.compile(
    r"\s*(?:(?P<provinsi>provinsi|prov)|(?P<kabupaten>kabupaten|kab)|(?P<kota>kota)|(?P<kecamatan>kecamatan|kec)"
    r"|(?P<kelurahan>kelurahan|kel)|(?P<desa_adat>desa adat)|(?P<desa>desa|ds))\b\.?\s+",
    re.IGNORECASE,
)
SHORTEST_INSIDE = 3  # a shorter text stands in every other name


class RegionQuerySet(QuerySet):
    def under(self, code: str) -> "RegionQuerySet":
        """The region of that code and everything in it; "" is the whole country."""
        return self.filter(under("code", code))

    def within(self, areas: list[str]) -> "RegionQuerySet":
        """At or under any of `areas` ("" is everything, an empty list is nothing)."""
        return self.filter(within("code", areas))

    def villages(self) -> "RegionQuerySet":
        return self.filter(level=Level.VILLAGE)

    def in_force(self) -> "RegionQuerySet":
        """Those that no other region has superseded."""
        return self.filter(superseded_by=None)

    def called(self, text: str) -> "RegionQuerySet":
        """Those whose name or other spelling is `text`, with or without its kind (Biru, Kelurahan Biru, Kel. Biru)."""
        exact = self.filter(self._named("", text))
        match = KIND_BEFORE.match(text)
        if not match:
            return exact
        return exact | self.filter(self._named("", text[match.end() :]), kind=match.lastgroup)

    def search(self, text: str) -> "RegionQuerySet":
        """Regions for a typed name, part of a name, other spelling or code; the same name first, then by likeness.

        Apostrophes and double letters do not count: Ta' = Ta, Walannae = Walanae.
        """
        try:
            return self.under(normalise_code(text)).order_by("code")
        except ValidationError:
            pass
        key = place_key(text)
        if not key:
            return self.none()
        found = self._named("__startswith", text)
        if len(key) >= SHORTEST_INSIDE:
            found |= self._named("__contains", text)
        if match := KIND_BEFORE.match(text):
            found |= self._named("__startswith", text[match.end() :]) & Q(kind=match.lastgroup)
        rank = Case(
            When(pk__in=self.called(text).values("pk"), then=Value(0)),
            When(search_name__startswith=key, then=Value(1)),
            default=Value(2),
        )
        return self.filter(found).order_by(rank, "level", "code")

    def _named(self, how: str, text: str) -> Q:
        key = place_key(text)
        aliases = self.model._meta.get_field("aliases").related_model.objects.filter(**{f"search_name{how}": key})
        return Q(**{f"search_name{how}": key}) | Q(pk__in=aliases.values("region"))


class TallyQuerySet(models.QuerySet):
    def within(self, areas: list[str]) -> "TallyQuerySet":
        """Counts of regions at or under any of `areas` ("" is everything, an empty list is nothing)."""
        return self.filter(within("region", areas))

    def visible_to(self, user) -> "TallyQuerySet":
        """Counts at or under the areas of `user` today; a count of the district above his village is not among them."""
        return self.within(user.area_codes())
