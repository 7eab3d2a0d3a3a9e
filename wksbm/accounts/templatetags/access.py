"""The access tables in templates: `{% may "update" "group" group as ok %}` and `{{ value|level:… }}`."""

from django import template

register = template.Library()


@register.simple_tag(takes_context=True)
def may(context, action: str, record: str, row=None) -> bool:
    return context["request"].user.may(action, record, row)


@register.simple_tag(takes_context=True)
def level(context, field: str, row=None) -> str:
    """absent, masked, year, reveal or full: how far the user may see `field` of `row`."""
    return context["request"].user.field_level(field, row)
