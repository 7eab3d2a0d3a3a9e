"""`{% shown person "nik" %}`: a person's value as far as the one who looks may see it."""

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from wksbm.people import faces, reveals
from wksbm.people.numbers import grouped

register = template.Library()


@register.simple_tag(takes_context=True)
def may_reveal(context, person, number: str) -> bool:
    """Whether a hidden number of the person is shown to the one who looks, on request."""
    return reveals.may_reveal(context["request"].user, person, number)


@register.filter
def in_fours(number: str) -> str:
    """9901 0141 0190 0001; what is no NIK or KK number as it is."""
    return grouped(number)


@register.simple_tag(takes_context=True)
def shown(context, person, name: str) -> str:
    return faces.shown(context["request"].user, person, name)


@register.simple_tag(takes_context=True)
def told(context, row, field: str) -> str:
    """The value of a field of any record, as far as the one who looks may see it."""
    return faces.told(context["request"].user, row, field)


@register.simple_tag(takes_context=True)
def linked(context, person) -> SafeString:
    """The name with its link; of an erased person the empty line alone, for there is no page behind it."""
    name = faces.shown(context["request"].user, person, "full_name")
    return (
        name
        if getattr(person, "erased_on", None)
        else format_html('<a href="{}">{}</a>', person.get_absolute_url(), name)
    )
