"""Two people, one record: what the second one typed meets what the first one saved."""

from typing import NamedTuple

from django.utils.translation import gettext as _

from wksbm.forms import WHY
from wksbm.regions.models import Region
from wksbm.regions.picker import SUFFIXES, Choice, VillageField


class Difference(NamedTuple):
    """A field that both changed (`mine` stays in the form), or that only the other one changed (taken over)."""

    label: str
    mine: str
    theirs: str
    both: bool


def merge_stale(view, form):
    """A form with what was typed over what is saved now, and the list of differences.

    Fields that the sender left as he had read them take the newer value; fields that both changed keep what was
    typed, with the saved value beside it. The base of the comparison is the history row of the version he had read.
    """
    now = view.object
    base = type(now).history.filter(id=now.pk, version=form.instance.version).first()
    then = base.instance if base is not None else None
    recorded = {field.name for field in type(now)._meta.fields}
    data, differences = form.data.copy(), []
    for name, field in form.fields.items():
        if name == WHY:  # the reason belongs to the change, not to the record
            continue
        mine, theirs = _code(form[name].data), _typed(view, now, name)
        read = data.get(f"read_{name}")
        data[f"read_{name}"] = theirs if isinstance(theirs, str) else ""
        before = _typed(view, then, name) if then is not None and name in recorded else read
        if name in form.kept_secret:
            differences += _secret_difference(form, name, mine, then, now)
            continue
        known = read is not None or (then is not None and name in recorded)
        if _same(mine, theirs) or (known and _same(before, theirs)):
            continue
        both = not known or not _same(mine, before)
        if not both:
            put(data, form.add_prefix(name), theirs)
        differences.append(Difference(str(field.label or name), _spoken(field, mine), _spoken(field, theirs), both))
    data["version"] = str(now.version)
    return type(form)(data=data, instance=now, **_house_kwargs(view)), differences


def _secret_difference(form, name: str, mine, then, now) -> list[Difference]:
    """What the other one did to a value that stands in no form; told as far as the reader may see it."""
    theirs = getattr(now, name)
    unchanged = then is not None and getattr(then, name) == theirs
    if unchanged or (mine and form.cleaned_data.get(name) == theirs):
        return []
    told = form.told(now, name) or _("(empty)")
    return [Difference(str(form.fields[name].label), str(mine or ""), told, both=bool(mine))]


def _code(value):
    """What was typed; of the region picker the village."""
    return value.village if isinstance(value, Choice) else value


def _house_kwargs(view) -> dict:
    """What the form needs beyond its data: the user, today, a group …"""
    taken = ("data", "files", "instance", "initial", "prefix")
    return {name: value for name, value in view.get_form_kwargs().items() if name not in taken}


def _typed(view, row, name: str):
    """The value of `row` as the form would show it."""
    form = view.get_form_class()(instance=row, initial=view.get_initial(), **_house_kwargs(view))
    return form[name].value()


def _same(one, other) -> bool:
    if isinstance(one, list) or isinstance(other, list):
        return sorted(map(str, one or [])) == sorted(map(str, other or []))
    return str(one if one is not None else "").strip() == str(other if other is not None else "").strip()


def put(data, name: str, value) -> None:
    for above in SUFFIXES.values():
        if above:
            data.pop(name + above, None)  # the selects above a village that was taken over
    if isinstance(value, list):
        data.setlist(name, [str(item) for item in value])
    else:
        data[name] = "" if value is None else str(value)


def _spoken(field, value) -> str:
    if value in (None, "", []):
        return _("(empty)")
    if isinstance(field, VillageField):
        return str(Region.objects.filter(pk=value).first() or value)
    choices = {str(key): label for key, label in getattr(field, "choices", ())}
    if isinstance(value, list):
        return ", ".join(_spoken(field, item) for item in value)
    return str(choices.get(str(value), value))
