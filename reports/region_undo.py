"""Taking back what a sheet did to regions, which have no versions: by what stood there before and after."""

from django.core.exceptions import ValidationError

from wksbm.regions.codes import path_of
from wksbm.regions.models import Region, Succession
from wksbm.spreadsheets.engine.undoing import undoes
from wksbm.spreadsheets.models import BatchRow, ImportBatch

NOTED = "regions_noted"  # in the facts of the batch: {"regions": {code: [before, after]}, "successions": [[old, new]]}
STATE = ("name", "kind", "postal_code", "superseded_by_id")
Outcome = BatchRow.Outcome


def number_of(code: str) -> int:
    """What stands for a region where records have numbers: the digits of its code."""
    return int(code.replace(".", ""))


def state_of(region: Region) -> list:
    return [getattr(region, name) for name in STATE]


@undoes(Region._meta.label)
def take_back(batch: ImportBatch) -> None:
    """Successions first, then what was changed, then what was created: the smallest regions before those above."""
    noted = batch.facts[NOTED]
    for old, new in noted["successions"]:
        Succession.objects.filter(old=old, new=new).delete()
    regions = Region.objects.in_bulk(list(noted["regions"]))
    used = used_by_others({code for code, (before, _after) in noted["regions"].items() if before is None})
    outcomes = {}
    changed = {code: states for code, states in sorted(noted["regions"].items()) if states[0] is not None}
    left = len(changed) + 1
    while changed and len(changed) < left:  # again as long as others made room
        left = len(changed)
        outcomes |= {code: put_back(regions.get(code), *states) for code, states in changed.items()}
        changed = {code: states for code, states in changed.items() if outcomes[code] == Outcome.CLASHES}
    for code in sorted((code for code in noted["regions"] if code not in outcomes), key=path_of, reverse=True):
        outcomes[code] = remove(regions.get(code), noted["regions"][code][1], used)
    for code, outcome in outcomes.items():
        batch.rows.filter(label=Region._meta.label, object_id=number_of(code)).update(outcome=outcome)


def put_back(region: Region | None, before: list, after: list) -> str:
    if region is None:
        return Outcome.GONE
    if state_of(region) != after:
        return Outcome.EDITED
    put(region, before)
    try:
        region.full_clean()
    except ValidationError:  # what took its place is gone, or is itself superseded by this one
        put(region, after)
        return Outcome.CLASHES
    region.save()
    return Outcome.REVERSED


def put(region: Region, state: list) -> None:
    for name, value in zip(STATE, state, strict=True):
        setattr(region, name, value)


def remove(region: Region | None, after: list, used: set[str]) -> str:
    if region is None:
        return Outcome.GONE
    if state_of(region) != after:
        return Outcome.EDITED
    if region.pk in used or hangs_on(region):
        return Outcome.USED
    region.delete()
    return Outcome.REVERSED


def hangs_on(region: Region) -> bool:
    """Regions and successions that are still there."""
    pairs = Succession.objects.filter(old=region.pk) | Succession.objects.filter(new=region.pk)
    return region.children.exists() or region.replaced.exists() or pairs.exists()


def used_by_others(codes: set[str]) -> set[str]:
    """Those of the codes that other records name, one query a kind of record."""
    found: set[str] = set()
    for relation in Region._meta.related_objects:
        model, name = relation.related_model, relation.field.attname
        if codes and model not in (Region, Succession):
            rows = model._base_manager.filter(**{f"{relation.field.name}__in": codes})
            found |= set(rows.order_by().values_list(name, flat=True).distinct())
    return found
