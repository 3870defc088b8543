"""Nothing in these tests depends on what survives a power cut: files are not forced to the disk."""

import os
import sqlite3
from typing import Any

import pytest


@pytest.fixture(autouse=True)
def no_syncing(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let tests wait for no disk."""
    connect = sqlite3.connect

    def connect_fast(*arguments: Any, **named: Any) -> sqlite3.Connection:
        database: sqlite3.Connection = connect(*arguments, **named)
        database.execute("PRAGMA synchronous = OFF")
        return database

    monkeypatch.setattr(os, "fsync", lambda _: None)
    monkeypatch.setattr(sqlite3, "connect", connect_fast)
