"""A deed for a route that nobody has written down: its number by trying those of the world, its form by filling it."""

from django import forms
from django.urls import get_resolver, reverse

from tests import factories
from tests.access.deeds import Deed
from tests.access.roles import letter
from tests.access.world import Rows, World
from tests.screens.pages import undone
from wksbm.formfields import DayField

MAKES = ("create", "update", "delete", "verify")


def found(route: str, record: str, action: str, world: World, client_of) -> Deed:
    """Tried at the first position by somebody who may do it. Fails where it cannot be found out."""
    rows, client = world.places["own"], client_of(_somebody(record, action, world))
    numbers = _numbers_in(route)
    if numbers > 1:
        raise AssertionError(f"{route} has {numbers} numbers in its address: write its deed into deed_table.py")
    for on in _candidates(rows) if numbers else [""]:
        deed = _tried(Deed(route, record, action, on=on), rows, client)
        if deed is not None:
            return deed
    raise AssertionError(f"{route}: no record of the world has this address; write its deed into deed_table.py")


def _somebody(record: str, action: str, world: World):
    order = ("dinas_c", "admin", "tksk_c", "village", "leader")
    role = next((role for role in order if letter(role, record, action) in "AMC"), "admin")
    return world.users[role]


def _numbers_in(route: str) -> int:
    namespace, _, name = route.rpartition(":")
    resolver = get_resolver()
    if namespace:
        resolver = resolver.namespace_dict[namespace][1]
    return len(resolver.reverse_dict.getlist(name)[0][0][0][1])


def _candidates(rows: Rows) -> list[str]:
    return [name for name in (*vars(rows), "classification") if hasattr(getattr(rows, name), "_meta")]


def _tried(deed: Deed, rows: Rows, client) -> Deed | None:
    url = reverse(deed.route, args=[getattr(rows, deed.on).pk] if deed.on else [])
    with undone():
        page = client.get(url)
        if page.status_code == 405:
            return (
                None
                if client.post(url).status_code == 404
                else Deed(deed.route, deed.record, deed.action, on=deed.on, posts=True)
            )
    if page.status_code == 404:
        return None
    form = page.context.get("form") if page.context else None
    typed = _typed(form) if form is not None and deed.action in MAKES else None
    holds = deed.action == "list" and not deed.on
    return Deed(deed.route, deed.record, deed.action, on=deed.on, typed=typed, holds=holds)


def _typed(form) -> dict:
    """Something that fits for every field that must be filled in and is empty."""
    empty = {name: field for name, field in form.fields.items() if field.required and not form[name].value()}
    return {form.add_prefix(name): _something(field) for name, field in empty.items()}


def _something(field) -> str:
    if isinstance(field, forms.ModelChoiceField):
        return str(field.queryset.first().pk)
    if isinstance(field, forms.ChoiceField):
        return next(str(value) for value, _label in field.choices if value)
    if isinstance(field, forms.BooleanField):
        return "on"
    if isinstance(field, DayField):
        return "01/11/2026"
    if isinstance(field.widget, forms.PasswordInput):
        return factories.PASSWORD
    return "1" if isinstance(field, forms.IntegerField) else "alasan yang diketik"
