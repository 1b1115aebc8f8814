"""The OpenAPI document as one page to read: no script, nothing loaded from elsewhere."""

import json
from functools import cache
from html import escape
from typing import Any

from pipelines.checkout.openapi import document
from pipelines.checkout.problems import KINDS

STYLE = (
    ":root{color-scheme:light dark}body{font:16px/1.5 system-ui,sans-serif;max-width:46rem;"
    "margin:2rem auto;padding:0 1rem}code,pre{font:14px/1.5 ui-monospace,monospace}"
    "pre{overflow-x:auto;padding:.75rem;border:1px solid #8886}table{border-collapse:collapse}"
    "th,td{text-align:left;padding:.25rem .75rem .25rem 0;vertical-align:top}"
)

KEYS = (
    "<p>Show your key as <code>Authorization: Bearer KEY</code> or <code>X-API-Key: KEY</code>. "
    'The document itself: <a href="/api/openapi.json">openapi.json</a>.</p>'
)
PAGE = (
    '<!doctype html><html lang="en"><head><meta charset="utf-8">'
    '<meta name="viewport" content="width=device-width"><title>{title}</title>'
    "<style>{style}</style></head><body>{body}</body></html>"
)


@cache
def docs_page() -> bytes:
    """The page."""
    described = document()
    info = described["info"]
    routes = [
        _route(method, path, operation)
        for path, methods in described["paths"].items()
        for method, operation in methods.items()
    ]
    shapes = [_shape(name, shape) for name, shape in described["components"]["schemas"].items()]
    title = escape(info["title"])
    parts = (
        f"<h1>{title}</h1><p>{escape(info['description'])}</p>{KEYS}",
        *routes,
        f"<h2>Problems</h2>{_problems()}",
        "<h2>Shapes</h2>",
        *shapes,
    )
    return PAGE.format(title=title, style=STYLE, body="".join(parts)).encode()


def _route(method: str, path: str, operation: dict[str, Any]) -> str:
    answers = "".join(
        f"<tr><td>{status}</td><td>{escape(answer['description'])}</td></tr>"
        for status, answer in operation["responses"].items()
    )
    reads = operation.get("requestBody")
    shape = _name(reads["content"]["application/json"]["schema"]) if reads else ""
    sent = f'<p>Send a <a href="#{shape}">{shape}</a>.</p>' if shape else ""
    return (
        f"<h2><code>{method.upper()} {escape(path)}</code></h2>"
        f"<p>{escape(operation['summary'])}.</p>{sent}<table>{answers}</table>"
    )


def _problems() -> str:
    rows = "".join(
        f'<tr id="{kind}"><td>{status}</td><td><code>{kind}</code></td>'
        f"<td>{escape(title)}</td></tr>"
        for kind, (status, title) in KINDS.items()
    )
    return f"<table>{rows}</table>"


def _shape(name: str, shape: dict[str, Any]) -> str:
    text = json.dumps(shape, indent=1, ensure_ascii=False)
    return f'<h3 id="{name}">{name}</h3><pre>{escape(text)}</pre>'


def _name(schema: dict[str, str]) -> str:
    return schema["$ref"].rsplit("/", 1)[-1]
