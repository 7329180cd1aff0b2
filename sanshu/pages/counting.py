"""How requests are counted for /metrics: by view and status, whichever part of the site has answered."""

from functools import lru_cache
from typing import Any

from django.http import HttpRequest, HttpResponse
from django_prometheus.middleware import PrometheusAfterMiddleware
from prometheus_client.metrics import MetricWrapperBase

#: More than all views, methods and statuses that are met in a day; what is rarer is looked up again.
KEPT_COUNTERS = 2048


class CountedByView(PrometheusAfterMiddleware):  # type: ignore[misc]
    """Count as the library does, with two differences.

    A request is counted by its view when it is answered: an unchanged page is answered before the view's turn. And each
    counter is looked up once: its labels are few, and the lookups were a good part of an unchanged page.
    """

    def label_metric(
        self, metric: MetricWrapperBase, request: HttpRequest, response: HttpResponse | None = None, **labels: str
    ) -> Any:
        """Give the counter of these labels."""
        return _labelled(metric, tuple(labels.items())) if labels else metric

    def process_view(self, request: HttpRequest, *_view: Any) -> None:
        """Count nothing yet."""

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        """Count the request by its view, and its answer."""
        self.label_metric(
            self.metrics.requests_by_view_transport_method,
            request,
            view=self._get_view_name(request),
            transport=self._transport(request),
            method=self._method(request),
        ).inc()
        answer: HttpResponse = super().process_response(request, response)
        return answer


@lru_cache(maxsize=KEPT_COUNTERS)
def _labelled(metric: MetricWrapperBase, labels: tuple[tuple[str, str], ...]) -> Any:
    return metric.labels(**dict(labels))
