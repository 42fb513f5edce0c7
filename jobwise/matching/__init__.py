"""What the stages know together: skills, evidence, claims and the score."""
