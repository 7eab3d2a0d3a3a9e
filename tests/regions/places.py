"""A few regions to test with: some of the papers' own, and a made-up province 98 that no other test knows."""

import re
from types import SimpleNamespace

from wksbm.regions.codes import level_of, parent_of
from wksbm.regions.models import Region, search_name_of

KINDS = {1: "provinsi", 2: "kabupaten", 3: "kecamatan"}
VILLAGE_KINDS = {"1": "kelurahan", "2": "desa", "3": "desa_adat"}

BONE = {
    "73": "Sulawesi Selatan",
    "73.08": "Kabupaten Bone",
    "73.08.21": "Tanete Riattang",
    "73.08.21.1001": "Biru",
    "73.08.21.1002": "Ta",
    "73.08.21.1003": "Watampone",
    "73.08.21.1005": "Pappolo",
    "73.08.21.1007": "Walanae",
    "73.08.22": "Tanete Riattang Barat",
    "73.08.23": "Tanete Riattang Timur",
}
MADE_UP = {
    "98": "Nusa Khayal",
    "98.01": "Kabupaten Awan",
    "98.01.01": "Awan Utara",
    "98.01.01.1001": "Embun",
    "98.01.01.2002": "Lalai I",
    "98.01.01.2003": "Lalai II",
    "98.01.02": "Awan Selatan",
    "98.01.02.2001": "Embun",
    "98.01.02.2002": "Gerimis",
    "98.01.10": "Awan Jauh",
    "98.01.10.2001": "Kabut",
    "98.02": "Kabupaten Ombak",
    "98.02.01": "Ombak",
    "98.02.01.2001": "Buih",
}


def kind_of(code: str) -> str:
    return KINDS.get(level_of(code)) or VILLAGE_KINDS[code[9]]


def plant(places: dict[str, str]) -> None:
    for code, name in places.items():
        kind = kind_of(code)
        values = {"name": name, "level": level_of(code), "kind": kind, "search_name": search_name_of(name, kind)}
        Region.objects.update_or_create(code=code, defaults=values | {"parent_id": parent_of(code) or None})


def officer(*areas: str):
    """Somebody signed in whose duties reach `areas`."""
    return SimpleNamespace(is_authenticated=True, area_codes=lambda: list(areas))


def shown(html: str) -> dict[str, list[str]]:
    """The selects in `html` with the codes they offer, and hidden inputs with their value; (x) is the chosen one."""
    lists = {}
    for name, inside in re.findall(r'<select name="([^"]+)".*?>(.*?)</select>', str(html), re.DOTALL):
        options = re.findall(r'<option value="([^"]+)"( selected)?', inside)
        lists[name] = [f"({code})" if chosen else code for code, chosen in options]
    hidden = re.findall(r'<input type="hidden"\s+name="([^"]+)"\s+value="([^"]+)"', str(html))
    return lists | {name: [f"({value})"] for name, value in hidden}
