"""A running server to ask: started as a user starts it, asked byte by byte where that matters."""

from __future__ import annotations

import contextlib
import http.client
import json
import os
import re
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, NamedTuple
from urllib.parse import quote, urlencode, urlsplit

from vcc.serve.build import _write_store
from vcc.serve.stored import (
    GRAPHS_FILE,
    LIBRARY_FILE,
    PAGES_FOLDER,
    QUADS_FILE,
    SOURCES_FILE,
    Generation,
    StateDirectory,
    sealed,
)

JSON = "application/sparql-results+json"


class Answer(NamedTuple):
    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()

    @property
    def type(self) -> str:
        return self.headers.get("content-type", "").partition(";")[0]

    def json(self) -> Any:
        return json.loads(self.body)

    def values(self) -> list[str]:
        """The values of the first variable."""
        found = self.json()
        name = found["head"]["vars"][0]
        return [row[name]["value"] for row in found["results"]["bindings"]]


@dataclass
class Served:
    process: subprocess.Popen[str]
    host: str
    port: int
    said: IO[str] | None = None  # what the server writes to its log

    @property
    def log(self) -> list[str]:
        """The lines of its log so far."""
        if self.said is None:
            return []
        size = os.fstat(self.said.fileno()).st_size
        return os.pread(self.said.fileno(), size, 0).decode(errors="replace").splitlines()

    @property
    def url(self) -> str:
        return f"http://{self.host}:{self.port}"

    def request(
        self,
        method: str,
        path: str,
        body: bytes | None = None,
        timeout: float = 60,
        **headers: str,
    ) -> Answer:
        connection = http.client.HTTPConnection(self.host, self.port, timeout=timeout)
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        try:
            connection.request(method, path, body, named)
            got = connection.getresponse()
            found = {name.lower(): value for name, value in got.getheaders()}
            return Answer(got.status, found, got.read())
        finally:
            connection.close()

    def get(self, path: str, **headers: str) -> Answer:
        return self.request("GET", path, **headers)

    def query(self, query: str, *more: tuple[str, str], **headers: str) -> Answer:
        return self.get("/sparql?" + urlencode([("query", query), *more]), **headers)

    def post(self, query: str, type: str = "application/sparql-query", **headers: str) -> Answer:
        return self.request("POST", "/sparql", query.encode(), Content_Type=type, **headers)

    def raw(self, sent: bytes, timeout: float = 30) -> bytes:
        """What comes back to some bytes until the server hangs up or time is over."""
        with socket.create_connection((self.host, self.port), timeout=timeout) as connection:
            connection.sendall(sent)
            received = b""
            with contextlib.suppress(TimeoutError):
                while part := connection.recv(65536):
                    received += part
            return received

    def metric(self, name: str) -> float:
        match = re.search(rf"^{re.escape(name)} (\S+)$", self.get("/metrics").text, re.MULTILINE)
        assert match, name
        return float(match[1])

    def descendants(self) -> list[int]:
        """The process that holds the data, then its workers."""
        done = subprocess.run(["ps", "-A", "-o", "pid=,ppid="], capture_output=True, text=True)
        children: dict[int, list[int]] = {}
        for process, parent in (map(int, line.split()) for line in done.stdout.splitlines()):
            children.setdefault(parent, []).append(process)
        found, todo = [], [self.process.pid]
        while todo:
            below = children.get(todo.pop(0), [])
            found += below
            todo += below
        return found

    def wait_for(self, condition: Any, seconds: float = 30, every: float = 0.05) -> None:
        end = time.monotonic() + seconds
        while not condition():
            assert time.monotonic() < end, "waited too long; log: " + "\n".join(self.log[-20:])
            time.sleep(every)

    def stop(self) -> int:
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(30)


@contextlib.contextmanager
def serving(*arguments: str, program: str = "") -> Iterator[Served]:
    """A server on a free port; it is stopped, or killed if it does not stop."""
    start = ["-c", program] if program else ["-m", "vcc"]
    command = [sys.executable, *start, "serve", "--port", "0", *arguments]
    said = tempfile.TemporaryFile("w+")  # noqa: SIM115 - closed below, after the server has ended
    process = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=said, text=True,
        env={**os.environ, "VCC_LANG": "en"},
    )  # fmt: skip
    assert process.stdout
    server = Served(process, "", 0, said)
    try:
        line = process.stdout.readline()
        match = re.search(r"at (http://\S+)", line)
        assert match, f"did not start: {line} {server.log}"
        address = urlsplit(match[1])
        assert address.hostname
        assert address.port
        server.host, server.port = address.hostname, address.port
        yield server
    finally:
        if process.poll() is None:
            process.terminate()
            try:
                process.wait(30)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
        process.stdout.close()
        said.close()


def write(folder: Path, graphs: Mapping[str, str], *, on_disk: bool = False) -> Generation:
    """A generation of some graphs, each given by its IRI and its N-Triples."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / PAGES_FOLDER).mkdir()
    quads = []
    for name, triples in graphs.items():
        for line in filter(None, triples.splitlines()):
            quads += [line, f"{line.rstrip(' .')} <{name}> ."]
    (folder / QUADS_FILE).write_text("\n".join(quads) + "\n", encoding="utf-8")
    sizes = {f"<{name}>": triples.count(" .") for name, triples in graphs.items()}
    (folder / GRAPHS_FILE).write_text(json.dumps(sizes))
    (folder / LIBRARY_FILE).write_text("[]")
    (folder / SOURCES_FILE).write_text("[]")
    if on_disk:
        _write_store(folder)
    return sealed(folder)


def store_of(folder: Path, graphs: Mapping[str, str], *, on_disk: bool = False) -> Path:
    """A state directory that serves these graphs."""
    state = StateDirectory(folder)
    with state.locked():
        new = state.new_folder()
        state.publish(write(new, graphs, on_disk=on_disk))
    return folder


def encoded(text: str) -> str:
    return quote(text, safe="")
