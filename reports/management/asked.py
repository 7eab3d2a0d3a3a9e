"""What commands are told: whose rights they use (`--as`), and about which place (`--region`)."""

from django.core.management import CommandError
from django.utils.translation import gettext as _

from wksbm.accounts.models import User
from wksbm.regions.codes import normalise_code
from wksbm.regions.models import Region


def account(username: str) -> User:
    """The account with a duty or a group today. Raises CommandError."""
    user = User.objects.filter(username=username.strip().casefold()).first()
    if user is None:
        raise CommandError(_("There is no account %(name)s.") % {"name": username})
    if not user.is_active or not user.roles:
        raise CommandError(_("The account %(name)s has no duty today, so it sees nothing.") % {"name": username})
    return user


def region_of(user: User, code: str | None) -> Region:
    """The region in the user's area; one outside is answered like one that does not exist. Raises CommandError."""
    if not code:
        raise CommandError(_("Say --region CODE, for example 73.08.21."))
    areas = user.area_codes("recap")
    region = Region.objects.within(areas).filter(pk=normalise_code(code)).first()
    if region is None:
        values = {"code": code, "name": user.username, "areas": ", ".join(areas) or "–"}
        raise CommandError(_("There is no region %(code)s in the area of %(name)s (%(areas)s).") % values)
    return region
