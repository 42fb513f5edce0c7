"""REST: the same services for programs, under /api."""
