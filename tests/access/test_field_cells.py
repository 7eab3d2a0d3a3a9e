"""Every cell of the field table × every position: how the value stands on the pages, the history and the sheets."""

import pytest
from django.urls import reverse

from tests.access import counting
from tests.access.answers import text_of
from tests.access.marks import Mark
from tests.access.roles import BY_GROUP, INSIDE, LEVELS, POSITIONS, ROLES, letter, level
from tests.access.to_come import FIELDS
from tests.screens.pages import undone

pytestmark = pytest.mark.django_db

EXISTING = [field for field in LEVELS if field not in FIELDS]
SHEETS = ("people:export", "members:export", "beneficiaries:export")


class Reader:
    """Everything that a role can open about one position, asked once."""

    def __init__(self, world, role: str, client) -> None:
        self.world, self.role, self.client = world, role, client
        self._texts: dict[str, str] = {}

    def text(self, position: str) -> str:
        if position not in self._texts:
            pages = "".join(self.page(url) for url in self.addresses(self.world.places[position]))
            self._texts[position] = pages + self.opened(position) + self.scan(position) + self.sheets()
        return self._texts[position]

    def addresses(self, rows) -> list[str]:
        by_record = {
            "people:detail": rows.person, "people:history": rows.person, "people:update": rows.person,
            "members:of-person": rows.person, "members:roster": rows.group, "members:history": rows.membership,
            "beneficiaries:of-person": rows.person, "activities:detail": rows.activity,
        }  # fmt: skip
        urls = [reverse(name, args=[row.pk]) for name, row in by_record.items()]
        for row in (*rows.kinds.values(), rows.community):
            urls += [reverse(f"beneficiaries:{name}", args=[row.pk]) for name in ("detail", "history")]
        return urls

    def page(self, url: str) -> str:
        answer = self.client.get(url)
        return text_of(answer) if answer.status_code == 200 else ""

    def opened(self, position: str) -> str:
        """What is sealed opens against a reason."""
        rows, text = self.world.places[position], ""
        for name, row in (("beneficiaries:sealed-detail", rows.sealed), ("activities:note", rows.note)):
            url = reverse(name, args=[row.pk])
            if self.client.post(url, {"reason": "alasan yang diketik"}).status_code == 302:
                text += self.page(url)
        return text

    def scan(self, position: str) -> str:
        """Of a paper of the group; that of a member's form is shown one by one: test_form_scans.py."""
        answer = self.client.get(reverse("groups:document-scan", args=[self.world.places[position].paper.pk]))
        return answer.content.decode() if answer.status_code == 200 else ""

    def sheets(self) -> str:
        if "sheets" not in self._texts:
            answers = [self.client.post(reverse(name), {"format": "csv"}) for name in SHEETS]
            lists = [self.page(reverse(name)) for name in ("people:list", "members:list", "beneficiaries:list")]
            self._texts["sheets"] = "".join([*lists, *(text_of(one) for one in answers if one.status_code == 200)])
        return self._texts["sheets"]


def marks_of(world, field: str, position: str) -> list[Mark]:
    return [mark for mark in world.marks.all if mark.row == field and mark.position == position and not mark.old]


def reaches(role: str, mark: Mark) -> bool:
    return mark.position in INSIDE[role] and (role not in BY_GROUP or mark.on_group) and role != "viewer"


@pytest.fixture(scope="module")
def readers() -> dict:
    return {}


@pytest.mark.parametrize("role", ROLES)
def test_a_field_is_shown_as_the_table_says(role, world, client_of, readers):
    with undone():
        reader, wrong = Reader(world, role, client_of(world.users[role])), []
        for field in EXISTING:
            for position in POSITIONS:
                wrong += [f"{field} at {position}: {problem}" for problem in problems(reader, field, position)]
    if wrong:
        pytest.fail(f"{role}:\n" + "\n".join(wrong), pytrace=False)
    counting.fields_tested(role, EXISTING)


def problems(reader: Reader, field: str, position: str):
    """What of the cell is not so at this position."""
    text, role = reader.text(position).casefold(), reader.role
    found = set(reader.world.marks.found(text))
    for mark in marks_of(reader.world, field, position):
        want = mark.level_for(role)
        if want != "full" and mark in found:
            yield f"{mark} stands there, {want} by the table"
    if not any(mark in found for mark in marks_of(reader.world, field, position)) and opens(role, field, position):
        yield "nothing of it stands anywhere, full by the table"
    yield from halves(reader, field, position, text)


def opens(role: str, field: str, position: str) -> bool:
    records = {"category_3": "sealed", "private_note": "motivation_note", "group_scan": "attachment"}
    record = records.get(field, "person")
    readable = any(letter(role, record, action) in "AM" for action in ("list", "view"))
    return position in INSIDE[role] and readable and level(role, field) == "full"


def halves(reader: Reader, field: str, position: str, text: str):
    """Of what is masked the half that everybody may know stands there."""
    person, inside = reader.world.places[position].person, position in INSIDE[reader.role]
    shown = {
        "nik": f"{person.nik[:4]} •••• •••• ••••",
        "phone": f"{person.phone[:5]}••••••••",
        "name": f"{person.full_name[0]}••••".casefold(),
        "birth_date": str(person.birth_date.year),
    }.get(field)
    masked = level(reader.role, field) in ("masked", "reveal", "year")
    if shown and masked and inside and shown not in text:
        yield f"lacks {shown}"
