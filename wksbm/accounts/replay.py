"""A form that met a locked screen: carried through the unlock page in hidden fields, then sent on as it was.

The unlock page answers 307, so the browser itself sends everything again to the address that the form was meant for;
the gate takes the page's own fields away before any view sees them.
"""

from django.http import HttpResponseRedirect, QueryDict
from django.utils.http import url_has_allowed_host_and_scheme

NEXT, HELD, SECRET = "unlock_next", "unlock_held", "unlock_secret"
OURS = {NEXT, HELD, SECRET}
# Never written into a page, whoever asked for them: they are typed once more.
TYPED_ONCE = {"password", "oldpassword", "password1", "password2", "pin", "pin_again", "code"}
NOT_CARRIED = OURS | TYPED_ONCE | {"csrfmiddlewaretoken"}


def carried(data: QueryDict) -> list[tuple[str, str]]:
    """What was typed, as (name, value) pairs in their order; a name may come often."""
    return [(name, value) for name, values in data.lists() if name not in NOT_CARRIED for value in values]


def without_ours(data: QueryDict) -> QueryDict:
    """The form as it was before it met the lock."""
    if not OURS & data.keys():
        return data
    clean = data.copy()
    for name in OURS:
        clean.pop(name, None)
    return clean


def safe_path(path: str) -> str:
    """`path` if it leads to a page of ours, else the home page."""
    return path if path.startswith("/") and url_has_allowed_host_and_scheme(path, allowed_hosts=None) else "/"


def send_on(path: str) -> HttpResponseRedirect:
    """The browser repeats its POST at `path`."""
    return HttpResponseRedirect(safe_path(path), preserve_request=True)
