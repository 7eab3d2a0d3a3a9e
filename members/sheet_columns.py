"""The columns of the sheets of members and of officers: about the group, the person, and what he or she is there."""

import re
from datetime import date

from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from groups.sheet_groups import group_columns
from members.models import Membership, OfficerTerm
from wksbm.people.sheet_columns import NAMES, identity_columns, life_columns, place_columns
from wksbm.spreadsheets.cells import CellWidget, LineCell, NumberCell, WordCell
from wksbm.spreadsheets.day_cells import DayCell, PartialDayCell
from wksbm.spreadsheets.places import VillageCell, Villages
from wksbm.spreadsheets.sheet import IN_NEW, Column
from wksbm.text import clean_line

CHANNELS = {"ketua": "leader", "anggota": "member", "keluarga": "family", "desa": "officer", "sendiri": "own"}
SPOKEN = {"lisan": "oral", "tertulis": "written", "langsung": "direct"}
LEAVING = {
    "mengundurkan diri": "own_wish", "keluar": "own_wish", "pindah": "moved", "meninggal": "deceased",
    "meninggal dunia": "deceased", "wafat": "deceased", "tidak aktif": "inactive", "dikeluarkan": "excluded",
    "bubar": "group_ended", "lainnya": "other", "lain-lain": "other",
}  # fmt: skip
POSTS = {
    "ketua kelompok": "chair", "ketua umum": "chair", "ketua": "chair", "wakil ketua": "deputy", "wakil": "deputy",
    "sekretaris": "secretary", "sekertaris": "secretary", "bendahara": "treasurer", "penasihat": "adviser",
    "penasehat": "adviser", "pembina": "adviser", "pelindung": "adviser", "relawan": "volunteer", "kader": "volunteer",
    "lainnya": "other", "seksi": "other",
}  # fmt: skip
ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5}
RANKED = re.compile(r"(.+?)\s+(i{1,3}|iv|v|[1-5])\Z", re.IGNORECASE)
WAYS = {
    "pemilihan": "election", "dipilih": "election", "musyawarah": "deliberation", "ditunjuk": "appointment",
    "penunjukan": "appointment", "diangkat": "appointment", "sesepuh": "elder", "tokoh": "elder",
}  # fmt: skip


class RankCell(NumberCell):
    """I to V, or 1 to 5."""

    def __init__(self) -> None:
        super().__init__(1, 5)

    def of_text(self, text: str):
        return ROMAN.get(clean_line(text).casefold()) or super().of_text(text)


class PostCell(CellWidget):
    """An office by its word, also with its rank (Sekretaris II); the atom is secretary or secretary|2."""

    free = True

    def __init__(self) -> None:
        super().__init__()
        self.plain = WordCell(OfficerTerm.Post.choices, POSTS)

    @property
    def words(self) -> dict[str, str]:
        return self.plain.words

    def of_text(self, text: str):
        word = clean_line(text).casefold()
        ranked = RANKED.match(word)
        post, rank = (ranked[1], ranked[2]) if ranked and word not in self.plain.known else (word, "")
        if post not in self.plain.known:
            facts = {"words": ", ".join(self.words.values())}
            text = gettext(
                "Not one of the offices: %(words)s. For any other write Other office, and what it is called."
            )
            raise ValidationError(text % facts, "unknown_word")
        rank = ROMAN.get(rank, rank)
        return f"{self.plain.known[post]}|{rank}" if rank else self.plain.known[post]

    def told(self, atom: str | None) -> str:
        post, _bar, rank = (atom or "").partition("|")
        return f"{self.words.get(post, post)} {rank}".strip()


def number_column() -> dict[str, Column]:
    return {"number": Column("pk", _("Number in the registry"), NumberCell(1), aliases=["id", "no registri"])}


