from jobwise.matching.same_person import NEAR_BITS, is_same_text, text_key

LINES = [f"Line {n} of what was done for the reports of region {n * 7}" for n in range(40)]
KEYS = [f"the secret of recruiter {n}" for n in range(200)]


def bits_apart(one: str, other: str, key: str) -> int:
    return (int(text_key(one, key), 16) ^ int(text_key(other, key), 16)).bit_count()


def test_the_same_text_with_changes_is_found_whatever_words_are_hashed_with() -> None:
    text, other = "\n".join(LINES), "\n".join([*LINES[:37], "Something else was written there"])
    assert is_same_text(text, other, ("", ""))
    assert not is_same_text(text, "\n".join([*LINES[:33], *LINES[:2]]), ("", ""))
    assert max(bits_apart(text, other, key) for key in KEYS) <= NEAR_BITS


def test_of_strangers_texts_few_are_held_against_each_other() -> None:
    other = " ".join(f"{n} other words stand here {n * 11}" for n in range(70))
    near = sum(bits_apart("\n".join(LINES), other, key) <= NEAR_BITS for key in KEYS)
    assert near <= 1
