"""Two people, one record: what the second one typed meets what the first one saved."""

from typing import NamedTuple

from django.utils.translation import gettext as _


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
    data = form.data.copy()
    differences = []
    for name, field in form.fields.items():
        bound = form[name]
        theirs = _typed(type(form), now, name, field, view)
        before = _typed(type(form), base, name, field, view) if base is not None else None
        mine = bound.data
        if field.disabled or _same(mine, theirs):
            continue
        both = before is None or not _same(mine, before)
        if not both:
            _put(data, form.add_prefix(name), theirs)
        differences.append(Difference(str(field.label or name), _spoken(field, mine), _spoken(field, theirs), both))
    data["version"] = str(now.version)
    return type(form)(data=data, instance=now, **_house_kwargs(view)), differences


def _house_kwargs(view) -> dict:
    """What the form needs beyond its data: the user, today, a group …"""
    taken = ("data", "files", "instance", "initial", "prefix")
    return {name: value for name, value in view.get_form_kwargs().items() if name not in taken}


def _typed(form_class, row, name: str, field, view):
    """The value of `row` as the form would show it."""
    return form_class(instance=row, **_house_kwargs(view))[name].value()


def _same(one, other) -> bool:
    if isinstance(one, list) or isinstance(other, list):
        return sorted(map(str, one or [])) == sorted(map(str, other or []))
    return str(one if one is not None else "").strip() == str(other if other is not None else "").strip()


def _put(data, name: str, value) -> None:
    if isinstance(value, list):
        data.setlist(name, [str(item) for item in value])
    else:
        data[name] = "" if value is None else str(value)


def _spoken(field, value) -> str:
    choices = dict(getattr(field, "choices", ()))
    if value in (None, ""):
        return _("(empty)")
    if isinstance(value, list):
        return ", ".join(_spoken(field, item) for item in value)
    return str(choices.get(value, choices.get(str(value), value)))
