"""Entries of the trail, and its head."""

from __future__ import annotations

from dataclasses import fields

from django.db import models

from padan.office.audit.chain import GENESIS, Head, Link, Said
from padan.office.privacy import Kind


class Entry(models.Model):
    """One thing that happened. Written once by :func:`padan.office.audit.operations.record`; triggers of the database
    refuse to change or remove it. Fields: see :class:`padan.office.audit.chain.Said`."""

    number = models.PositiveBigIntegerField(primary_key=True)
    at = models.DateTimeField()
    by = models.CharField(max_length=200)
    action = models.CharField(max_length=100)
    subject = models.CharField(max_length=200, blank=True)
    area = models.CharField(max_length=13, blank=True)
    reason = models.TextField(blank=True)
    # Texts, not JSON: a database may write JSON otherwise than it was given, and the digest is of its bytes.
    before = models.TextField(null=True, blank=True)
    after = models.TextField(null=True, blank=True)
    previous = models.CharField(max_length=64)
    digest = models.CharField(max_length=64)

    PRIVACY = {
        **dict.fromkeys(("number", "at", "action", "area", "previous", "digest"), Kind.INTERNAL),
        **dict.fromkeys(("by", "subject", "reason"), Kind.PERSONAL),
        **dict.fromkeys(("before", "after"), Kind.SPECIFIC),
    }

    class Meta:
        ordering = ("number",)
        indexes = (
            models.Index(fields=("subject", "number"), name="audit_of_subject"),
            models.Index(fields=("by", "number"), name="audit_of_account"),
            models.Index(fields=("action", "number"), name="audit_of_action"),
            models.Index(fields=("area", "number"), name="audit_of_area"),
            models.Index(fields=("at", "number"), name="audit_of_moment"),
        )

    def __str__(self) -> str:
        return f"{self.number} {self.action} {self.subject}".rstrip()

    @property
    def link(self) -> Link:
        """The entry as a link of the chain."""
        said = Said(**{field.name: getattr(self, field.name) for field in fields(Said)})
        return Link(self.number, said, self.previous, self.digest)


class ChainHead(models.Model):
    """The one row that says which entry is the last. Who adds an entry locks it, so that entries follow each other."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    number = models.PositiveBigIntegerField(default=0)
    digest = models.CharField(max_length=64, default=GENESIS)

    PRIVACY = {"id": Kind.PUBLIC, "number": Kind.PUBLIC, "digest": Kind.PUBLIC}

    def __str__(self) -> str:
        return str(self.head)

    @property
    def head(self) -> Head:
        """As the chain knows it."""
        return Head(self.number, self.digest)
