"""Who may do what: one table from act to roles. Pure; a posting at the place or above it makes it true for a person.

The table says what a *role* may do somewhere; that nobody approves what they wrote, that a message avoids whom it is
about, and what state a thing must be in, are checks of the actions themselves.
"""

from enum import StrEnum

from sanshu.core.roles import ADMINISTRATORS, Role


class Act(StrEnum):
    """Everything that needs a right."""

    # Disclosure, at the village
    DRAFT = "draft"
    SUBMIT = "submit"
    IMPORT = "import"
    NIL_RETURN = "nil_return"
    CONFIRM_NO_EVENT = "confirm_no_event"
    RECORD_EVENT = "record_event"
    FILE_EXEMPTION = "file_exemption"
    ENDORSE_SECRETARY = "endorse_secretary"
    ENDORSE_OVERSIGHT = "endorse_oversight"
    ASK_WITHDRAWAL = "ask_withdrawal"
    SEE_OBLIGATIONS = "see_obligations"
    SEE_DRAFTS = "see_drafts"
    # Disclosure, at the township
    PUBLISH = "publish"
    RETURN = "return"
    WITHDRAW = "withdraw"
    APPROVE_FILING = "approve_filing"
    REVOKE_FILING = "revoke_filing"
    ASK_ERASURE = "ask_erasure"
    ERASE_PAYLOAD = "erase_payload"
    # What residents may see and others only by office
    READ_RESIDENT_ROWS = "read_resident_rows"
    # Messages
    READ_MESSAGE = "read_message"
    HANDLE_MESSAGE = "handle_message"
    READ_MONEY_MESSAGE = "read_money_message"
    READ_ACCUSATION = "read_accusation"
    REVEAL_IDENTITY = "reveal_identity"
    WRITE_BRIEF = "write_brief"
    ANSWER_BRIEF = "answer_brief"
    PROPOSE_CLOSURE = "propose_closure"
    FOLLOW_UP_MESSAGE = "follow_up_message"
    CLOSE_MESSAGE = "close_message"
    # Supervision
    SEE_SUPERVISION = "see_supervision"
    SEE_WARNINGS = "see_warnings"
    ASSIGN_WARNING = "assign_warning"
    EXPLAIN_WARNING = "explain_warning"
    VERIFY_WARNING = "verify_warning"
    CLOSE_WARNING = "close_warning"
    # Residents and accounts
    MAKE_HOUSEHOLD_CODES = "make_household_codes"
    GRANT_RESIDENCY = "grant_residency"
    ENROL_STAFF = "enrol_staff"
    GRANT_POSTING = "grant_posting"
    CONFIRM_STAFF_CHANGE = "confirm_staff_change"
    SEE_STAFF = "see_staff"
    ADMINISTER_ROUTES = "administer_routes"
    ENROL_REGIONS = "enrol_regions"
    READ_AUDIT = "read_audit"


_CLERK = frozenset({Role.CLERK})
_SECRETARY = frozenset({Role.SECRETARY})
_VILLAGE = frozenset({Role.CLERK, Role.SECRETARY, Role.OVERSIGHT})
_REVIEWER = frozenset({Role.REVIEWER})
_MESSAGE_OWNERS = frozenset({Role.HANDLER, Role.FOLLOW_UP, Role.INSPECTOR})
_FOLLOW_UP = frozenset({Role.FOLLOW_UP, Role.INSPECTOR})
_INSPECTOR = frozenset({Role.INSPECTOR})
_DISCIPLINE = frozenset({Role.DISCIPLINE, Role.INSPECTOR})
_TOWNSHIP_AND_UP = frozenset(
    {Role.REVIEWER, Role.HANDLER, Role.DISCIPLINE, Role.DEPARTMENT, Role.FOLLOW_UP, Role.INSPECTOR}
)

