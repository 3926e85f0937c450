"""Addresses of what is printed and sent."""

from __future__ import annotations

from django.urls import path

from padan.web.papers import views

urlpatterns = [
    path("lembar/", views.villages, name="papers.list"),
    path("lembar/musyawarah/<int:round_id>/", views.meeting, name="papers.meeting"),
    path("lembar/<str:village_code>/", views.village, name="papers.village"),
    path("lembar/<str:village_code>/tugas/", views.tasks, name="papers.tasks"),
    path("lembar/<str:village_code>/opensid/", views.opensid, name="papers.opensid"),
]
