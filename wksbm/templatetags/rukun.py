"""Small words of the house in templates: icons, days, numbers, tags, links that keep the filters."""

from django import template
from django.utils.formats import date_format, number_format
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from wksbm.dates import in_words

register = template.Library()

ICONS = {
    "home": "M3 11 12 4l9 7v9H14v-6h-4v6H3z",
    "pencil": "M4 20l1-5L16 4l4 4L9 19zM13 7l4 4",
    "people": "M9 4.5a3.500 3.500 0 1 0 0 7 3.500 3.500 0 0 0 0-7zM2.5 20c0-4 3-6 6.500-6s6.500 2 6.500 6"
    "M16 4.800a3.500 3.500 0 0 1 0 6.400M18 14.300c2.200.8 3.500 2.700 3.500 5.700",
    "book": "M5 3h14v18H7.500A2.500 2.500 0 0 1 5 18.500zM5 18.500A2.500 2.500 0 0 1 7.500 16H19",
    "menu": "M4 6h16M4 12h16M4 18h16",
    "search": "M10.500 4a6.500 6.500 0 1 0 0 13 6.500 6.500 0 0 0 0-13zM15.500 15.500l5 5",
    "plus": "M12 5v14M5 12h14",
    "check": "m4 12.500 5.500 5.500L20 7",
    "print": "M7 9V3h10v6M7 18H4v-8h16v8h-3M7 14h10v7H7z",
    "download": "M12 4v11M7 10.500l5 5 5-5M4 20h16",
    "upload": "M12 15V4M7 8.500l5-5 5 5M4 20h16",
    "warn": "M12 3 2 20h20zM12 10v4.500M12 17.400v.1",
    "lock": "M5 11h14v10H5zM8 11V7.500a4 4 0 0 1 8 0V11",
    "table": "M4 5h16v14H4zM4 10h16M4 14.500h16M10 5v14",
    "key": "M8 11a3.500 3.500 0 1 0 0 7 3.500 3.500 0 0 0 0-7zM10.500 12 19 3.500M16 6.500l2.500 2.500",
    "heart": "M12 20C6 15.500 3 12.500 3 9a4.500 4.500 0 0 1 9-1 4.500 4.500 0 0 1 9 1c0 3.500-3 6.500-9 11z",
    "undo": "M8 5 4 9l4 4M4 9h10.500a5.500 5.500 0 0 1 0 11H9",
    "bell": "M6 17V11a6 6 0 0 1 12 0v6l2 2H4zM10 21.500h4M12 3v2",
    "phone": "M7 2.500h10v19H7zM11 18.500h2",
}


@register.simple_tag
def icon(name: str) -> SafeString:
    """An inline icon; always beside a word, so hidden from readers."""
    svg = '<svg class="rk-icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false"><path d="{}"/></svg>'
    return format_html(svg, ICONS[name])


@register.filter
def day(value) -> str:
    """21 November 2026."""
    return date_format(value, "DATE_FORMAT") if value else ""


@register.filter
def short_day(value) -> str:
    """21 Nov 2026."""
    return date_format(value, "SHORT_DATE_FORMAT") if value else ""


@register.simple_tag
def partial(value, precision: str) -> str:
    """A day as well as it is known: 2008, or 12 Mar 2015."""
    return in_words(value, precision, short=True)


@register.filter
def number(value) -> str:
    """1.500; nothing for None."""
    return "" if value is None else number_format(value, use_l10n=True, force_grouping=True)


@register.filter
def number_or_dash(value) -> str:
    """1.500; a dash for zero."""
    return "–" if value == 0 else number(value)


@register.filter
def days_ago(value, today) -> str:
    """'today', 'yesterday', '91 days ago'."""
    days = (today - value).days
    if days <= 0:
        return _("today")
    return _("yesterday") if days == 1 else ngettext("%(days)s day ago", "%(days)s days ago", days) % {"days": days}


@register.filter
def share(part, whole) -> str:
    """A bar's width as an SVG length; widths are attributes, so no inline style is needed."""
    return f"{100 * part / whole:.1f}%" if whole else "0%"


TAG_LOOKS = {
    "active": "ok",
    "verified": "ok",
    "preparing": "wait",
    "proposed": "wait",
    "dormant": "wait",
    "dissolved": "",
    "merged": "",
    "ended": "",
    "rejected": "bad",
    "waiting": "wait",
    "matched": "ok",
    "entered": "ok",
    "refused": "bad",
    "withdrawn": "",
    "confirmed": "ok",
    "closed": "",
    "over": "bad",
    "soon": "wait",
}


@register.simple_tag
def tag(state: str, word: str) -> SafeString:
    """A status tag: the word says it, shape and colour only help."""
    look = TAG_LOOKS.get(state, "new")
    return format_html('<span class="rk-tag{}">{}</span>', mark_safe(f" rk-tag-{look}") if look else "", word)  # noqa: S308 a word of the table above


@register.filter
def doubts(field) -> list:
    """What looks odd in a bound field and may still be right: [(code, message)]."""
    return getattr(field.form, "doubts", {}).get(field.name, [])


@register.simple_tag(takes_context=True)
def in_query(context, **changes) -> str:
    """The present address with some parameters changed; None takes one out."""
    query = context["request"].GET.copy()
    for name, value in changes.items():
        if value is None:
            query.pop(name, None)
        else:
            query[name] = value
    return f"?{query.urlencode()}"


@register.filter
def bare(field) -> SafeString:
    """A filter's control with the house's classes, without label and wrapper."""
    look = "form-select" if hasattr(field.field.widget, "choices") else "form-control"
    return field.as_widget(attrs={"class": look})


SHOWN_CHIPS = 6


@register.filter
def flat_options(field) -> list[dict]:
    """The options of a radio or checkbox field, one after the other."""
    widget = field.field.widget
    groups = widget.optgroups(field.html_name, widget.format_value(field.value()), {"id": field.auto_id})
    return [option for _name, options, _index in groups for option in options]


@register.filter
def folds_choices(field) -> bool:
    """More than seven single choices: the first stay in sight, the rest is folded."""
    return not field.field.widget.allow_multiple_selected and len(field.field.choices) > SHOWN_CHIPS + 1


@register.filter
def choice_is_folded(field) -> bool:
    return any(option["selected"] for option in flat_options(field)[SHOWN_CHIPS:])


@register.filter
def useful(form) -> list:
    """The fields of a filter form that leave something to choose: a village has no places but itself."""
    return [field for field in form if len(getattr(field.field, "choices", "abc")) > 2]
