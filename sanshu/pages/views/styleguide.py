"""Every part that pages are made of, made from the very templates that pages include."""

from datetime import datetime
from decimal import Decimal
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from publicity.views.public import Look, answer, page
from sanshu.core.clock import SHANGHAI
from sanshu.core.states import STATES


class Sample(forms.Form):
    """One field of each kind, one of them wrong."""

    name = forms.CharField(label=_("怎么称呼"), required=False, help_text=_("可以不写真名。"))
    text = forms.CharField(label=_("想问什么"), widget=forms.Textarea(attrs={"rows": 3}))
    way = forms.ChoiceField(
        label=_("怎么答复"), choices=[("web", _("网上看")), ("call", _("打电话"))], widget=forms.RadioSelect
    )


@require_safe
def styleguide(request: HttpRequest) -> HttpResponse:
    """Show every component in both schemes, with its name and when to use it."""
    look = Look.of(request)
    return answer(look, "styleguide", lambda: page(look, "pages/styleguide.html", {"schemes": _schemes()}))


def _schemes() -> list[dict[str, Any]]:
    return [
        {"name": "light", "title": _("浅色"), "form": _wrong_form("light"), **_samples()},
        {"name": "dark", "title": _("深色"), "form": _wrong_form("dark"), **_samples()},
    ]


def _wrong_form(scheme: str) -> Sample:
    return Sample({"name": "", "text": "", "way": "web"}, auto_id=f"{scheme}_%s")


def _samples() -> dict[str, Any]:
    home, at = reverse("home"), datetime(2026, 10, 17, 14, 5, tzinfo=SHANGHAI)
    return {
        "states": list(STATES),
        "amount": Decimal("83100.00"),
        "crumbs": [{"url": home, "title": _("首页")}],
        "lines": [
            {"url": home, "title": _("收支明细"), "note": _("共86笔"), "aside": _("今天")},
            {"url": home, "title": _("养老金领取名单"), "state": "overdue", "days": 9},
        ],
        "facts": [{"label": _("期间"), "value": _("按月")}, {"label": _("状态"), "value": _("已公开")}],
        "entries": [{"at": at, "title": _("已收到"), "text": _("十五个工作日内答复。")}],
        "columns": [{"label": _("用途")}, {"label": _("金额"), "number": True}],
        "rows": [
            {
                "cells": [
                    {"label": _("用途"), "text": _("修路")},
                    {"label": _("金额"), "text": "83,100.00", "number": True},
                ]
            }
        ],
        "bars": [(8, 50, 30), (68, 20, 60)],
    }
