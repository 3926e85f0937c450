"""Addresses of givers, as officers and the province see them."""

from __future__ import annotations

from django.urls import path

from padan.web.giving import authority, exchange, givers, messages, outcome, pledging

urlpatterns = [
    path("pemberi/", givers.listed, name="giving.list"),
    path("pemberi/daftar/", givers.register, name="giving.register"),
    path("pemberi/janji/", pledging.listed, name="giving.pledges"),
    path("pemberi/janji/<int:pledge_id>/", pledging.show, name="giving.pledge"),
    path("pemberi/pesan/", messages.listed, name="giving.messages"),
    path("pemberi/hasil/", outcome.show, name="giving.outcome"),
    path("pemberi/hasil/unduh/", outcome.take, name="giving.outcome_take"),
    path("pemberi/kewenangan/", authority.listed, name="authority.list"),
    path("pemberi/janji/360giving/", exchange.take_grants, name="giving.take"),
    path("pemberi/kewenangan/unduh/", exchange.take_companies, name="authority.take"),
    path("pemberi/kewenangan/banding/", exchange.compare, name="authority.compare"),
    path("pemberi/kewenangan/<int:giver_id>/", authority.show, name="authority.show"),
    path("pemberi/<int:giver_id>/", givers.show, name="giving.giver"),
    path("pemberi/<int:giver_id>/janji/", pledging.offer, name="giving.offer"),
]
