"""A user who opens what there is to open: addresses, links, forms sent wrong, sheets; and what stood in the answers."""

import re
from collections.abc import Iterable, Iterator
from html import unescape
from urllib.parse import parse_qsl, urlsplit

from tests.access.answers import TOKENS, text_of
from tests.access.deed_table import known_deeds
from tests.access.deeds import Deed
from tests.access.roles import POSITIONS
from tests.access.world import World
from tests.screens.pages import FormReader, undone
from wksbm.accounts.models import AccessLog

LINK = re.compile(r'(?:href|hx-get)="(/[^"#]*)')
ELSEWHERE = ("/static/", "/keluar/", "/healthz")
WRONG = "salah " * 60  # too long for every field, and nothing that a number or a day could be


def typed_into(url: str) -> set[str]:
    """What an address itself says: a page that says it back tells nothing."""
    return {value for _name, value in parse_qsl(urlsplit(url).query) if len(value) > 4}


def without(text: str, echoes: set[str]) -> str:
    return re.sub("|".join(map(re.escape, echoes)), "", text, flags=re.IGNORECASE)


class Crawler:
    """`leaks` says what somebody of this role must not read, with the address where it stood."""

    def __init__(self, world: World, role: str, client) -> None:
        self.world, self.role, self.client = world, role, client
        self.visited: set[str] = set()
        self.links: set[str] = set()
        self.leaks: list[str] = []

    def visit(self, url: str, *, asked: str = "\0") -> None:
        """Opens an address once, whatever it answers, and remembers where it leads."""
        if url in self.visited or url.startswith(ELSEWHERE):
            return
        self.visited.add(url)
        with undone():
            self.judge(url, self.client.get(url), asked)

    def judge(self, url: str, response, asked: str = "\0", *, bares: frozenset = frozenset()) -> None:
        text = text_of(response)
        self.links |= {unescape(link) for link in LINK.findall(text)}
        head = str(response.headers.get("Location", "")) + str(self.client.cookies.output())
        text = without(TOKENS.sub("", text + head), {asked, *typed_into(url)})
        hidden = self.world.marks.leaks(self.role, text)
        self.leaks += [f"{url} shows {mark}" for mark in hidden if mark.label not in bares]
        self.leaks += [f"{url} leaves {mark} behind" for mark in self.world.marks.personal(self.traces())]

    def traces(self) -> str:
        """What the request has left in the session and in the access log: no value of anybody."""
        entry = AccessLog.objects.order_by("-pk").first()
        written = f"{entry.reason} {entry.target} {entry.field} {entry.facts}" if entry else ""
        return f"{dict(self.client.session.items())} {written}"

    def follow(self, *, rounds: int) -> None:
        """Opens what the pages lead to, and what those lead to, so many times."""
        for _round in range(rounds):
            for link in sorted(self.links - self.visited):
                self.visit(link)

    # The ways in

    def every_route_with_every_key(self, positions: Iterable[str] = POSITIONS) -> None:
        for deed in known_deeds():
            for position in positions:
                rows = self.world.places[position]
                self.visit(deed.url(rows), asked=deed.asked(rows))

    def forms_sent_wrong(self, position: str = "own") -> None:
        """Empty, and full of what does not fit: what comes back must keep what was typed and nothing else."""
        first = {deed.route: deed for deed in reversed(known_deeds())}
        for deed in first.values():
            if deed.typed is not None and not deed.posts and not deed.bares:
                self.wrongly(deed, deed.url(self.world.places[position]))

    def wrongly(self, deed: Deed, url: str) -> None:
        with undone():
            page = self.client.get(url)
            if page.status_code != 200:
                return
            reader = FormReader()
            reader.feed(text_of(page))
            form = max(reader.forms, key=len, default={})
            for content in self.contents(form):
                self.judge(url, self.client.post(url, content), content.get("nik", "\0"))

    def contents(self, form: dict) -> Iterator[dict]:
        kept = {name: form[name] for name in ("client_key", "version") if name in form}
        # A NIK of somebody elsewhere: refused or not, his name is not told.
        known = {"nik": self.world.places["regency"].person.nik} if "nik" in form else {}
        yield kept | known
        yield kept | dict.fromkeys(set(form) - set(kept), WRONG)

    def sheets(self) -> None:
        for deed in known_deeds():
            if deed.action == "export" and deed.holds:
                with undone():
                    url = deed.url(self.world.places["own"])
                    form = {"format": "xlsx", "reason": "rapat koordinasi", "password": "sandi-buatan-untuk-uji"}
                    self.judge(url, self.client.post(url, form), bares=deed.bares)
