"""`{% called membership %}`: the name of a row of the roster, `{% linked_name membership %}` with its page."""

from django import template
from django.utils.safestring import SafeString

from members import faces

register = template.Library()


@register.simple_tag(takes_context=True)
def called(context, row) -> str:
    return faces.name_of(context["request"].user, row)


@register.simple_tag(takes_context=True)
def linked_name(context, row) -> SafeString | str:
    return faces.linked_name(context["request"].user, row)


@register.simple_tag(takes_context=True)
def open_person(context, row):
    """The person of the row, when the one who looks sees more than the name; else None."""
    return faces.reached(context["request"].user, row)
