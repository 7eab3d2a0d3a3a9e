"""What the shell of every page knows: the menu of the role, where one stands, in which area."""

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from wksbm.accounts.acting import acting_post, posts_of
from wksbm.accounts.badges import badges_of
from wksbm.accounts.sessions import is_locked

LEADER_MENU = ("activities:list", "members:list", "beneficiaries:list", "groups:list", "reports:index")
OFFICER_MENU = ("groups:list", "people:list", "members:list", "beneficiaries:list", "activities:list", "reports:index")


def words(name: str) -> tuple[str, str]:
    """The menu's word for a route and its icon."""
    return {
        "home": (pgettext("menu", "Home"), "home"),
        "groups:list": (_("Groups"), "book"),
        "people:list": (pgettext("menu", "People"), "people"),
        "members:list": (_("Members"), "people"),
        "beneficiaries:list": (_("PMKS"), "heart"),
        "activities:list": (_("Activities"), "pencil"),
        "reports:index": (_("Recaps"), "table"),
        "spreadsheets:list": (_("Import"), "upload"),
        "accounts:list": (_("Accounts"), "key"),
        "menu": (_("Menu"), "menu"),
    }[name]


def menu_names(user) -> list[str]:
    """The entries of the main menu, in the order of the role's day; only what the access table opens."""
    names = LEADER_MENU if user.roles == {"leader"} else OFFICER_MENU
    records = {"people": "person", "reports": "recap", "activities": "activity", "beneficiaries": "beneficiary"}
    open_names = [name for name in names if user.may("list", records.get(app := name.split(":")[0], app[:-1]))]
    if user.may("list", "import_batch") and user.duties_now:
        open_names.append("spreadsheets:list")
    if user.may("list", "account"):
        open_names.append("accounts:list")
    return ["home", *open_names]


def tab_names(user) -> list[str]:
    """The phone's four tabs."""
    names = menu_names(user)
    favourites = ("activities:list", "members:list") if user.roles == {"leader"} else ("people:list", "groups:list")
    middle = [name for name in favourites if name in names] or names[1:3]
    return ["home", *middle, "menu"]


def entry(name: str, current: str) -> dict:
    word, icon = words(name)
    app = name.split(":")[0]
    return {"url": reverse(name), "word": word, "icon": icon, "current": app == current}


def shell(request) -> dict:
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated or not user.roles or is_locked(request):
        return {"demo_mode": demo_mode()}
    match = request.resolver_match
    current = (match.view_name if match else "").split(":")[0]
    post = acting_post(user)
    return {
        "demo_mode": demo_mode(),
        "menu": [entry(name, current) for name in menu_names(user)],
        "tabs_bar": [entry(name, current) for name in tab_names(user)],
        "badges": badges_of(user),
        "place": post.place,
        "duty_name": post.role_name,
        "several_duties": len(posts_of(user)) > 1,
    }


def demo_mode() -> bool:
    return settings.DEMO
