"""Doing a deed as somebody, and judging the answer by what the tables say."""

import re
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field

from django.urls import reverse

from tests.access.answers import errors, plain, seen, text_of, told
from tests.access.deeds import Deed, said
from tests.access.evidence import History
from tests.access.filling import NO_PLACE, NOWHERE, filled, placed, unknown
from tests.access.roles import BY_GROUP, INSIDE, POSITIONS, answer, letter
from tests.access.world import VILLAGES, Rows, World
from tests.screens.pages import controls, undone
from wksbm.accounts.access import COLUMNS


@dataclass
class Doer:
    """A user of a role in a browser; `wrong` collects what differs from the tables."""

    world: World
    role: str
    client: object
    client_of: object
    payloads: dict
    wrong: list[str] = field(default_factory=list)
    answers: dict = field(default_factory=dict)  # what is the same at every position is asked once

    def check_all(self, deeds: list[Deed]) -> None:
        """The first way to do a cell at every position, further ways at both sides of the border; pages for all first."""
        first = {(deed.record, deed.action): deed for deed in reversed(deeds)}
        for deed in sorted(deeds, key=lambda deed: not deed.holds):
            if self.role not in deed.ignored:
                for position in self.positions(deed, further=first[deed.record, deed.action] is not deed):
                    self.check(deed, self.world.places[position])

    def positions(self, deed: Deed, *, further: bool) -> tuple[str, ...]:
        """Companions and viewers, who have no column of their own, are asked at the border alone."""
        if deed.whole or (further and not self.opens(deed)):
            return POSITIONS[:1]
        return border(self.role) if further or self.role not in COLUMNS else POSITIONS

    @property
    def user(self):
        return self.world.users[self.role]

    def check(self, deed: Deed, rows: Rows) -> None:
        """Does the deed at the position and judges it."""
        want = self.wanted(deed, rows)
        if self.role in deed.elsewhere and want != "F":
            self.led(deed, rows)
        elif deed.holds and want in "ANMC" and self.opens(deed):
            self.held(deed, rows, inside=want in "AM" or (want == "C" and deed.names_at_c))
        elif want == "F":
            self.refused(deed, rows, {403})
        elif want == "N" and deed.place and self.opens(deed):
            self.like_no_place(deed, rows)
        elif want == "N":
            self.refused(deed, rows, {404})
        else:
            self.allowed(deed, rows)

    def opens(self, deed: Deed) -> bool:
        return letter(self.role, deed.record, deed.action) in "AMC"

    def wanted(self, deed: Deed, rows: Rows) -> str:
        """The cell for this target: the letter inside, N outside; and the rules on top of the table."""
        inside = answer(self.role, deed.record, deed.action, rows.position)
        if self.role in deed.nowhere:
            return "N"
        if deed.whole:
            return letter(self.role, deed.record, deed.action)
        if self.role in deed.closed and self.opens(deed):
            return "F"
        if self.role in BY_GROUP and self.opens(deed):
            if deed.needs_area:
                return "F"
            if deed.on_village:
                return "A" if rows.village == VILLAGES["own"] else "N"
            if not deed.on_group:
                return "N"
        return deed.instead.get(self.role, inside) if inside in "AMC" else inside

    def say(self, deed: Deed, rows: Rows, what) -> None:
        self.wrong.append(f"{deed.route} at {rows.position}: {what}")

    # What must not succeed

    def refused(self, deed: Deed, rows: Rows, statuses: set[int]) -> None:
        """By GET and by a post that would succeed; outside, the same answer as for a number that was never given."""
        payload, nothing = self.payload(deed, rows), self.once("nothing", lambda: self.ask("GET", NOWHERE, {}))
        both = rows.position in (border(self.role) if self.opens(deed) else POSITIONS[:1])
        for method in deed.methods if both else deed.methods[-1:]:
            here = self.ask(method, deed.url(rows), payload)
            if here[0] not in statuses:
                self.say(deed, rows, f"{method} answers {here[0]}, not {statuses}")
            elif here[0] == 404 and here != nothing and here != self.ask(method, unknown(deed.url(rows)), payload):
                self.say(deed, rows, f"{method} differs from that of a missing number")

    def ask(self, method: str, url: str, payload: dict) -> tuple[int, str]:
        data = payload | {"client_key": str(uuid.uuid4())} if method == "POST" else {}
        response = getattr(self.client, method.casefold())(url, data)
        self.scan(response)
        return response.status_code, plain(response)

    def once(self, key, ask: Callable):
        if key not in self.answers:
            self.answers[key] = ask()
        return self.answers[key]

    def like_no_place(self, deed: Deed, rows: Rows) -> None:
        """A foreign place in a field is answered like one that does not exist."""
        theirs, none = (self.naming(deed, rows, value) for value in (self.named(deed, rows), NO_PLACE[deed.place]))
        if theirs[0] != 200 or theirs != none:
            self.say(deed, rows, f"names a foreign {deed.place} and is told {theirs[0]}, {none[0]} of one that is none")

    def named(self, deed: Deed, rows: Rows) -> str:
        return str(rows.group.pk) if deed.place == "group" else rows.village

    def naming(self, deed: Deed, rows: Rows, value: str) -> tuple[int, str]:
        if deed.typed is None:
            page = self.client.get(re.sub(rf"{deed.place}=[^&]+", f"{deed.place}={value}", deed.url(rows)))
        else:
            form = controls(self.client.get(deed.url(rows)))
            page = self.client.post(deed.url(rows), filled(deed, rows, form) | placed(deed.place, value))
        return page.status_code, plain(page).replace(value, "")

    def led(self, deed: Deed, rows: Rows) -> None:
        status, url = (
            self.once(deed, lambda: self.client.get(deed.url(rows)).headers.get("Location", "")),
            deed.elsewhere,
        )
        if status != reverse(url[self.role]):
            self.say(deed, rows, f"leads to {status}")

    def held(self, deed: Deed, rows: Rows, *, inside: bool) -> None:
        url = deed.url(rows)
        status, body = self.once(url, lambda: self.page(deed, rows, url))
        found = rows.village in body if deed.record == "region" else seen(body, rows, self.world.marks)
        if status != 200:
            self.say(deed, rows, f"answers {status}: {body[:200]}")
        elif found != inside:
            self.say(deed, rows, "holds it" if found else "lacks it")

    def page(self, deed: Deed, rows: Rows, url: str) -> tuple[int, str]:
        """The page, or the sheet that it gives, without what was asked for."""
        with undone():
            response = self.client.get(url)
            if deed.typed is not None and response.status_code == 200:
                self.scan(response)
                response = self.client.post(url, filled(deed, rows, controls(response)))
            self.scan(response, asked=deed.asked(rows), bares=deed.bares)
        if deed.typed is not None and response.headers.get("Content-Type", "").startswith("text/html"):
            return 400, errors(response)  # the form again instead of the file
        body = text_of(response).replace(deed.asked(rows), "")
        for led in self.user.led_groups.values() if self.role in BY_GROUP else ():
            body = body.replace(led.name, "")  # the head of his every page names them
        return response.status_code, body

    # What must succeed

    def allowed(self, deed: Deed, rows: Rows) -> None:
        with undone():
            if deed.ready:
                deed.ready(rows, self.user)
            if deed.prior:
                self.client.post(
                    reverse(deed.prior, args=[getattr(rows, deed.on).pk]), {"reason": "alasan yang diketik"}
                )
            history, response = History(), self.does(deed, rows)
            expected = deed.answers or ({302} if deed.does else {200})
            if response.status_code not in expected:
                self.say(deed, rows, f"answers {response.status_code}, not {set(expected)}: {errors(response)}")
            else:
                self.judge_history(deed, rows, history.came())
                self.judge_page(deed, response)

    def does(self, deed: Deed, rows: Rows):
        """Looks, or fills in the form and sends it. Where his own page was read once, the post alone is enough."""
        url, data = deed.url(rows), {}
        if not deed.does:
            return self.client.get(url)
        if not deed.posts and (deed not in self.answers or deed.place):
            page = self.answers[deed] = self.client.get(url)
            if page.status_code != 200:
                return page
            self.scan(page)
            data = filled(deed, rows, controls(page))
        else:
            data = self.payload(deed, rows)
        response = self.client.post(url, data | {"client_key": str(uuid.uuid4())})
        form = response.context.get("form") if response.status_code == 200 and response.context else None
        if getattr(form, "open_doubts", None):  # asked about what looks odd: sent once more
            response = self.client.post(url, filled(deed, rows, controls(response)))
        return response

    def judge_history(self, deed: Deed, rows: Rows, came: list) -> None:
        ours = [row for row in came if row[0] == deed.leaves]
        if len(ours) != (deed.rows if deed.leaves else 0):
            self.say(deed, rows, f"{len(ours)} rows of history of {deed.leaves or 'any record'}")
        foreign = {row for row in came if row[1] != self.user.pk or row[2] != self.role}
        if foreign or (came and not deed.leaves):
            self.say(deed, rows, f"history of others: {foreign or came}")

    def judge_page(self, deed: Deed, response) -> None:
        self.scan(response, bares=deed.bares)
        if letter(self.role, deed.record, deed.action) != "C" or response.status_code != 200:
            return
        for mark in self.world.marks.personal(text_of(response)):
            self.wrong.append(f"{deed.route} shows more than codes and counts: {mark}")

    def scan(self, response, *, asked: str = "\0", bares: frozenset = frozenset()) -> None:
        """Nothing may stand in an answer that the field table hides from the role, or that lies outside."""
        if response.status_code == 302 or "everything" in bares:
            return
        for mark in self.world.marks.leaks(self.role, told(response).replace(asked, "")):
            if not {mark.label, f"{mark.label}.{mark.field}"} & bares or mark.level_for(self.role) == "absent":
                self.wrong.append(f"{response.request['PATH_INFO']} shows {mark}")

    # The content of a post that would succeed, if it were allowed

    def payload(self, deed: Deed, rows: Rows) -> dict:
        key = (deed.route, deed.query, tuple(deed.typed or ()), rows.position)
        if key not in self.payloads:
            self.payloads[key] = self.from_another(deed, rows) if deed.typed is not None else {}
        return self.payloads[key]

    def from_another(self, deed: Deed, rows: Rows) -> dict:
        """From the page of somebody who may; what stands in it of tokens and versions comes along."""
        others = (("dinas_c", self.world.references[rows.position]), ("village", rows.maker), ("leader", rows.leader))
        for role, user in others if not deed.posts else ():
            if letter(role, deed.record, deed.action) not in "AMC" or (role == "leader" and deed.needs_area):
                continue
            with undone():
                if deed.ready:
                    deed.ready(rows, user)
                page = self.client_of(user).get(deed.url(rows))
                if page.status_code == 200:
                    return filled(deed, rows, controls(page))
        return {said(name, rows): said(value, rows) for name, value in deed.typed.items()}


def border(role: str) -> tuple[str, ...]:
    """The first position, and the nearest outside the area."""
    return ("own", *[position for position in POSITIONS if position not in INSIDE[role]][:1])
