"""Lets a model point at words of an ad; nothing that it says in words of its own counts."""

import re
from collections.abc import Iterator, Mapping

from jobwise.domain.base import Model
from jobwise.domain.model_call import ModelCall
from jobwise.domain.posting import JobAnalysis
from jobwise.domain.profile import Profile
from jobwise.domain.prompt import Prompt, filled
from jobwise.pipeline.ad_names import LONGEST_NAME
from jobwise.pipeline.answer_room import room_for
from jobwise.pipeline.fence import fence, in_json
from jobwise.pipeline.job_analyzer import Pointed, analyze_job
from jobwise.pipeline.placeholders import Placeholders

LONGEST = 80
"""Characters of what may be pointed at as one demand."""


class Found(Model):
    """A model's answer: words of the ad, letter for letter."""

    title: str
    employer: str
    asks: tuple[str, ...]


class Pointing:
    """What a model is asked about one ad.

    *Why not the ad as it is:* one that came by mail may name the person; what is hidden cannot be pointed at.
    """

    def __init__(self, text: str, prompt: Prompt, secret: bytes, profile: Profile) -> None:
        self._text, self._prompt, self._secret = text, prompt, secret
        self._shown = Placeholders(profile).hide(text)

    def values(self) -> Mapping[str, str]:
        """What the prompt's variables stand for."""
        ad = in_json(self._shown)
        return {"fence": fence(self._secret, ad), "ad": ad}

    def call(self) -> ModelCall[Found]:
        """The call of the one task."""
        values = self.values()
        return ModelCall(
            prompt=self._prompt.label,
            system=self._prompt.system,
            shared=filled(self._prompt.shared, **values),
            task=self._prompt.tasks["analyse"],
            shape=Found,
            most_tokens=room_for(values["ad"], self._prompt.most_tokens),
            schema_helps=self._prompt.hints.schema_helps,
        )

    def applied(self, found: Found | None) -> JobAnalysis:
        """The analysis with what was rightly pointed at. Raises: UnusableJob."""
        if found is None:
            return analyze_job(self._text)
        title, employer = (
            name if _stands_in(self._text, name) and len(name) <= LONGEST_NAME else ""
            for name in (found.title.strip(), found.employer.strip())
        )
        return analyze_job(self._text, Pointed(title, employer, tuple(self._rightly(found))))

    def _rightly(self, found: Found) -> Iterator[str]:
        for words in dict.fromkeys(each.strip() for each in found.asks):
            if words and len(words) <= LONGEST and words in self._text:
                yield words


def _stands_in(text: str, name: str) -> bool:
    """Whether a text has these words, and not only as pieces of others."""
    return bool(name and re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text))
