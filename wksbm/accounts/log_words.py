"""Entries of the access log as sentences: who, when, what, about whom, why. Codes, unless the table opens names."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from functools import cache
from typing import NamedTuple

from django.apps import apps
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from wksbm.accounts import access
from wksbm.accounts.log import names_of
from wksbm.accounts.models import AccessLog, Role, User
from wksbm.accounts.models.log import PERSON, PERSON_ROUTES
from wksbm.accounts.routes import ROUTES

Kind = AccessLog.Kind


class Line(NamedTuple):
    """An entry as it is read; `at` in the time of its area. `url` leads to everything about the same person."""

    at: datetime
    who: str
    account: str
    what: str
    about: str
    why: str
    url: str


def lines(user: User, entries: Iterable[AccessLog]) -> list[Line]:
    """The entries in words for `user`; who looked is always named, about whom only where the table allows it."""
    entries = list(entries)
    names = _open_names(user, entries)
    return [
        Line(
            at=local(entry),
            who=str(entry.user),
            account=entry.user.username,
            what=what(entry),
            about=_about(entry, names),
            why=entry.reason,
            url=_url(user, entry),
        )
        for entry in entries
    ]


def local(entry: AccessLog) -> datetime:
    """What the clock said in the entry's area; naive, or templates would turn it into the office's own time."""
    zone = entry.region.time_zone if entry.region_id else timezone.get_default_timezone()
    return timezone.make_naive(entry.at, zone)


def may_name(user: User, row) -> bool:
    """Whether the table opens names, not only codes, in the log about this row (a person, or an entry)."""
    return access.best_letter(user.roles_over(row), "access_log", "list") == "A"


def _open_names(user: User, entries: list[AccessLog]) -> dict[tuple[str, int], str]:
    wanted = defaultdict(set)
    for entry in entries:
        if entry.number and (entry.target == User._meta.label or may_name(user, entry)):
            wanted[_label(entry)].add(entry.number)
    found = {label: names_of(user, label, numbers) for label, numbers in wanted.items()}
    return {(label, number): name for label, names in found.items() for number, name in names.items()}


def _label(entry: AccessLog) -> str:
    """What the number is a number of: a refused attempt names the route."""
    return PERSON if entry.target in PERSON_ROUTES else entry.target


def _about(entry: AccessLog, names: dict) -> str:
    label = _label(entry)
    if not entry.number:
        return ""
    return names.get((label, entry.number)) or code_of(label, entry.number)


def code_of(target: str, number: int) -> str:
    """How a row is called where names are closed: "Person #123"."""
    return f"{_word_of(target)} #{number}"


def _word_of(target: str) -> str:
    """The record that a model's label, a route's name or a row of the access table stands for."""
    if ":" in target:
        rule = ROUTES.get(target)
        return record_word(rule[0]) if isinstance(rule, tuple) else target
    if target in access.RECORDS:
        return record_word(target)
    return capfirst(str(_verbose_names().get(target, target)))


@cache
def _verbose_names() -> dict:
    return {model._meta.label: model._meta.verbose_name for model in apps.get_models()}


def record_word(record: str) -> str:
    return {
        "group": _("Group"),
        "person": _("Person"),
        "member": _("Member"),
        "beneficiary": _("PMKS record"),
        "sealed": _("Sealed record"),
        "activity": _("Activity"),
        "account": _("Account"),
        "access_log": _("Access log"),
        "recap": _("Recap"),
        "tally": _("Count without names"),
        "region": _("Region"),
    }.get(record, record)


def _url(user: User, entry: AccessLog) -> str:
    inside = entry.number and entry.target == PERSON and user.may("list", "access_log", entry)
    return reverse("people:seen", args=[entry.number]) if inside else ""


def what(entry: AccessLog) -> str:
    """The kind, and what the facts add to it: which number was shown, how many rows went out, what was refused."""
    tell = _TOLD.get(entry.kind)
    return tell(entry) if tell else capfirst(entry.get_kind_display())


def field_word(field: str) -> str:
    words = {"nik": _("NIK"), "kk_number": _("KK number"), "phone": _("phone"), "form_scan": _("scan of the form")}
    return words.get(field, field)


def _look_up(entry: AccessLog) -> str:
    return _("Searched for a NIK: found") if entry.facts.get("hit") else _("Searched for a NIK: nobody found")


def _export(entry: AccessLog) -> str:
    rows = entry.facts.get("rows")
    words = [_("Export of “%(sheet)s”") % {"sheet": _word_of(entry.target)}]
    if rows is not None:
        words.append(ngettext("%(count)s row", "%(count)s rows", rows) % {"count": rows})
    if entry.facts.get("nik") == "full":
        words.append(_("with full NIK"))
    return ", ".join(words)


def _matched_list(entry: AccessLog) -> str:
    rows = entry.facts.get("rows", 0)
    words = ngettext("Matched a list of %(count)s row", "Matched a list of %(count)s rows", rows) % {"count": rows}
    return ", ".join([words, _("%(count)s of them found") % {"count": entry.facts.get("matched", 0)}])


def _refused(entry: AccessLog) -> str:
    return _("Refused: %(what)s") % {"what": _action(entry.target)}


def _action(route: str) -> str:
    """What the route would have done, by the row of the table that guards it."""
    rule = ROUTES.get(route)
    if not isinstance(rule, tuple):
        return route
    words = {
        "list": pgettext("refused", "list"),
        "view": pgettext("refused", "look"),
        "create": pgettext("refused", "enter"),
        "update": pgettext("refused", "change"),
        "delete": pgettext("refused", "end"),
        "verify": pgettext("refused", "decide"),
        "export": pgettext("refused", "export"),
        "history": pgettext("refused", "history"),
    }
    return f"{record_word(rule[0])} ({words[rule[1]]})"


def limit_words(entry: AccessLog) -> str:
    """Which limit it was, as "The limit of 30 reveals within an hour was reached"."""
    return {
        Kind.REVEAL: _("The limit of %(most)s reveals within an hour was reached"),
        Kind.LOOK_UP: _("The limit of %(most)s searches by NIK within an hour was reached"),
        Kind.MATCH: _("The limit of %(most)s comparisons of the last digits within an hour was reached"),
    }[entry.facts["of"]] % {"most": entry.facts["most"]}


def _view(entry: AccessLog) -> str:
    if entry.facts.get("form"):
        return _("Opened the form")
    return _("Opened a part of the page") if entry.facts.get("part") else _("Opened the page")


_TOLD = {
    Kind.VIEW: _view,
    Kind.REVEAL: lambda entry: _("Revealed: %(field)s") % {"field": field_word(entry.field)},
    Kind.LOOK_UP: _look_up,
    Kind.EXPORT: _export,
    Kind.MATCHED_LIST: _matched_list,
    Kind.REFUSED: _refused,
    Kind.LIMIT: limit_words,
}


def role_word(column: str) -> str:
    """A column of the access tables as people say it: "village officer", "Dinas Sosial"."""
    plain = column.removesuffix("_c")
    words = {"leader": _("group leader"), "companion": _("companion")}
    return str(words.get(plain) or dict(Role.choices).get(plain, plain))
