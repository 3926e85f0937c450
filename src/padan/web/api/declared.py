"""The API as it is declared: each address once, for serving and for the OpenAPI document."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from functools import wraps
from typing import Any, Final, TypeVar

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern
from django.views.decorators.http import condition
from ninja import NinjaAPI, Schema
from ninja.errors import ValidationError

from padan.kernel.texts import _, language
from padan.office.accounts.roles import Role
from padan.web.access import page
from padan.web.api.answers import ProblemSchema
from padan.web.api.asked import unknown_parameter
from padan.web.api.problems import CONTENT_TYPE, Problem, ProblemError, answer_of
from padan.web.asking import reader
from padan.web.sync.told import releases_told

View = TypeVar("View", bound=Callable[..., Any])
#: Where the addresses lie.
ROOT: Final = "/api/v1/"
#: Raised whenever an answer to the same question changes its form, so that a kept one is not taken for the new.
_FORM: Final = 1
_REFUSALS: Final = {401: "Nobody is known", 403: "Not for the account", 404: "Not there", 422: "A wrong parameter",
                    429: "Too often"}  # fmt: skip

api = NinjaAPI(
    title="Padan", version="1", docs_url=None, openapi_url=None, urls_namespace="api-v1",
    description="The numbers of the pages, read-only. See docs/reference/api.md.",
)  # fmt: skip
_ROLES: Final[dict[str, tuple[Role, ...]]] = {}
_ASKED: Final[dict[str, type[Schema]]] = {}
_KEPT: Final[set[str]] = set()


def endpoint(
    address: str, asked: type[Schema], answer: type[Schema], *roles: Role, kept: bool = True
) -> Callable[[View], View]:
    """Declare an address: what can be asked, what is answered, and for whom. ``kept``: the answer is the same while
    the releases are, so that who has it need not be sent it again."""

    def declared(view: View) -> View:
        name = f"api.{view.__name__}"
        _ROLES[name], _ASKED[name] = roles, asked
        if kept:
            _KEPT.add(name)

        summary = (view.__doc__ or "").strip().partition(".")[0]
        api.get(
            address, response=answer, url_name=name, operation_id=view.__name__, summary=summary,
            openapi_extra={"responses": _refusals()},
        )(view)  # fmt: skip
        return view

    return declared


def addresses() -> list[URLPattern]:
    """All of them, each saying whom it is for."""
    return [_address(found) for found in api.urls[0] if found.name in _ROLES]


def document() -> dict[str, Any]:
    """The OpenAPI document."""
    found: dict[str, Any] = dict(api.get_openapi_schema(path_prefix=ROOT))
    schema = ProblemSchema.model_json_schema()
    found["components"]["schemas"][ProblemSchema.__name__] = schema
    found["components"]["securitySchemes"] = {
        "key": {"type": "http", "scheme": "bearer", "description": "A key made on the account's page."},
        "session": {"type": "apiKey", "in": "cookie", "name": "sessionid"},
    }
    found["security"] = [{"key": []}, {"session": []}]
    return found


@api.exception_handler(ProblemError)
def _refused(request: HttpRequest, error: ProblemError) -> HttpResponse:
    return answer_of(error.problem, request)


@api.exception_handler(ValidationError)
def _wrong(request: HttpRequest, error: ValidationError) -> HttpResponse:
    """A parameter whose value cannot be: the library says which."""
    where = ", ".join(str(each["loc"][-1]) for each in error.errors)
    what = _("Nilai parameter tidak dapat dipakai")
    return answer_of(Problem("unknown-value", 422, what, _("Lihat /api/v1/openapi.json."), where), request)


def _address(found: URLPattern) -> URLPattern:
    name = found.name or ""
    view = _checked(found.callback, _ASKED[name])
    if name in _KEPT:
        view = condition(etag_func=_tag)(view)
    return URLPattern(found.pattern, page(*_ROLES[name])(view), found.default_args, name)


def _checked(view: Callable[..., Any], asked: type[Schema]) -> Callable[..., Any]:
    """The view, which a parameter that the address does not have keeps shut: the library would leave it out unsaid."""

    @wraps(view)
    def checked(request: HttpRequest, **given: Any) -> HttpResponse:
        if problem := unknown_parameter(request, asked):
            return answer_of(problem, request)
        answer: HttpResponse = view(request, **given)
        return answer

    return checked


def _tag(request: HttpRequest, *_args: Any, **_kwargs: Any) -> str:
    """What the answer depends on: the releases, the question, and what its reader is told."""
    who = reader(request)
    releases = [(each.name, each.state) for each in releases_told()]
    areas = sorted((role.value, scope.codes) for role, scope in who.areas.items())
    told = repr((_FORM, releases, request.get_full_path(), areas, language(), who.day))
    return f'"{hashlib.sha256(told.encode()).hexdigest()[:32]}"'


def _refusals() -> dict[int, Any]:
    schema = {"$ref": f"#/components/schemas/{ProblemSchema.__name__}"}
    return {
        status: {"description": words, "content": {CONTENT_TYPE: {"schema": schema}}}
        for status, words in _REFUSALS.items()
    }
