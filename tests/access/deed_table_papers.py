"""How the routes of a group's network and of its papers are done, and that of a member's form."""

from tests.access.deeds import Deed

ENDED = {"on": "01/11/2026", "reason": "alasan yang diketik"}
SHOP = {"party": "Toko Baru", "party_kind": "business", "direction": "horizontal"}
# The field table says absent; or the member is viewed by M alone: what could be revealed stays masked.
MASKED = dict.fromkeys(("leader", "companion", "tksk", "tksk_c", "admin"), "F")

PAPER_DEEDS: dict[str, Deed] = {
    "groups:partners": Deed(holds=True),
    "groups:link-create": Deed(on="group", typed=SHOP, leaves="groups.Link"),
    "groups:link-group": Deed(
        on="group", query="kelompok={rows.kube.pk}", typed={"direction": "horizontal"}, leaves="groups.Link"
    ),
    "groups:link-update": Deed(on="link", typed={"party": "Toko Lain"}, leaves="groups.Link"),
    "groups:link-end": Deed(on="link", typed=ENDED, leaves="groups.Link"),
    "groups:papers": Deed(holds=True),
    "groups:papers-export": Deed(typed={"format": "csv"}, holds=True),
    "groups:document-create": Deed(on="group", typed={"kind": "decree", "number": "7/2026"}, leaves="groups.Document"),
    "groups:document-delete": Deed(on="paper", typed={"reason": "salah berkas"}, leaves="groups.Document"),
    "groups:document-scan": Deed(on="paper"),
    "groups:document-history": Deed(on="paper"),
    "members:form-scan": Deed(on="membership", typed={"why": "card"}, answers={200}, instead=MASKED),
}
