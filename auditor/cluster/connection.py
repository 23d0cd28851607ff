"""The way to a cluster: connected, checked that every machine is like this one, and connected again where it was lost."""

from __future__ import annotations

import asyncio
import concurrent.futures
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from types import TracebackType
from typing import TYPE_CHECKING, Any

from auditor.cluster.identity import identity_of
from auditor.errors import AuditorError

if TYPE_CHECKING:
    from distributed import Client, Security

PATIENCE = 120.0
"""Seconds that are waited for a cluster that has gone, or has no workers, to come back."""

ATTEMPT = 10.0
"""Seconds that are waited for one answer of the scheduler, and for a first worker."""

_SCHEDULER = "调度程序"

_TLS = {
    "ca-file": "颁发机构证书（CA_FILE）",
    "client.cert": "本机证书（CLIENT__CERT）",
    "client.key": "本机私钥（CLIENT__KEY）",
}


def signs_of_loss() -> tuple[type[BaseException], ...]:
    """What Dask raises where the scheduler has gone; what tasks raise of themselves may be among it too."""
    from distributed.client import ClosedClientError

    return OSError, ClosedClientError, asyncio.CancelledError, concurrent.futures.CancelledError


class ClusterConnection:
    """A connection to a Dask scheduler, used as a context manager.

    Args:
        address: ``tcp://host:8786``, or ``tls://host:8786`` with the certificates that Dask's settings name.
        profile: name of the region's settings.
        rules: folders with rules of one's own.
        patience: seconds to wait for a scheduler and workers that have gone.
        attempt: seconds to wait for each answer, and for both at first.

    Raises:
        AuditorError: C050 for a machine that would find other things, C051 where there is no cluster, C052 for a worker
            that cannot hold files to their limits, C054 where certificates are missing.
    """

    def __init__(
        self,
        address: str,
        profile: str,
        rules: tuple[str, ...] = (),
        patience: float = PATIENCE,
        attempt: float = ATTEMPT,
    ) -> None:
        self.address = address
        self.patience = patience
        self._attempt_seconds = attempt
        self._asked = profile, rules
        self.identity = identity_of(profile, rules)
        self._security = _security(address)
        self._client: Client | None = None
        self._threads = 1

    def __enter__(self) -> ClusterConnection:
        self.renew(patience=self._attempt_seconds)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._close()

    @property
    def client(self) -> Client:
        """Dask's own client."""
        assert self._client is not None
        return self._client

    @property
    def threads(self) -> int:
        """How many tasks the workers do at once, at least 1; as it was before where nobody answers."""
        with suppress(*signs_of_loss()):
            self._threads = max(1, sum(self.client.nthreads().values()))
        return self._threads

    def renew(self, patience: float | None = None) -> None:
        """Connect, again where it was connected before: nothing that was under way counts.

        Args:
            patience: seconds to wait for it.
        """
        self._close()
        until = time.monotonic() + (self.patience if patience is None else patience)
        while True:
            seconds = min(self._attempt_seconds, max(1.0, until - time.monotonic()))
            reason = self._attempt(seconds) or self._check()
            if reason is None:
                return
            if time.monotonic() > until:
                raise AuditorError("C051", address=self.address, reason=reason)
            time.sleep(1.0)

    def has_workers(self) -> bool:
        """Whether there is anybody to do anything."""
        with suppress(*signs_of_loss()):
            return bool(self.client.scheduler_info(n_workers=-1)["workers"])
        return False

    def run_on_every_worker(self, func: Callable[..., object], *given: object) -> None:
        """Have every worker that is there do something while nobody waits: who has gone, or fails, tells nobody."""
        from distributed import fire_and_forget

        with suppress(*signs_of_loss()):
            for worker in self.client.scheduler_info(n_workers=-1)["workers"]:
                where = {"workers": [worker], "allow_other_workers": True}  # else it waits for one that has gone
                fire_and_forget(self.client.submit(func, *given, pure=False, **where))

    def _attempt(self, seconds: float) -> str | None:
        """Connect to a scheduler with workers, each within so many seconds; why that failed, None where it did not."""
        from distributed import Client

        try:
            self._client = Client(self.address, security=self._security, timeout=seconds, set_as_default=False)
            self._client.wait_for_workers(1, timeout=seconds)
        except (OSError, ValueError, TimeoutError) as error:
            connected = self._client is not None
            self._close()
            return "没有可用的工作进程" if connected else f"调度程序没有回应（{type(error).__name__}）"
        return None

    def _check(self) -> str | None:
        """Compare the scheduler and every worker with this machine; why they did not answer, None where they did.

        A worker that has gone meanwhile is none.
        """
        try:
            answers = dict(self._answers())
        except signs_of_loss() as error:
            return f"调度程序没有回应（{type(error).__name__}）"
        for machine, answer in answers.items():
            if isinstance(answer, Exception):
                told = {"what": " Auditor", "theirs": f"没有安装，或版本不同（{type(answer).__name__}）"}
                raise AuditorError("C050", machine=machine, ours=self.identity.auditor, **told)
            if (found := self.identity.difference(answer)) is not None:
                what, ours, theirs = found
                raise AuditorError("C050", machine=machine, what=what, ours=ours, theirs=theirs)
            if answer.daemon and machine != _SCHEDULER:
                raise AuditorError("C052", machine=machine)
        return None

    def _answers(self) -> Iterator[tuple[str, Any]]:
        """Who they say they are, or what went wrong there; one after another by name."""
        try:
            yield _SCHEDULER, self.client.run_on_scheduler(identity_of, *self._asked)
        except signs_of_loss():
            raise
        except Exception as error:  # whatever a machine without our code says
            yield _SCHEDULER, error
        for worker, answer in self.client.run(identity_of, *self._asked, on_error="return").items():
            if not isinstance(answer, OSError):
                yield f"工作进程 {worker} ", answer

    def _close(self) -> None:
        if self._client is not None:
            with suppress(OSError, TimeoutError):
                self._client.close(timeout=2)
            self._client = None


def _security(address: str) -> Security | None:
    """What an encrypted connection needs, from Dask's settings; None for one that is not encrypted."""
    if not address.startswith("tls://"):
        return None
    import dask.config
    from distributed import Security

    missing = [told for key, told in _TLS.items() if not dask.config.get(f"distributed.comm.tls.{key}", None)]
    if missing:
        raise AuditorError("C054", missing="、".join(missing))
    return Security(require_encryption=True)
