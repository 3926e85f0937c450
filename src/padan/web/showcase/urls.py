"""The address of the components."""

from __future__ import annotations

from django.urls import path

from padan.web.showcase import views

urlpatterns = [path("komponen/", views.components, name="showcase.components")]
