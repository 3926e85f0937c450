"""Releases that the office knows, and the people and families of those that it holds.

Rows carry the number of their release: a new one is loaded beside the one in force, and one row says which that is.
"""

from __future__ import annotations

from pathlib import Path

from django.conf import settings
from django.db import models
from django.db.models import Q

from padan.office.fields import SealedField, SealedIndexField
from padan.office.privacy import Kind
from padan.office.registry.states import State


class Release(models.Model):
    """A build of the register. ``name`` is its folder under ``PADAN_HOME/releases``."""

    name = models.CharField(max_length=60, unique=True)
    as_of = models.DateField()
    state = models.CharField(max_length=10, choices=[(state.value, state.value) for state in State])
    people = models.PositiveIntegerField()
    families = models.PositiveIntegerField()
    offered_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True, blank=True)

    PRIVACY = dict.fromkeys(
        ("id", "name", "as_of", "state", "people", "families", "offered_at", "settled_at"), Kind.INTERNAL
    )

    class Meta:
        ordering = ("-id",)
        constraints = (
            models.UniqueConstraint(
                fields=("state",), condition=Q(state=State.CURRENT.value), name="one_release_is_current"
            ),
        )

    def __str__(self) -> str:
        return f"release:{self.name}"

    @property
    def folder(self) -> Path:
        """Where its tables lie."""
        return Path(settings.PADAN_HOME) / "releases" / self.name


class Family(models.Model):
    """A family of a release; columns as in its table ``family``. ``area`` is the village, or the regency of the
    register where no list says which."""

    release = models.ForeignKey(Release, on_delete=models.PROTECT, related_name="+")
    family_id = models.CharField(max_length=16)
    area = models.CharField(max_length=13)
    kk = SealedField(null=True)
    kk_index = SealedIndexField(of="kk", null=True, db_index=False)
    head_name = models.CharField(max_length=200, null=True)
    address = models.TextField(null=True)
    rt = models.CharField(max_length=40, null=True)
    rw = models.CharField(max_length=40, null=True)
    members = models.PositiveIntegerField()
    desil_low = models.PositiveSmallIntegerField(null=True)
    desil_high = models.PositiveSmallIntegerField(null=True)
    sources = models.CharField(max_length=200)

    PRIVACY = {
        **dict.fromkeys(("id", "release", "family_id", "area", "members", "sources"), Kind.INTERNAL),
        **dict.fromkeys(("kk", "kk_index", "head_name", "address", "rt", "rw"), Kind.PERSONAL),
        **dict.fromkeys(("desil_low", "desil_high"), Kind.SPECIFIC),
    }

    class Meta:
        constraints = (models.UniqueConstraint(fields=("release", "family_id"), name="family_once_in_a_release"),)
        indexes = (
            models.Index(fields=("release", "area", "head_name"), name="family_by_area"),
            models.Index(fields=("release", "kk_index"), name="family_by_kk"),
        )

    def __str__(self) -> str:
        return self.family_id


class Person(models.Model):
    """A person of a release; columns as in its table ``person``, ``area`` as in :class:`Family`."""

    release = models.ForeignKey(Release, on_delete=models.PROTECT, related_name="+")
    person_id = models.CharField(max_length=16)
    family_id = models.CharField(max_length=16)
    area = models.CharField(max_length=13)
    name = models.CharField(max_length=200, null=True)
    nik = SealedField(null=True)
    nik_index = SealedIndexField(of="nik", null=True, db_index=False)
    sex = models.CharField(max_length=1, null=True)
    birth_date = models.DateField(null=True)
    mother_name = models.CharField(max_length=200, null=True)
    father_name = models.CharField(max_length=200, null=True)
    status = models.CharField(max_length=20, null=True)
    relation = models.CharField(max_length=40, null=True)
    sources = models.CharField(max_length=200)

    PRIVACY = {
        **dict.fromkeys(("id", "release", "person_id", "family_id", "area", "sources"), Kind.INTERNAL),
        **dict.fromkeys(
            ("name", "nik", "nik_index", "sex", "birth_date", "mother_name", "father_name", "status", "relation"),
            Kind.PERSONAL,
        ),
    }

    class Meta:
        constraints = (models.UniqueConstraint(fields=("release", "person_id"), name="person_once_in_a_release"),)
        indexes = (
            models.Index(fields=("release", "family_id"), name="person_by_family"),
            models.Index(fields=("release", "area", "name"), name="person_by_area"),
            models.Index(fields=("release", "nik_index"), name="person_by_nik"),
        )

    def __str__(self) -> str:
        return self.person_id


class Word(models.Model):
    """One word of a person's name, as written or as it sounds, in any list: what a search by name looks up."""

    release = models.ForeignKey(Release, on_delete=models.PROTECT, related_name="+", db_index=False)
    word = models.CharField(max_length=40)
    area = models.CharField(max_length=13)
    person_id = models.CharField(max_length=16)

    PRIVACY = {
        **dict.fromkeys(("id", "release", "area", "person_id"), Kind.INTERNAL),
        "word": Kind.PERSONAL,
    }

    class Meta:
        indexes = (models.Index(fields=("release", "word", "area", "person_id"), name="word_of_person"),)

    def __str__(self) -> str:
        return self.word


class Spelling(models.Model):
    """A word of the names of a release, once, and how many people bear it: what a misspelt word is looked up in."""

    release = models.ForeignKey(Release, on_delete=models.PROTECT, related_name="+", db_index=False)
    word = models.CharField(max_length=40)
    bearers = models.PositiveIntegerField()

    PRIVACY = {
        **dict.fromkeys(("id", "release", "bearers"), Kind.INTERNAL),
        "word": Kind.PERSONAL,
    }

    class Meta:
        constraints = (models.UniqueConstraint(fields=("release", "word"), name="spelling_once_in_a_release"),)

    def __str__(self) -> str:
        return self.word
