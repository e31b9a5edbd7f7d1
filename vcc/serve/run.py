"""A server from start to stop: its state on disk, its first generation, and every newer one.

A generation is built by another process, so that the server answers meanwhile, and a mistake in a
case or a crash leaves what is served untouched.
"""

from __future__ import annotations

import asyncio
import logging
import signal
import socket
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import uvloop

from vcc.serve.app import application
from vcc.serve.http import Server, server_of
from vcc.serve.pool import Ended
from vcc.serve.service import Service
from vcc.serve.stored import SOURCES_FILE, Generation, StateDirectory, forget, opened

LOG: Final = logging.getLogger("vcc.serve")

_LOOK_EVERY: Final = 1.0  # seconds between two looks at the files
_SETTLE: Final = 0.3  # seconds for an editor to finish what it began
_COULD_NOT_RUN: Final = 2
_INTERRUPTED: Final = 130

State = tuple[tuple[str, int, int], ...]


@dataclass(frozen=True, slots=True)
class Task:
    """What to serve: `build` is the command that writes a generation into the folder added to it
    (None: only what is stored); `files` are the files that a build would read now."""

    service: Service
    state: StateDirectory
    listening: socket.socket
    build: tuple[str, ...] | None
    files: Callable[[], Sequence[Path]]
    watch: bool
    announce: Callable[[int], None] = field(repr=False)


def serve(task: Task) -> int:
    """Serve until a signal says stop; the exit code.

    Raises:
        InUse: if another server uses the state directory.
        OSError: if that cannot be written.
    """
    with task.state.locked():
        return uvloop.run(_Run(task).main())


@dataclass(slots=True)
class _Run:
    task: Task
    wanted: asyncio.Event = field(default_factory=asyncio.Event)
    starting: asyncio.Task[bool] | None = None
    server: Server | None = None
    tried: State = ()  # the files of the last build, as it found them

    async def main(self) -> int:
        try:
            with self._signals():
                self.starting = asyncio.ensure_future(self._first())
                if not await self.starting:
                    return _COULD_NOT_RUN
                await self._serve()
        except asyncio.CancelledError:
            return _INTERRUPTED  # told to stop before it had started
        finally:
            self.task.service.close()
        return 0

    async def _serve(self) -> None:
        service = self.task.service
        self.server = server_of(application(service))
        beside = [asyncio.ensure_future(self._reload())]
        if self.task.watch:
            beside.append(asyncio.ensure_future(self._watch()))
        self.task.announce(len(service.now.cases))
        await self.server.serve(sockets=[self.task.listening])
        for each in beside:
            each.cancel()
        await asyncio.gather(*beside, return_exceptions=True)

    async def _first(self) -> bool:
        """Serve what is stored at once, and build anew; where nothing is stored, build first."""
        stored = self.task.state.current()
        if stored is None:
            return await self._renew()
        await self.task.service.switch(stored)
        if self.task.build is not None:
            self.wanted.set()
        return True

    async def _renew(self) -> bool:
        """Build a generation and switch to it; whether that went well."""
        if self.task.build is None:
            return False
        self.tried = await asyncio.to_thread(self._looked)
        folder = self.task.state.new_folder()
        process = await asyncio.create_subprocess_exec(
            *self.task.build, str(folder), stdin=asyncio.subprocess.DEVNULL
        )
        try:
            failed = await process.wait() != 0
        except asyncio.CancelledError:
            with suppress(ProcessLookupError):
                process.kill()
            await process.wait()
            raise
        written = None if failed else opened(folder)
        if written is None:
            forget(folder)
            return False
        self.tried = _files_of(written)
        return await self._switch(written)

    async def _switch(self, written: Generation) -> bool:
        service = self.task.service
        if service.has_started and service.now.generation.id == written.id:
            forget(written.folder)
            return True
        try:
            await service.switch(self.task.state.publish(written))
        except (Ended, OSError) as error:
            LOG.error("the new data could not be loaded: %s", error)  # noqa: TRY400 - no traceback
            return False
        LOG.info("serving generation %s", written.id)
        return True

    async def _reload(self) -> None:
        while True:
            await self.wanted.wait()
            await asyncio.sleep(_SETTLE)
            self.wanted.clear()
            if not await self._renew():
                LOG.warning("the data served stays as it was")

    async def _watch(self) -> None:
        """Ask for a reload when a file that was read has changed, came or went."""
        while True:
            if await asyncio.to_thread(self._looked) != self.tried:
                self.wanted.set()
            await asyncio.sleep(_LOOK_EVERY)

    def _looked(self) -> State:
        files = {str(path.resolve()) for path in self.task.files()}
        if self.task.service.has_started:
            files.update(name for name, _, _ in _files_of(self.task.service.now.generation))
        found = []
        for name in sorted(files):
            with suppress(OSError):
                seen = Path(name).stat()
                found.append((name, seen.st_mtime_ns, seen.st_size))
        return tuple(found)

    @contextmanager
    def _signals(self) -> Iterator[None]:
        """Stop on SIGINT and SIGTERM (at once on a second one), reload on SIGHUP."""
        loop = asyncio.get_running_loop()
        for number in (signal.SIGINT, signal.SIGTERM):
            loop.add_signal_handler(number, self._stop, number)
        loop.add_signal_handler(signal.SIGHUP, self.wanted.set)
        try:
            yield
        finally:
            for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
                loop.remove_signal_handler(number)

    def _stop(self, number: int) -> None:
        if self.server is not None:
            self.server.handle_exit(number, None)
        elif self.starting is not None:
            self.starting.cancel()


def _files_of(generation: Generation) -> State:
    """The files that a generation was made of, as they were."""
    with suppress(OSError):
        return tuple((str(n), int(time), int(size)) for n, time, size in
                     generation.read(SOURCES_FILE))  # fmt: skip
    return ()
