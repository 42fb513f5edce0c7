"""Sentences that are written to a machine that reads, not to a person: they tell nothing of anybody.

*Why by their words:* a résumé never speaks of prompts that came before it, of what its reader is from now
on, or of the score that it is to be given. The words are those of the attacks that OWASP's LLM01 lists.
"""

import re

_ORDER = re.compile(
    r"\b(?:ignore|disregard|forget|override|bypass)\b[^.!?\n]{0,40}"
    r"\b(?:previous|prior|above|earlier|preceding|all)\b"
    r"[^.!?\n]{0,30}\b(?:instructions?|prompts?|rules?|directions?|guidelines?)\b"
    r"|(?:^|\n)\s*(?:system|assistant|developer)\s*:\s"
    r"|\[/?INST\]|<\|?(?:im_start|im_end|system|endoftext)\|?>|<<<\s?DATA"
    r"|DATA>>>|</?(?:data|system|instructions?)>"
    r"|\byou are (?:now|from now on|free now|in developer mode|no longer)\b"
    r"|\b(?:give|rate|score|rank|mark)\b[^.!?\n]{0,20}"
    r"\b(?:this|the) (?:person|candidate|applicant|r[ée]sum[ée]|cv)\b"
    r"|\b(?:this|the) (?:person|candidate|applicant) (?:meets|fulfils|satisfies|has) (?:every|all)\b",
    re.IGNORECASE,
)


def without_orders(text: str) -> str:
    """The text, blanked whole when a sentence of it speaks to a machine; places stay where they were.

    *Why whole:* what stands beside an order is there to be carried in by it.
    """
    return " " * len(text) if _ORDER.search(text) else text
