"""How statistics and warnings look in the API."""

from typing import Any

from rest_framework import serializers

from publicity.figures import Disclosure, Tally
from sanshu.core.roles import LEVEL_WORDS, Level
from supervision.models import EarlyWarning
from supervision.queries.statistics import Statistics


class TallyOut(serializers.Serializer[Tally]):
    """Plain counts."""

    owed = serializers.IntegerField()
    met_on_time = serializers.IntegerField()
    met_late = serializers.IntegerField()
    nil = serializers.IntegerField()
    filed = serializers.IntegerField()


class DisclosureOut(TallyOut):
    """Counts of all due days asked for; the rates judge only `judged`, what fell due before `as_of`."""

    overdue = serializers.IntegerField()
    publication_rate = serializers.FloatField(allow_null=True)
    timeliness = serializers.FloatField(allow_null=True)
    judged = TallyOut()


class MessagesOut(serializers.Serializer[Any]):
    """What became of messages; null where a count is too small to show.

    Never counted: what the caller may not know to exist. Accusations are the inspectors' alone; messages about a township
    are known from the county up; the public's sums hold neither.
    """

    received = serializers.IntegerField(allow_null=True)
    answered = serializers.IntegerField(allow_null=True)
    on_time = serializers.IntegerField(allow_null=True)
    reopened = serializers.IntegerField(allow_null=True)
    rated = serializers.IntegerField(allow_null=True)


class WarningCountsOut(serializers.Serializer[Any]):
    """Warnings that still have their colour."""

    open = serializers.IntegerField()
    red = serializers.IntegerField()
    yellow = serializers.IntegerField()
    blue = serializers.IntegerField()


class ByCategoryOut(serializers.Serializer[Any]):
    """The same by category."""

    party = DisclosureOut()
    affairs = DisclosureOut()
    finance = DisclosureOut()


class StatisticsOut(DisclosureOut):
    """A region's figures; messages, satisfaction and warnings only for those who may see them."""

    region = serializers.CharField()
    as_of = serializers.DateField()
    units = serializers.IntegerField()
    by_category = ByCategoryOut()
    messages = MessagesOut(required=False)
    satisfaction = serializers.FloatField(required=False, allow_null=True)
    warnings = WarningCountsOut(required=False)


def disclosure_body(figures: Disclosure) -> dict[str, Any]:
    """Write one place's or one category's figures."""
    return {
        **vars(figures.everything),
        "overdue": figures.overdue,
        "publication_rate": figures.publication_rate,
        "timeliness": figures.timeliness,
        "judged": vars(figures.fallen_due),
    }


def statistics_body(found: Statistics) -> dict[str, Any]:
    """Write the whole answer; what the caller may not see is absent."""
    body: dict[str, Any] = {
        "region": found.place.region.code_text,
        "as_of": found.as_of.isoformat(),
        "units": found.place.units,
        **disclosure_body(found.place.total),
        "by_category": {name: disclosure_body(figures) for name, figures in found.place.by_category.items()},
    }
    if found.messages is not None:
        shown = vars(found.messages)
        body["messages"] = {name: shown[name] for name in ("received", "answered", "on_time", "reopened", "rated")}
        body["satisfaction"] = found.messages.satisfaction
    if found.warnings is not None:
        body["warnings"] = vars(found.warnings)
    return body


class WarningOut(serializers.ModelSerializer[EarlyWarning]):
    """One warning as those who may see it see it."""

    region = serializers.SerializerMethodField()
    judged_by = serializers.SerializerMethodField()

    class Meta:
        model = EarlyWarning
        fields = [
            "id",
            "rule",
            "rule_version",
            "region",
            "severity",
            "status",
            "verdict",
            "sentence",
            "sentence_en",
            "inputs",
            "judged_by",
            "raised_on",
            "ceased_on",
        ]

    def get_region(self, warning: EarlyWarning) -> str:
        """Give the code as 12 digits."""
        return f"{warning.region_id:012d}"

    def get_judged_by(self, warning: EarlyWarning) -> str:
        """Give the lowest level that may verify and close it."""
        return LEVEL_WORDS[Level(warning.judged_by)]


class StepIn(serializers.Serializer[Any]):
    """Words that go with a step; `reason` for a false positive, `text` for the others."""

    text = serializers.CharField(required=False, allow_blank=True, default="")
    reason = serializers.CharField(required=False, allow_blank=True, default="")