def person_columns(today: date, villages: Villages) -> dict[str, Column]:
    """What tells somebody, and what a new person is registered with; of a known one it is only compared."""
    own = identity_columns(today) | life_columns() | place_columns(VillageCell(villages))
    number = Column("person_id", _("Number of the person"), NumberCell(1), aliases=["id penduduk", "nomor penduduk"])
    names = (
        "full_name", "nik", "no_nik_reason", "sex", "birth_place", "birth_date", "education", "phone", "rt", "rw",
        "address",
    )  # fmt: skip
    own["full_name"].aliases = [*NAMES, "nama anggota"]
    return {"person_number": number} | {name: own[name] for name in names}


def member_columns(today: date, villages: Villages) -> dict[str, Column]:
    member = {
        "member_number": Column(
            "number", _("Member number"), NumberCell(1, 99_999), aliases=["no anggota", "nomor anggota"]
        )
    }
    return (
        number_column() | group_columns(villages) | member | person_columns(today, villages) | membership_columns(today)
    )


def membership_columns(today: date) -> dict[str, Column]:
    return {
        "joined_on": Column(
            "joined_on", _("Member since"), PartialDayCell(today=today), example="2019",
            aliases=[
                "tanggal masuk", "tgl masuk", "anggota sejak", "bergabung", "tanggal bergabung", "tahun masuk",
                "sejak",
            ],
        ),
        "channel": Column("channel", _("Came by"), WordCell(Membership.Channel.choices, CHANNELS)),
        "registration_mode": Column(
            "registration_mode", _("Registration"), WordCell(Membership.Mode.choices, SPOKEN), aliases=["pendaftaran"]
        ),
        "consent": Column("consent", _("Agreement to join"), WordCell(Membership.Consent.choices, SPOKEN)),
        "left_on": Column(
            "left_on", _("Last day"), DayCell(today=today),
            aliases=["tanggal keluar", "tgl keluar", "berhenti", "keluar"],
        ),
        "left_kind": Column(
            "left_kind", _("Why left"), WordCell(Membership.Leaving.choices, LEAVING),
            aliases=["alasan keluar", "alasan berhenti", "sebab keluar"],
        ),
        "left_reason": Column(
            "left_reason", _("Why left, in words"), LineCell(200), aliases=["keterangan keluar", "penjelasan keluar"]
        ),
    }  # fmt: skip


def officer_columns(today: date, villages: Villages) -> dict[str, Column]:
    people = person_columns(today, villages)
    people["full_name"].aliases = [*NAMES, "nama pengurus"]
    name = people["full_name"]
    name.required, name.wanted = False, IN_NEW  # an adviser by virtue of another office is nobody by name
    return number_column() | group_columns(villages) | people | term_columns(today)


def term_columns(today: date) -> dict[str, Column]:
    return {
        "post": Column(
            "post", _("Office"), PostCell(), required=True, example="Sekretaris",
            aliases=["jabatan", "jabatan pengurus", "posisi"],
        ),
        "rank": Column("rank", _("Rank"), RankCell(), aliases=["tingkat", "urutan"]),
        "post_name": Column(
            "post_name", _("Name of the office"), LineCell(60), aliases=["nama jabatan", "nama seksi", "seksi"]
        ),
        "starts_on": Column(
            "starts_on", _("In office since"), PartialDayCell(today=today), example="2021",
            aliases=["mulai", "sejak", "mulai menjabat", "menjabat sejak", "dari", "tmt"],
        ),
        "ends_on": Column(
            "ends_on", _("Last day in office"), DayCell(today=today),
            aliases=["sampai", "berakhir", "selesai", "akhir jabatan", "sampai dengan"],
        ),
        "selection": Column(
            "selection", _("Chosen by"), WordCell(OfficerTerm.Selection.choices, WAYS),
            aliases=["cara pemilihan", "cara pengangkatan", "dipilih melalui"],
        ),
        "ex_officio": Column("ex_officio", _("By virtue of another office"), LineCell(80), aliases=["ex officio"]),
        "relation": Column("relation", _("Relation to the leader"), LineCell(60), aliases=["hubungan dengan ketua"]),
        "decree": Column("decree", _("Decree"), LineCell(80), aliases=["sk", "nomor sk", "no sk"]),
    }  # fmt: skip
