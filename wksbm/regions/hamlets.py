"""What people call the part of a village: a dusun in most places, a jorong, banjar or padukuhan in others."""

from django.conf import settings
from django.utils.text import capfirst
from django.utils.translation import gettext as _


def hamlet_word(code: str) -> str:
    """The word in the province of the region `code` (setting HAMLET_WORDS); "" is the whole country."""
    return settings.HAMLET_WORDS.get(code[:2]) or _("hamlet")


def hamlet_label(code: str) -> str:
    return capfirst(hamlet_word(code))
