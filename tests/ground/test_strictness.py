"""The net itself holds: a variable that nobody gave is noticed, in our templates and not in those of packages."""

import pytest
from django.conf import settings
from django.template import Context, Origin, Template
from django.template.base import UNKNOWN_SOURCE

OURS = str(settings.BASE_DIR / "templates" / "people" / "made_up.html")
COPY = str(settings.BASE_DIR / "templates" / "bootstrap5" / "made_up.html")


def render(source: str, origin: str = OURS) -> str:
    return Template(source, origin=Origin(origin)).render(Context({"person": {"name": "Lina"}}))


@pytest.mark.parametrize(
    ("source", "page"),
    [
        ("{{ nobody }}", ""),
        ("{{ person.nickname }}", ""),
        ("{{ nobody|upper }}", ""),
        ("{% url nobody as there %}{{ there }}", ""),
        ("{% blocktranslate %}Dear {{ nobody }}{% endblocktranslate %}", "Dear "),
        ("{% blocktranslate with name=nobody %}Dear {{ name }}{% endblocktranslate %}", "Dear "),
        ("{% with name=nobody %}{{ name }}{% endwith %}", ""),
    ],
)
def test_a_variable_that_nobody_gave_is_noticed(no_missing_variables, source, page):
    assert render(source) == page, "the page is the same as in production"
    assert no_missing_variables != []
    no_missing_variables.clear()


@pytest.mark.parametrize(
    "source",
    [
        "{{ person.name }}",
        '{{ nobody|default:"–" }}',
        "{% if nobody %}{{ nobody }}{% endif %}",
        "{% for row in nobody %}{{ row }}{% endfor %}",
        "{% firstof nobody person.name %}",
    ],
)
def test_asking_whether_there_is_one_is_fine(no_missing_variables, source):
    render(source)
    assert no_missing_variables == []


@pytest.mark.parametrize("origin", [UNKNOWN_SOURCE, COPY, "/elsewhere/crispy_forms/templates/field.html"])
def test_templates_of_packages_may_be_silent(no_missing_variables, origin):
    assert render("{{ nobody }}", origin) == ""
    assert no_missing_variables == []
