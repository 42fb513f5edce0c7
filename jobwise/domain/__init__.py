"""Frozen models that every layer shares. Nothing here reads, writes or decides."""
