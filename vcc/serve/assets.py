"""The files that pages need: the style, the script of the query page, and YASGUI.

YASGUI stands below `static/yasgui/` as its npm package has it, with its licences; `VENDORED.toml`
there says which version it is, and a test that the bytes are still those.
"""

from __future__ import annotations

import gzip
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Final

from starlette.exceptions import HTTPException

from vcc.serve.replies import accepts_gzip, is_known, not_modified, reply, tag_of

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

_CSS: Final = "text/css"
_SCRIPT: Final = "text/javascript"
_ASSETS: Final = {
    "style.css": ("templates/style.css", _CSS),
    "query.js": ("static/query.js", _SCRIPT),
    "query.css": ("static/query.css", _CSS),
    "yasgui.min.js": ("static/yasgui/yasgui.min.js", _SCRIPT),
    "yasgui.min.css": ("static/yasgui/yasgui.min.css", _CSS),
}


async def asset(request: Request) -> Response:
    """One of the files, by its name; nothing else is given out."""
    name = request.path_params["name"]
    if name not in _ASSETS:
        raise HTTPException(404)
    tag = tag_of("asset", name, _content(name))
    if is_known(request, tag):
        return not_modified(tag)
    zipped = accepts_gzip(request)
    body = _compressed(name) if zipped else _content(name)
    return reply(request, body, _ASSETS[name][1], headers={"ETag": tag}, zipped=zipped)


@cache
def _content(name: str) -> bytes:
    return files("vcc.serve").joinpath(_ASSETS[name][0]).read_bytes()


@cache
def _compressed(name: str) -> bytes:
    return gzip.compress(_content(name), 9, mtime=0)
