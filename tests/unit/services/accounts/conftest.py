"""Every test here has a house with accounts."""

from tests.account_parts import house

__all__ = ["house"]
