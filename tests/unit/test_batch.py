"""Many items over many processes: order, a process that dies, memory that does not grow with the items."""

import os
from collections.abc import Iterator
from functools import partial

import pytest

from jobwise.batch import AHEAD, Batch


def double(item: int) -> int:
    return 2 * item


def die_of(fatal: int, item: int) -> int:
    if item == fatal:
        os._exit(3)
    return item


def refuse(item: int) -> int:
    raise ValueError(item)


def gave_up(item: int) -> int:
    return -item


def test_answers_come_in_the_items_order() -> None:
    assert list(Batch(double, gave_up, 2).over(range(50))) == [2 * item for item in range(50)]


def test_only_the_item_that_a_process_dies_of_is_given_up() -> None:
    answers = list(Batch(partial(die_of, 7), gave_up, 2).over(range(12)))
    assert answers == [0, 1, 2, 3, 4, 5, 6, -7, 8, 9, 10, 11]


def test_items_are_taken_only_a_little_ahead_of_the_answers() -> None:
    taken = 0

    def items() -> Iterator[int]:
        nonlocal taken
        for item in range(200):
            taken += 1
            yield item

    answers = Batch(double, gave_up, 1).over(items())
    next(answers)
    assert taken <= AHEAD + 1
    answers.close()


def test_an_error_of_the_work_is_raised() -> None:
    with pytest.raises(ValueError, match="3"):
        list(Batch(refuse, gave_up, 1).over([3]))
