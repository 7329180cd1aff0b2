"""Nouns of disclosure."""

from publicity.models.catalogue import Declaration, Edition, Item
from publicity.models.count import CountedAtOnce, DisclosureCount, VillageState
from publicity.models.discarded import DiscardedDraft
from publicity.models.filing import Filing, FilingSignature, NoEventConfirmation
from publicity.models.importing import ColumnMemory, ImportFile
from publicity.models.matter import Matter
from publicity.models.obligation import Obligation
from publicity.models.record import Draft, Endorsement, Record
from publicity.models.revision import PayloadErasure, Revision, RevisionPayload
from publicity.models.row import RecordRow

__all__ = [
    "ColumnMemory",
    "CountedAtOnce",
    "Declaration",
    "DiscardedDraft",
    "DisclosureCount",
    "Draft",
    "Edition",
    "Endorsement",
    "Filing",
    "FilingSignature",
    "ImportFile",
    "Item",
    "Matter",
    "NoEventConfirmation",
    "Obligation",
    "PayloadErasure",
    "Record",
    "RecordRow",
    "Revision",
    "RevisionPayload",
    "VillageState",
]
