"""Addresses of the review of uncertain pairs."""

from __future__ import annotations

from django.urls import path

from padan.web.review import views

urlpatterns = [
    path("periksa/", views.queue, name="review.queue"),
    path("periksa/lanjut/", views.following, name="review.next"),
    path("periksa/saya/", views.mine, name="review.mine"),
    path("periksa/ketepatan/", views.quality, name="review.quality"),
    path("periksa/<int:pair_id>/", views.pair, name="review.pair"),
    path("periksa/<int:pair_id>/putuskan/", views.decide, name="review.decide"),
    path("periksa/<int:pair_id>/batal/", views.undo, name="review.undo"),
]
