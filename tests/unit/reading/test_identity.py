"""Stable names for facts."""

from jobwise.reading.identity import fact_id


def test_an_id_depends_on_the_words_alone() -> None:
    plain = fact_id("work", "Example  Mills", "Weaver", taken=set())
    assert plain == fact_id("work", "EXAMPLE MILLS", "\tweaver", taken={"work-00000000"})
    assert plain != fact_id("work", "Example Mills", "Clerk", taken=set())
    assert plain.startswith("work-")
    assert len(plain) == len("work-") + 8


def test_the_same_words_again_are_numbered_without_a_gap() -> None:
    taken: set[str] = set()
    ids = [fact_id("work", "Weaver", taken=taken) for _ in range(50)]
    assert ids[1:] == [f"{ids[0]}-{number}" for number in range(2, 51)]
    assert taken == set(ids)
