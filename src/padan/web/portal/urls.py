"""Addresses of the givers' own pages."""

from __future__ import annotations

from django.urls import path

from padan.web.portal import bringing, sending, views

urlpatterns = [
    path("donasi/", views.home, name="portal.home"),
    path("donasi/janji/", views.offer, name="portal.offer"),
    path("donasi/janji/<int:own_pledge_id>/", views.pledge, name="portal.pledge"),
    path("donasi/dibantu/", views.helped, name="portal.helped"),
    path("donasi/kiriman/", bringing.listed, name="portal.bringing"),
    path("donasi/pesan/", sending.listed, name="portal.messages"),
    path("donasi/unduh/<slug:paper>/", sending.take, name="portal.take"),
]
