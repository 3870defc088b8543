"""How the tests run: properties get random examples at a desk, the same ones on a server."""

import os
import signal
import sqlite3
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

settings.register_profile(
    "worksheets",
    deadline=None,  # machines are noisy
    derandomize=bool(os.environ.get("CI")),
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("worksheets")

# What a shell starts in the background is deaf to Ctrl-C, and so would be the commands under test.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty working folder."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    monkeypatch.delenv("NO_COLOR", raising=False)
    return tmp_path


@pytest.fixture(autouse=True)
def no_syncing(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Batches are not forced to the disk: no test depends on what survives a power cut."""
    if "batch" not in request.node.path.name:
        return
    connect = sqlite3.connect

    def connect_fast(*arguments: Any, **named: Any) -> sqlite3.Connection:
        database: sqlite3.Connection = connect(*arguments, **named)
        database.execute("PRAGMA synchronous = OFF")
        return database

    monkeypatch.setattr(os, "fsync", lambda _: None)
    monkeypatch.setattr(sqlite3, "connect", connect_fast)
