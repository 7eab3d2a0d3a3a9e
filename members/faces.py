"""What a user sees of the people on a roster: of whoever is beyond his reach, the name that the group writes down."""

from datetime import date

from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from members.models import IdentityMatch, Membership, OfficerTerm
from wksbm.accounts.models import User
from wksbm.people.faces import told
from wksbm.people.models import Person


def name_of(user: User, row: Membership | OfficerTerm) -> str:
    """The name stands in the group's own record, so whoever may read that may read it; "" for an office of nobody."""
    return told(user, row, "person" if row.person_id else "identity")


def reached(user: User, row: Membership | OfficerTerm) -> Person | IdentityMatch | None:
    """Whom the row is about, when the user sees more of him or her than the name."""
    who = row.who
    if isinstance(who, Person):
        return who if user.may("view", "person", who) and not who.erased_on else None
    return who


def linked_name(user: User, row: Membership | OfficerTerm) -> SafeString | str:
    who, name = reached(user, row), name_of(user, row)
    record = "person" if isinstance(who, Person) else "identity_match"
    if who is None or not user.may("view", record, who):
        return name
    return format_html('<a href="{}">{}</a>', who.get_absolute_url(), name)


def age_of(user: User, row: Membership | OfficerTerm, on: date) -> str:
    """Completed years on the day; the year of birth for who sees no more than that; "" for what is closed."""
    who = reached(user, row)
    level = user.field_level("birth_date", who) if who and who.birth_date else "absent"
    if level == "year":
        return date_format(who.birth_date, "Y")
    age = who.age(on) if level == "full" else None
    return "" if age is None else _("%(age)s y") % {"age": age}


def place_of(user: User, row: Membership | OfficerTerm) -> str:
    """RT and RW as 003/001; "" for what is closed or not known."""
    who = reached(user, row)
    if who is None or user.field_level("address", who) != "full":
        return ""
    return f"{who.rt or '–'}/{who.rw}" if who.rw else who.rt


def holder_of(user: User, term: OfficerTerm) -> str:
    """Who holds the office: a name, another office, or since when it stands vacant."""
    named = ", ".join(filter(None, [name_of(user, term), term.ex_officio]))
    if named or not term.starts_on:
        return named or _("name not recorded")
    return _("vacant since %(day)s") % {"day": term.since_words}
