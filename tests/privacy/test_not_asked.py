"""Groups serve residents "without telling ethnicity, religion and interests apart" (Warga Rukun): neither is asked."""

import re

import pytest

from groups.filters import GroupFilter
from members.filters import MemberFilter
from members.forms import EnrolForm, NewMemberForm
from tests.architecture.source import our_models
from wksbm.people.filters import PersonFilter
from wksbm.people.forms import PersonForm

NOT_ASKED = re.compile(r"religio|ethnic|faith|tribe|agama|suku|etnis|iman", re.IGNORECASE)


def test_no_record_has_a_field_for_it():
    fields = {f"{model._meta.label}.{field.name}" for model in our_models() for field in model._meta.concrete_fields}
    assert {name for name in fields if NOT_ASKED.search(name)} == set()
    assert NOT_ASKED.search("people.Person.religion")


@pytest.mark.parametrize("form", [PersonForm, EnrolForm, NewMemberForm, PersonFilter, MemberFilter, GroupFilter])
def test_no_form_and_no_filter_asks_it(form):
    fields = form.base_filters if hasattr(form, "base_filters") else form.base_fields
    words = [f"{name} {field.label}" for name, field in fields.items()]
    assert fields
    assert [word for word in words if NOT_ASKED.search(word)] == []
