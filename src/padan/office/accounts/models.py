"""Accounts, and the posts they hold."""

from __future__ import annotations

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q

from padan.kernel.scope import Scope
from padan.office.accounts.roles import FACTS, Role
from padan.office.privacy import Kind


class Account(AbstractBaseUser):
    """Somebody who can sign in. What may be seen and done comes from posts alone."""

    email = models.EmailField(unique=True)
    name = models.CharField(max_length=150)
    language = models.CharField(max_length=2, default="id")
    is_active = models.BooleanField(default=True)

    PRIVACY = {
        **dict.fromkeys(("id", "language", "is_active"), Kind.INTERNAL),
        **dict.fromkeys(("email", "name", "password", "last_login"), Kind.PERSONAL),
    }
    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = ("name",)

    objects = BaseUserManager()

    def __str__(self) -> str:
        return f"account:{self.pk}"


class Post(models.Model):
    """A role that an account holds in an area, from a day to a day, both included."""

    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="posts")
    role = models.CharField(max_length=30, choices=[(role.value, FACTS[role].title) for role in Role])
    since = models.DateField()
    until = models.DateField()

    PRIVACY = dict.fromkeys(("id", "account", "role", "since", "until"), Kind.INTERNAL)

    class Meta:
        ordering = ("since", "id")
        constraints = (
            models.CheckConstraint(condition=Q(until__gte=F("since")), name="post_ends_after_it_begins"),
            models.CheckConstraint(condition=Q(role__in=[role.value for role in Role]), name="post_is_a_known_role"),
        )

    def __str__(self) -> str:
        return f"post:{self.pk}"

    @property
    def scope(self) -> Scope:
        """Its area."""
        return Scope.of(place.code for place in self.places.all())


class Place(models.Model):
    """One region of a post's area."""

    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="places")
    code = models.CharField(max_length=13)

    PRIVACY = dict.fromkeys(("id", "post", "code"), Kind.INTERNAL)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("post", "code"), name="place_once_in_a_post"),)

    def __str__(self) -> str:
        return self.code


class Token(models.Model):
    """A key by which a program reads for an account. Kept is only its digest: the key itself is shown once, and has
    more letters than anybody guesses. ``hint`` is its beginning, by which its owner tells keys apart."""

    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="tokens")
    name = models.CharField(max_length=80)
    hint = models.CharField(max_length=12)
    digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    until = models.DateField()
    revoked_at = models.DateTimeField(null=True, blank=True)

    PRIVACY = {
        **dict.fromkeys(("id", "account", "hint", "made_at", "until", "revoked_at"), Kind.INTERNAL),
        **dict.fromkeys(("name", "digest"), Kind.PERSONAL),
    }

    class Meta:
        ordering = ("-made_at", "-id")

    def __str__(self) -> str:
        return f"token:{self.pk}"
