"""The first page: what this person owes, has to sign, publish or decide today, by due day, one button each."""

from typing import Any

from django.http import HttpRequest

from publicity.queries.erasure import erasures_waiting
from publicity.queries.events import unconfirmed_quarter
from publicity.queries.work import MOST, filings_waiting, lately_discarded, owed_by, to_publish, to_sign
from sanshu.accounts.admin.common import person
from sanshu.accounts.queries.people import may_ask, waiting_for
from sanshu.core import clock
from sanshu.core.permissions import Act, roles_for
from sanshu.core.queries.calendar import missing_years
from sanshu.core.queries.scope import active_postings
from sanshu.core.roles import ADMINISTRATORS, Role


def context_of(request: HttpRequest) -> dict[str, Any]:
    """Give the day's work of a person, most urgent first."""
    user, today = person(request), clock.today()
    postings = active_postings(user, on=today)
    writes_for = [posting.region for posting in postings if posting.role == Role.CLERK]
    quarters = [(region, unconfirmed_quarter(region, today)) for region in writes_for]
    owed = owed_by(user, on=today)
    administers = any(posting.role in ADMINISTRATORS for posting in postings)
    return {
        "postings": postings,
        "writes": bool(writes_for),
        "owed": owed,
        "overdue": sum(one.state == "overdue" for one in owed),
        "to_sign": to_sign(user, on=today)[:MOST],
        "to_publish": to_publish(user, on=today)[:MOST],
        "discarded": lately_discarded(user, on=today)[:MOST],
        "filings": filings_waiting(user, on=today)[:MOST],
        "erasures": erasures_waiting(user, on=today)[:MOST],
        "quarters": [(region, quarter) for region, quarter in quarters if quarter],
        "can_list": any(posting.role in roles_for(Act.SEE_OBLIGATIONS) for posting in postings),
        "records_events": any(posting.role in roles_for(Act.RECORD_EVENT) for posting in postings),
        "waiting": waiting_for(user) if administers else [],
        "administers": administers,
        "asks": administers and may_ask(user),
        "audits": any(posting.role in roles_for(Act.READ_AUDIT) for posting in postings),
        "missing_holidays": missing_years(today) if administers else [],
        "today": today,
    }
