"""Addresses of deliveries: what a phone asks when it hands out, and officers' pages."""

from __future__ import annotations

from django.urls import path

from padan.web.delivery import events, pages, papers, views, villages

_ROUND = "penyaluran/putaran/<int:aid_id>"

urlpatterns = [
    path("penyaluran/", pages.rounds, name="delivery.list"),
    path("penyaluran/barang/", pages.stock, name="delivery.stock"),
    path(f"{_ROUND}/", pages.show, name="delivery.show"),
    path(f"{_ROUND}/mulai/", pages.begin, name="delivery.begin"),
    path(f"{_ROUND}/ikuti/", pages.follow, name="delivery.follow"),
    path(f"{_ROUND}/desa/<str:village_code>/", villages.village, name="delivery.village"),
    path(f"{_ROUND}/antrean/<int:day_id>/", papers.queue, name="delivery.queue"),
    path(f"{_ROUND}/titik/<int:day_id>/", papers.point, name="delivery.point"),
    path(f"{_ROUND}/desa/<str:village_code>/kartu/", papers.cards, name="delivery.cards"),
    path(f"{_ROUND}/desa/<str:village_code>/bast/", papers.sheets, name="delivery.sheets"),
    path(f"{_ROUND}/penyerahan/<str:event_id>/", events.event, name="delivery.event"),
    path(f"{_ROUND}/penyerahan/<str:event_id>/<str:proof_kind>/", events.proof_of, name="delivery.proof_of"),
    path(f"{_ROUND}/selesaikan/", pages.settle, name="delivery.settle"),
    path(f"{_ROUND}/bast/", pages.record, name="delivery.record"),
    path("ponsel/penyaluran.json", views.package, name="delivery.package"),
    path("ponsel/penyerahan.json", views.send, name="delivery.send"),
    path("ponsel/bukti.json", views.proof, name="delivery.proof"),
]
