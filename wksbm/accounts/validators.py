"""What no account may have as its password."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from wksbm.accounts.common_passwords import is_common
from wksbm.accounts.system import is_shut_demo_password

FEWEST_CHARACTERS = 5


class NotTheDemoPasswordValidator:
    """The published password of the demo opens nothing outside demo mode, so nobody may lock himself out with it."""

    def validate(self, password: str, user=None) -> None:
        if is_shut_demo_password(password):
            raise ValidationError(_("This is the published password of the demo. Think of another one."), "demo")

    def get_help_text(self) -> str:
        return ""


class VariedPasswordValidator:
    """At least five different characters: fourteen blanks are long, and no password."""

    def validate(self, password: str, user=None) -> None:
        if len(set(password.strip())) < FEWEST_CHARACTERS:
            raise ValidationError(_("Use at least five different characters."), "monotonous")

    def get_help_text(self) -> str:
        return ""


class CommonWordsValidator:
    """Not a word or two that everybody in Indonesia tries first, however it is spelt and whatever is put behind it."""

    def validate(self, password: str, user=None) -> None:
        if is_common(password):
            raise ValidationError(
                _("These words are tried first. Put three words together that do not belong."), "common"
            )

    def get_help_text(self) -> str:
        return ""
