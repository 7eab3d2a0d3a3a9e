"""`{% shown person "nik" %}`: a person's value as far as the one who looks may see it."""

from django import template

from wksbm.people import faces

register = template.Library()


@register.simple_tag(takes_context=True)
def shown(context, person, name: str) -> str:
    return faces.shown(context["request"].user, person, name)
