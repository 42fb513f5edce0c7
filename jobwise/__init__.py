"""JobWise: a tailored résumé and cover letter for each job, with no invented fact in them."""

from importlib.metadata import version

__version__ = version("jobwise")
