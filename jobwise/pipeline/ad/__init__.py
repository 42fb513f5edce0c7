"""How an ad is taken apart: its passages, what it says of the job, and what it asks for."""
