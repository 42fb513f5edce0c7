"""What somebody may be called whose name the reader did not find: for hiding it, never for showing it.

*Why not taken as the name:* a wrong one would be told as a fact; a word too many that is hidden costs little.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import PurePath

from jobwise.domain.profile import Profile
from jobwise.matching.word_forms import fold

_LINES = 3
"""So many lines from the top of a résumé may be the name."""
_MOST_WORDS = 5
_SHORTEST = 3
"""Letters of a part of an address that may be a name."""
_NO_NAMES = frozenset(
    """
    application bewerbung candidate candidatura candidature contact copy curriculum currículum cv de des en
    english español final français deutsch hello hi hoja info jobs kontakt lebenslauf letter mail me my new
    office page pdf personal personali personnel profil profile profilo perfil resume resumé résumé summary
    the untitled version vita vitae vida work about mich über über-mich datos daten données dati
    """.split()
)
"""Words of file names, addresses and first lines that name nobody."""
_TITLES_OF_FILES = frozenset("履歴書 職務経歴書 简历 個人簡歷 个人简历 簡歷 求职简历".split())
_JOINED = re.compile(r"[\u3400-\u9fff\u3040-\u30ff\uac00-\ud7af]{2,6}")
"""Scripts that write a name in one."""
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*\.?")


def likely_names(profile: Profile, text: str, file_name: str) -> tuple[str, ...]:
    """Names that the first lines, the mail address and the file's name speak of; none where it was read."""
    if profile.basics.name:
        return ()
    other = frozenset(_of_other_things(profile))
    lines = [" ".join(line.split()) for line in text.splitlines() if line.strip()]
    mailbox = profile.basics.email.partition("@")[0]
    file, mail = (
        _meant(re.split(r"[\W\d_]+", words), other) for words in (PurePath(file_name).stem, mailbox)
    )
    own = {fold(word) for word in (*file, *mail) if len(word) >= _SHORTEST}
    found = [
        line
        for number, line in enumerate(lines)
        if _is_name(line.split(), other) and (number < _LINES or own & set(map(fold, line.split())))
    ]
    found += [" ".join(word.capitalize() for word in words) for words in (file, mail) if len(words) > 1]
    return tuple(dict.fromkeys(found))


def _is_name(words: Sequence[str], other: frozenset[str]) -> bool:
    if len(words) == 1 and _JOINED.fullmatch(words[0]):
        return words[0] not in _TITLES_OF_FILES
    return (
        1 < len(words) <= _MOST_WORDS
        and all(_WORD.fullmatch(word) for word in words)
        and not (words[0][0].islower() or words[-1][0].islower())
        and not any(fold(word) in other or fold(word) in _NO_NAMES for word in words if not word[0].islower())
    )


def _meant(words: Iterable[str], other: frozenset[str]) -> list[str]:
    """The words that may be parts of a name."""
    return [word for word in words if len(word) > 1 and fold(word) not in other | _NO_NAMES]


def _of_other_things(profile: Profile) -> Iterator[str]:
    """Words of posts, subjects, skills and places: hiding these would hide what somebody can do."""
    texts = [profile.basics.label, profile.basics.location.text]
    texts += [job.position for job in profile.work] + [post.position for post in profile.volunteer]
    texts += [f"{school.study_type} {school.area}" for school in profile.education]
    texts += [text for skill in profile.skills for text in (skill.name, *(k.text for k in skill.keywords))]
    texts += [paper.name for paper in profile.certificates] + [one.name for one in profile.projects]
    for text in texts:
        yield from map(fold, _WORD.findall(text))
