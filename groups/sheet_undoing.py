"""What of an import of groups is not taken back by itself: the programme of a KUBE that stays."""

from groups.models import Kube
from wksbm.spreadsheets.engine.undoing import stays_with

stays_with(Kube._meta.label, "group")  # without it a KUBE has no stage, and no recap of the programme counts it
