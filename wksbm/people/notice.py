"""The privacy notice (UU 27/2022, article 21): which text somebody was told, when and how; who answers for a child."""

from datetime import date

from wksbm.people.models import Person

# The year and month of the text in templates/shell/privacy.html. Whoever changes what it says changes this too.
NOTICE_VERSION = "2026-11"
GROWN_UP = 18  # article 25: of a child a parent or guardian agrees


def stamp(person: Person, *, today: date, told_now: bool) -> None:
    """Sets the day and the version of the notice, unsaved: of a notice told now or never dated, those of today."""
    if person.notice == Person.Notice.NOT_YET:
        person.notice_on, person.notice_version = None, ""
        return
    person.notice_on = person.notice_on or today
    if told_now or not person.notice_version:
        person.notice_version = NOTICE_VERSION


def lacks_guardian(person: Person, today: date) -> bool:
    """Whether this is a living child for whom nobody is named; an unknown age is nobody's fault."""
    age = person.age(today)
    return age is not None and age < GROWN_UP and not person.guardian and person.living != Person.Living.DECEASED
