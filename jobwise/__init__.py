"""JobWise: a tailored résumé and cover letter for each job, with no invented fact in them."""
