"""Résumés of people who do not exist: thirteen languages, many layouts, the truth by construction."""
