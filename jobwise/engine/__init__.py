"""Durable runs: a run goes on after the process was killed."""
