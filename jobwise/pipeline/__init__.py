"""The five stages, one file each: pure functions of their input."""
