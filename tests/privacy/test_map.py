"""Nothing that says who somebody is is forgotten: every protected field, every free text, by the map of the fields."""

from datetime import date

import pytest
from django.db import models
from simple_history.models import HistoricalChanges

from tests.architecture.source import our_models
from wksbm.accounts.protected import HIDDEN, OPEN, PROTECTED
from wksbm.fields import LineField, NameField, NoteField, RtRwField, SealedField
from wksbm.people.erasing import blank_person
from wksbm.people.holdings import HOLDINGS, TEXTS
from wksbm.people.models import Person

# "model.field": why an erasure leaves it as it is.
LEFT = {
    "people.Person.village": "counts are by village",
    "people.DifferentPeople.first": "leads to the empty line; that two are not one says nothing of either",
    "people.DifferentPeople.second": "the same",
    "people.ExternalStatus.person": "leads to the empty line",
    "members.Membership.person": "leads to the empty line, so that rosters of the past add up",
    "members.OfficerTerm.person": "the same",
    "members.IdentityMatch.person": "the same",
    "members.Membership.identity": "leads to a name that is blanked itself",
    "members.OfficerTerm.identity": "the same",
    "beneficiaries.Beneficiary.person": "the same",
    "beneficiaries.Beneficiary.household": "a household has no name; its numbers and address go with its last person",
    "beneficiaries.Beneficiary.community_name": "the name of a community; a person in it is cut out as a text",
    "beneficiaries.Classification.beneficiary": "leads to the empty line, so that recaps add up",
    "beneficiaries.Classification.category": "what is counted",
    "activities.Attendance.membership": "leads to the empty line",
    "activities.MotivationNote.text": "the note of its author; the name is cut out as a text",
    "activities.OutreachFinding.person": "taken away",
    "groups.Document.scan": "a paper of the group; a picture cannot be searched, so who asks names the paper, and it is deleted",
}
# Models whose texts are nobody's: code lists, places, accounts of officers, and what is itself about one person.
NO_TEXTS = {
    "accounts": "officers' accounts are kept for their accountability (docs/privacy.md)",
    "regions": "places and counts without names",
    "spreadsheets": "what files and their headers are called; the files and the questions behind them go within 24 hours",
    "groups.GroupType": "a code list",
    "beneficiaries.Scheme": "a code list",
    "beneficiaries.PmksCategory": "a code list",
    "beneficiaries.SealedCase": "found by NIK or number, never by name: another one of that name may depend on hers",
    "activities.Skill": "a code list",
    "people.Person": "other people's own facts; a namesake keeps his name, a child its guardian",
    "people.Household": "goes as a whole when nobody else lives in it",
}
TEXT_FIELDS = (LineField, NameField, NoteField, SealedField, models.TextField)


def blanked() -> set[str]:
    """ "model.field" of everything that an erasure blanks in rows about the person."""
    own = {f"people.Person.{name}" for name in blank_person(Person(birth_date=None), date(2026, 1, 1))}
    return own | {f"{one.model._meta.label}.{name}" for one in HOLDINGS for name in one.blank | one.blank_then}


def swept() -> set[str]:
    return {f"{one.model._meta.label}.{name}" for one in TEXTS for name in (*one.fields, *one.sealed)}


def test_every_protected_field_is_blanked_swept_or_stays_for_a_reason():
    protected = {
        f"{label}.{name}"
        for label, fields in PROTECTED.items()
        for name, row in fields.items()
        if row not in (OPEN, HIDDEN) and not label.startswith("accounts.")
    }
    assert protected - blanked() - swept() - set(LEFT) == set()


def test_what_is_left_is_not_also_blanked_and_still_exists():
    known = {f"{label}.{name}" for label, fields in PROTECTED.items() for name in fields}
    assert set(LEFT) - known == set()


def test_every_free_text_of_a_record_is_swept_for_names():
    missing = set()
    for model in our_models():
        label = model._meta.label
        if issubclass(model, HistoricalChanges) or {label, model._meta.app_label} & set(NO_TEXTS):
            continue
        for field in model._meta.concrete_fields:
            text = isinstance(field, TEXT_FIELDS) and not isinstance(field, RtRwField)
            if text and f"{label}.{field.name}" not in swept() | blanked():
                missing.add(f"{label}.{field.name}")
    assert missing == set()


def test_every_record_has_its_reasons_of_change_swept():
    listed = {one.model for one in TEXTS}
    recorded = {model for model in our_models() if hasattr(model._meta, "simple_history_manager_attribute")}
    lists = {model for model in recorded if {model._meta.label, model._meta.app_label} & set(NO_TEXTS)}
    assert recorded - listed - lists == set()


@pytest.mark.parametrize("one", TEXTS, ids=lambda one: one.model._meta.label)
def test_the_way_to_the_place_of_a_text_leads_to_a_region(one):
    if one.area:
        assert list(one.model._base_manager.filter(**{f"{one.area}__in": ["99"]}).query.where.children)
        if not one.added_only:
            assert one.model.history.model._base_manager.filter(**{f"{one.area}__in": ["99"]}) is not None
