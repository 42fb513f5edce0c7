"""How long an answer may be: as long as what is to be said anew needs, and no longer.

*Why:* a small model that goes on without end keeps a server of one's own busy until the limit, and the most
that a call can cost is set aside before it.
"""

LEAST_TOKENS = 2000
"""*Why so many for a few lines:* models that think first count their thoughts as part of the answer."""
TOKENS_A_BYTE = 0.75
"""Of the words that are given, UTF-8. English has 4 to 5 bytes a token, Chinese 2 to 4, and lines may grow by
half: so it is three times what an English answer takes, and never less than a Chinese one does."""


def room_for(words: str, most_tokens: int) -> int:
    """Tokens for an answer that says these words anew; `most_tokens` is the prompt's own limit."""
    return min(most_tokens, max(LEAST_TOKENS, round(len(words.encode()) * TOKENS_A_BYTE)))
