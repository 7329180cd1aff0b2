"""The lifecycles of a record and of a filing, as tables a clerk can read. Pure."""

from enum import StrEnum

from sanshu.core.lifecycle import Lifecycle


class RecordStatus(StrEnum):
    """Where a disclosure stands."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    ENDORSED = "endorsed"
    RETURNED = "returned"
    PUBLISHED = "published"
    CORRECTED = "corrected"
    WITHDRAWN = "withdrawn"
    DISCARDED = "discarded"


RECORD_LABELS: dict[RecordStatus, str] = {
    RecordStatus.DRAFT: "草稿",
    RecordStatus.SUBMITTED: "待签署",
    RecordStatus.ENDORSED: "待审核发布",
    RecordStatus.RETURNED: "已退回",
    RecordStatus.PUBLISHED: "已公开",
    RecordStatus.CORRECTED: "已更正",
    RecordStatus.WITHDRAWN: "已撤下",
    RecordStatus.DISCARDED: "已作废",
}

RECORD = Lifecycle(
    name="公开记录",
    initial=RecordStatus.DRAFT,
    steps={
        RecordStatus.DRAFT: frozenset({RecordStatus.SUBMITTED, RecordStatus.DISCARDED}),
        RecordStatus.SUBMITTED: frozenset({RecordStatus.ENDORSED, RecordStatus.RETURNED}),
        RecordStatus.ENDORSED: frozenset({RecordStatus.PUBLISHED, RecordStatus.RETURNED}),
        RecordStatus.RETURNED: frozenset({RecordStatus.DRAFT, RecordStatus.DISCARDED}),
        RecordStatus.PUBLISHED: frozenset({RecordStatus.CORRECTED, RecordStatus.WITHDRAWN}),
        RecordStatus.CORRECTED: frozenset({RecordStatus.CORRECTED, RecordStatus.WITHDRAWN}),
    },
    labels=RECORD_LABELS,
)

#: What the public may see the content of.
PUBLIC_STATUSES = frozenset({RecordStatus.PUBLISHED, RecordStatus.CORRECTED})
#: What the public may see at all: content, or the tombstone.
KNOWN_STATUSES = PUBLIC_STATUSES | {RecordStatus.WITHDRAWN}
#: What no longer stands for its obligation, which may then be met by another record.
OVER_STATUSES = frozenset({RecordStatus.WITHDRAWN, RecordStatus.DISCARDED})


class FilingStatus(StrEnum):
    """Where a filing of non-disclosure (不公开备案) stands."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    APPROVED = "approved"
    REFUSED = "refused"
    EXPIRED = "expired"
    REVOKED = "revoked"


FILING_LABELS: dict[FilingStatus, str] = {
    FilingStatus.DRAFT: "草稿",
    FilingStatus.SUBMITTED: "待审批",
    FilingStatus.APPROVED: "已备案",
    FilingStatus.REFUSED: "未批准",
    FilingStatus.EXPIRED: "已到期",
    FilingStatus.REVOKED: "已撤销",
}

FILING = Lifecycle(
    name="不公开备案",
    initial=FilingStatus.DRAFT,
    steps={
        FilingStatus.DRAFT: frozenset({FilingStatus.SUBMITTED}),
        FilingStatus.SUBMITTED: frozenset({FilingStatus.APPROVED, FilingStatus.REFUSED}),
        FilingStatus.APPROVED: frozenset({FilingStatus.EXPIRED, FilingStatus.REVOKED}),
    },
    labels=FILING_LABELS,
)