#: A role absent from an act's row may not do it; administrators never see or touch content.
MAY: dict[Act, frozenset[Role]] = {
    Act.DRAFT: _CLERK,
    Act.SUBMIT: _CLERK,
    Act.IMPORT: _CLERK,
    Act.NIL_RETURN: _CLERK,
    Act.CONFIRM_NO_EVENT: _CLERK,
    Act.RECORD_EVENT: frozenset({Role.CLERK, Role.REVIEWER, Role.DEPARTMENT}),
    Act.FILE_EXEMPTION: _CLERK,
    Act.ENDORSE_SECRETARY: _SECRETARY,
    Act.ENDORSE_OVERSIGHT: frozenset({Role.OVERSIGHT}),
    Act.ASK_WITHDRAWAL: _SECRETARY,
    Act.SEE_OBLIGATIONS: _VILLAGE | _TOWNSHIP_AND_UP,
    Act.SEE_DRAFTS: _VILLAGE | _REVIEWER,
    Act.PUBLISH: _REVIEWER,
    Act.RETURN: _REVIEWER,
    Act.WITHDRAW: _REVIEWER,
    Act.APPROVE_FILING: _REVIEWER,
    # The county's department and its inspectors may overturn what the township granted.
    Act.REVOKE_FILING: frozenset({Role.REVIEWER, Role.DEPARTMENT, Role.INSPECTOR}),
    Act.ASK_ERASURE: _REVIEWER,
    Act.ERASE_PAYLOAD: frozenset({Role.DEPARTMENT}),
    Act.READ_RESIDENT_ROWS: frozenset({Role.RESIDENT}) | _VILLAGE | _TOWNSHIP_AND_UP,
    Act.READ_MESSAGE: _MESSAGE_OWNERS,
    Act.HANDLE_MESSAGE: _MESSAGE_OWNERS,
    Act.READ_MONEY_MESSAGE: frozenset({Role.DISCIPLINE}) | _MESSAGE_OWNERS,
    Act.READ_ACCUSATION: _INSPECTOR,
    Act.REVEAL_IDENTITY: _MESSAGE_OWNERS,
    Act.WRITE_BRIEF: frozenset({Role.HANDLER, Role.FOLLOW_UP}),
    Act.ANSWER_BRIEF: _VILLAGE,
    Act.PROPOSE_CLOSURE: frozenset({Role.HANDLER}),
    Act.FOLLOW_UP_MESSAGE: _FOLLOW_UP,
    Act.CLOSE_MESSAGE: _FOLLOW_UP,
    Act.SEE_SUPERVISION: _VILLAGE | _TOWNSHIP_AND_UP,
    # Which warnings each of them sees is narrower: the rule and its source decide.
    Act.SEE_WARNINGS: _VILLAGE | _TOWNSHIP_AND_UP,
    Act.ASSIGN_WARNING: _DISCIPLINE,
    # Whoever the warning was assigned to: the village for its disclosures, the owner of the message for its answer.
    Act.EXPLAIN_WARNING: frozenset({Role.CLERK, Role.SECRETARY}) | _MESSAGE_OWNERS | {Role.DEPARTMENT},
    Act.VERIFY_WARNING: _DISCIPLINE,
    Act.CLOSE_WARNING: _DISCIPLINE,
    Act.MAKE_HOUSEHOLD_CODES: _REVIEWER,
    Act.GRANT_RESIDENCY: frozenset({Role.REVIEWER, Role.HANDLER}),
    Act.ENROL_STAFF: frozenset({Role.SECURITY_ADMIN}),
    Act.GRANT_POSTING: frozenset({Role.SECURITY_ADMIN}),
    # The second person of two; the auditor looks on and touches nothing.
    Act.CONFIRM_STAFF_CHANGE: frozenset({Role.SECURITY_ADMIN, Role.SYSTEM_ADMIN}),
    Act.SEE_STAFF: ADMINISTRATORS,
    Act.ADMINISTER_ROUTES: frozenset({Role.SYSTEM_ADMIN}),
    Act.ENROL_REGIONS: frozenset({Role.SYSTEM_ADMIN}),
    Act.READ_AUDIT: frozenset({Role.AUDITOR}),
}


def roles_for(act: Act) -> frozenset[Role]:
    """Give the roles that may do an act."""
    return MAY[act]


def acts_of(role: Role) -> frozenset[Act]:
    """Give all that a role may do."""
    return frozenset(act for act, roles in MAY.items() if role in roles)


def may_hold_together(held: frozenset[Role], new: Role) -> bool:
    """Say whether one person may hold a further role: an administrator holds that one role only (三员分立)."""
    others = held - {new}
    return not others or not ((others | {new}) & ADMINISTRATORS)
