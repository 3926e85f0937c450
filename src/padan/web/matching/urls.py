"""Addresses of matching."""

from __future__ import annotations

from django.urls import path

from padan.web.matching import needs, plans, proposals, rounds

urlpatterns = [
    path("pencocokan/", plans.listed, name="matching.list"),
    path("pencocokan/kebutuhan/", needs.show, name="matching.needs"),
    path("pencocokan/andaikan/", plans.what_if, name="matching.what_if"),
    path("pencocokan/<int:plan_id>/", plans.show, name="matching.plan"),
    path("pencocokan/<int:plan_id>/putaran/", rounds.make, name="matching.round"),
    path("pencocokan/usul/<int:proposal_id>/", proposals.show, name="matching.proposal"),
]
