"""The defects: what is spoiled, in which line, and which test must turn red."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Patch:
    """One line replaced by a wrong one."""

    name: str
    says: str
    file: str
    old: str
    new: str
    test: str
    #: Whether the defect lies in a migration, so that the database must be made anew to have it.
    remakes_database: bool = False


PATCHES = [
    Patch(
        name="due-day-moved",
        says="a disclosure is due a day later than the catalogue says",
        file="publicity/actions/obligations.py",
        old="           CASE WHEN i.due_from_start THEN p.first_day - 1 ELSE p.last_day END + i.deadline_days, ''",
        new="           CASE WHEN i.due_from_start THEN p.first_day ELSE p.last_day END + i.deadline_days, ''",
        test="tests/publicity/test_obligations.py::test_the_annual_plan_is_due_in_mid_february_of_its_own_year",
    ),
    Patch(
        name="counter-off-by-one",
        says="a late disclosure is counted as in time",
        file="publicity/actions/counters.py",
        old="obligation.met_on <= obligation.due_on else",
        new="obligation.met_on >= obligation.due_on else",
        test="tests/publicity/test_obligations.py::test_counters_follow_met_unmet_and_filed",
    ),
    Patch(
        name="last-day-is-late",
        says="what is published on its last day counts as overdue",
        file="publicity/states.py",
        old="return ObligationState.DUE if on <= due_on else ObligationState.OVERDUE",
        new="return ObligationState.DUE if on < due_on else ObligationState.OVERDUE",
        test="tests/publicity/test_schedule.py::test_a_disclosure_is_still_in_time_on_its_last_day",
    ),
    Patch(
        name="lifecycle-without-table",
        says="every step of every lifecycle is allowed",
        file="sanshu/core/lifecycle.py",
        old="return new in self.steps.get(old, frozenset())",
        new="return bool(self.steps)",
        test="tests/publicity/test_lifecycles.py::test_a_record_steps_only_as_the_table_says",
    ),
    Patch(
        name="scope-everything",
        says="a county's list shows the whole country",
        file="sanshu/core/models/region.py",
        old="self.filter(code__range=(region.code, region.last_code))",
        new="self.all()",
        test="tests/publicity/test_loading.py::test_a_region_contains_exactly_its_range",
    ),
    Patch(
        name="owed-before-live",
        says="a unit owes what was due before it went live",
        file="publicity/actions/obligations.py",
        old="i.deadline_days >= r.live_from",
        new="i.deadline_days >= r.live_from - 365",
        test="tests/publicity/test_obligations.py::test_a_unit_owes_nothing_that_was_due_before_it_went_live",
    ),
    Patch(
        name="today-judged",
        says="what is due today is judged as overdue",
        file="publicity/queries/statistics.py",
        old="Q(due_on__lt=on)",
        new="Q(due_on__lte=on)",
        test="tests/supervision/test_figures.py::test_any_level_equals_a_naive_recount",
    ),
    Patch(
        name="one-layer-digest",
        says="a number is stored as its first layer only",
        file="sanshu/core/digests.py",
        old="{_mac(name, store.secret, bytes.fromhex(first_layer))}",
        new="{first_layer}",
        test="tests/core/test_digests.py::test_a_digest_is_the_store_key_over_the_match_key",
    ),
    Patch(
        name="open-key-file",
        says="a key file that others can read is used",
        file="sanshu/core/keys.py",
        old="if mode & 0o077:",
        new="if mode & 0o000:",
        test="tests/core/test_keys.py::test_a_key_that_others_can_read_is_refused_with_the_remedy",
    ),
    Patch(
        name="demo-forgets",
        says="the demo's database may lose what it confirmed",
        file="sanshu/runtime/postgres.py",
        old='"fsync": "on"',
        new='"fsync": "off"',
        test="tests/runtime/test_services.py::test_postgres_keeps_what_it_confirmed",
    ),
    Patch(
        name="dead-demo-trusted",
        says="a command trusts the note of a dead demo",
        file="sanshu/runtime/discovery.py",
        old="started_at(note.supervisor_pid) != note.supervisor_started",
        new="False",
        test="tests/runtime/test_services.py::test_the_note_of_a_dead_supervisor_misleads_nobody",
    ),
    Patch(
        name="lists-for-everybody",
        says="rows that are for residents only are shown to anybody",
        file="publicity/masking.py",
        old='    return visibility == "public" or viewer is Viewer.OFFICIAL',
        new="    return bool(visibility) or viewer is Viewer.OFFICIAL",
        test="tests/pages/test_public_pages.py::test_rows_for_residents_are_shown_to_residents_only",
    ),
    Patch(
        name="scope-returns-everything",
        says="a person without any posting sees every region",
        file="sanshu/core/queries/scope.py",
        old="    condition = Q(pk__in=[])",
        new="    condition = Q()",
        test="tests/core/test_scope.py::test_without_a_posting_a_person_may_nothing_and_sees_nothing",
    ),
    Patch(
        name="message-dropped-after-commit",
        says="a message that no worker routed is never looked at again",
        file="feedback/actions/sweep.py",
        old='        "routed": _each(received, lambda one: route_message(one, at=moment)),',
        new='        "routed": _each(received.none(), lambda one: route_message(one, at=moment)),',
        test="tests/feedback/test_sweep.py::test_what_no_worker_routed_is_routed_by_the_sweep_once",
    ),
    Patch(
        name="self-approval",
        says="somebody publishes what they wrote themselves",
        file="publicity/actions/signatures.py",
        old="    if by.pk == draft.drafted_by_id or by.pk in draft.writers:",
        new="    if by.pk is None:",
        test="tests/publicity/test_who_may_publish.py::test_nobody_publishes_what_they_wrote",
    ),
    Patch(
        name="village-reads-messages",
        says="the village learns which message a brief comes from",
        file="feedback/actions/brief.py",
        old="        text=words,",
        new="        text=words, id=message.pk,",
        test="tests/feedback/test_pages.py::test_the_village_sees_and_answers_only_the_brief",
    ),
    Patch(
        name="revision-updated-in-place",
        says="the database lets a published revision be changed",
        file="publicity/migrations/0001_initial.py",
        old="table='publicity_revision', when='BEFORE'",
        new="table='publicity_filing', when='BEFORE'",
        test="tests/publicity/test_publishing.py::test_the_database_refuses_to_change_a_revision",
        remakes_database=True,
    ),
    Patch(
        name="readable-number",
        says="an identity number is stored as it was typed",
        file="sanshu/core/digests.py",
        old="    return seal_match(kind, match_digest(kind, number))",
        new="    return number",
        test="tests/publicity/test_publishing.py::test_no_identity_or_account_number_is_kept_anywhere",
    ),
    Patch(
        name="same-key-other-body",
        says="another message under a used key is answered as if it were the first",
        file="feedback/actions/send.py",
        old="    if known.body_digest != body:",
        new="    if known.body_digest == key:",
        test="tests/feedback/test_api.py::test_the_same_key_with_another_body_is_422_and_saves_nothing",
    ),
    Patch(
        name="chain-not-verified",
        says="an altered revision passes as untouched",
        file="publicity/management/commands/verify_history.py",
        old="    elif _sha256(bytes(salt) + _spell(json.loads(content))) != committed:",
        new="    elif salt is None:",
        test="tests/publicity/test_history.py::test_one_altered_byte_is_found_and_named",
    ),
    Patch(
        name="message-dropped",
        says="the sweep forgets what no worker routed",
        file="feedback/actions/sweep.py",
        old="    received = Message.objects.filter(status=MessageStatus.RECEIVED)",
        new="    received = Message.objects.none()",
        test="tests/feedback/test_sweep.py::test_what_no_worker_routed_is_routed_by_the_sweep_once",
    ),
    Patch(
        name="messages-for-everybody",
        says="any post reads any message",
        file="feedback/queries/access.py",
        old="    return Message.objects.filter(condition, owner_region__isnull=False).exclude(village__in=own_villages)",
        new="    return Message.objects.filter(owner_region__isnull=False).exclude(village__in=own_villages)",
        test="tests/feedback/test_access.py::test_each_post_reads_exactly_its_own_messages",
    ),
    Patch(
        name="sender-told-to-the-village",
        says="a brief carries the sender's own words and name",
        file="feedback/actions/brief.py",
        old="        text=words,",
        new="        text=words + message.text,",
        test="tests/feedback/test_pages.py::test_the_village_sees_and_answers_only_the_brief",
    ),
    Patch(
        name="own-answer-closed",
        says="whoever answered may call back and close too",
        file="feedback/queries/access.py",
        old='    if last is not None and last.by_id == getattr(user, "pk", None):',
        new="    if False:",
        test="tests/feedback/test_chain.py::test_nobody_closes_what_they_answered_themselves",
    ),
    Patch(
        name="message-counted-twice",
        says="the counter of messages is off by one",
        file="feedback/actions/counts.py",
        old="ON CONFLICT (village_id, first_role, month) DO UPDATE SET received = c.received + 1",
        new="ON CONFLICT (village_id, first_role, month) DO UPDATE SET received = c.received + 2",
        test="tests/feedback/test_races.py::test_many_messages_of_one_village_at_once_are_all_counted",
    ),
    Patch(
        name="identity-opened-unrecorded",
        says="a sealed identity is shown and nobody writes down who looked",
        file="feedback/actions/identity.py",
        old="    IdentityOpening.objects.create(message=message, by=by, at=at, reason=words)",
        new="    IdentityOpening(message=message, by=by, at=at, reason=words)",
        test="tests/feedback/test_pages.py::test_an_identity_opens_only_with_a_reason_and_on_record",
    ),
    Patch(
        name="township-counts-all",
        says="a township's figures count messages about itself",
        file="feedback/routing.py",
        old="    Role.DISCIPLINE: _OFFICES_BELOW,",
        new="    Role.DISCIPLINE: _OFFICES_OF_COUNTY,",
        test="tests/feedback/test_noninterference.py::test_a_township_sees_the_same_whether_or_not_anybody_went_past_it[11]",
    ),
    Patch(
        name="public-counts-accusations",
        says="the public's sums hold what a township could tell from its own figures",
        file="feedback/routing.py",
        old="KNOWN_TO_ALL = _OFFICES_BELOW",
        new="KNOWN_TO_ALL = frozenset(Role)",
        test="tests/supervision/test_api.py::test_the_public_sums_hold_nothing_that_a_township_could_tell_from_its_own",
    ),
    Patch(
        name="numbers-that-count",
        says="the number of a warning tells how many others were raised",
        file="supervision/actions/keep.py",
        old="        id=warning_number(rule.code, finding.region, finding.subject, episode, at=scope.at),",
        new="        id=warning_number(EarlyWarning.objects.count(), finding.subject, at=scope.at),",
        test="tests/feedback/test_noninterference.py::test_a_township_sees_the_same_whether_or_not_anybody_went_past_it[20]",
    ),
]
