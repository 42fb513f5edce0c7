"""`python -m jobwise` is `jobwise`."""

from jobwise.cli import main

main()
