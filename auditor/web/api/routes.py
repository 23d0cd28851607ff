"""The table of what programs may ask for, and its description as an OpenAPI document and a page that needs no network."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from auditor import __version__
from auditor.model import Result
from auditor.web.api import batches, rows
from auditor.web.api.entry import TOLD, ApiRoute
from auditor.web.api.rows import GivenTable
from auditor.web.pages import upload
from auditor.web.site import Site

_TEXT = {"type": "string"}


def _object(**properties: Any) -> dict[str, Any]:
    return {"type": "object", "properties": properties}


_BATCH = _object(batch=_TEXT, title=_TEXT, state=_TEXT, told=_TEXT, totals={"type": "object"})
_FINDINGS = {"type": "array", "items": {"type": "object"}}

API: tuple[ApiRoute, ...] = (
    ApiRoute("POST", "/batches", upload.create, "新建一批材料",
             _object(title=_TEXT, previous={**_TEXT, "description": "改后再交时，上一批的编号"}),
             _object(batch=_TEXT, url=_TEXT), 201),
    ApiRoute("POST", "/batches/{batch}/files", upload.receive,
             "交一个文件：正文是文件内容，文件名写在请求头 X-File-Name（百分号编码）",
             gives=_object(path=_TEXT, size={"type": "integer"}), status=201, file=True),
    ApiRoute("POST", "/batches/{batch}/start", batches.start, "开始审核", gives=_BATCH, status=202),
    ApiRoute("GET", "/batches/{batch}", batches.show,
             "进展：uploading 接收、waiting 排队、running 审核、done 审完、cancelled 停下、failed 没有审完", gives=_BATCH),
    ApiRoute("GET", "/batches/{batch}/result", batches.result, "审核结果 result.json",
             gives={"$ref": "#/components/schemas/Result"}),
    ApiRoute("GET", "/batches/{batch}/opinions", batches.opinions, "全部审核意见，text 可以直接发回单位",
             gives=_object(opinions={"type": "array", "items": {"type": "object"}})),
    ApiRoute("GET", "/batches/{batch}/verdicts", batches.verdicts, "处理意见：accepted 采纳、kept 保留、wrong 工具看错了",
             gives=_object(verdicts={"type": "array", "items": {"type": "object"}})),
    ApiRoute("POST", "/rows", rows.judge, "直接审核一张表（最多 2000 行），不保存",
             GivenTable.model_json_schema(ref_template="#/components/schemas/{model}"),
             _object(rows={"type": "array", "items": _object(label=_TEXT, probability={"type": "number"}, findings=_FINDINGS)},
                     project=_FINDINGS)),
)  # fmt: skip
"""What programs may ask for, each with the key of an account."""


def api_routes() -> tuple[BaseRoute, ...]:
    """The lines of the table of routes; the description may be read by everybody."""
    return (Route("/api", _page), Route("/api/openapi.json", _document), *(one.route() for one in API))


@lru_cache(maxsize=1)
def openapi() -> dict[str, Any]:
    """The OpenAPI 3.1 document."""
    schemas = Result.model_json_schema(mode="serialization", ref_template="#/components/schemas/{model}")
    table = GivenTable.model_json_schema(ref_template="#/components/schemas/{model}")
    shared = {**schemas.pop("$defs", {}), **table.get("$defs", {}), "Result": schemas}
    paths: dict[str, dict[str, Any]] = {}
    for one in API:
        paths.setdefault(f"/api{one.path}", {})[one.method.lower()] = _operation(one)
    return {
        "openapi": "3.1.0",
        "info": {"title": "绩效目标质量审核", "version": __version__},
        "security": [{"key": []}],
        "paths": paths,
        "components": {"schemas": shared, "securitySchemes": {"key": {"type": "http", "scheme": "bearer"}}},
    }


def _operation(one: ApiRoute) -> dict[str, Any]:
    answers: dict[str, Any] = {str(one.status): {"description": "成功", **_content(one.gives)}}
    answers |= {str(code): {"description": told} for code, told in TOLD.items()}
    found: dict[str, Any] = {"summary": one.summary, "responses": answers}
    names = [part[1:-1] for part in one.path.split("/") if part.startswith("{")]
    places = [{"name": name, "in": "path", "required": True, "schema": _TEXT} for name in names]
    if one.file:
        places.append({"name": "X-File-Name", "in": "header", "required": True, "schema": _TEXT})
        found["requestBody"] = {"required": True, "content": {"application/octet-stream": {}}}
    elif one.takes is not None:
        body = {key: value for key, value in one.takes.items() if key != "$defs"}
        found["requestBody"] = {"required": True, **_content(body)}
    return {**found, "parameters": places} if places else found


def _content(schema: Any) -> dict[str, Any]:
    return {"content": {"application/json": {"schema": schema}}} if schema is not None else {}


async def _document(_request: Request) -> Response:
    return JSONResponse(openapi())


async def _page(request: Request) -> Response:
    site: Site = request.app.state.site
    return site.page("api.html", api=API, told_by_status=TOLD)
