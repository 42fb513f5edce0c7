"""A country or a region finds the cities in it, by any of their names."""

import pytest

from jobwise.matching.job_places import looked_for, places_in


@pytest.mark.parametrize(
    ("searched", "place"),
    [
        ("Munich", "80331 München"),
        ("München", "Munich, Germany"),
        ("Bavaria", "Munich"),
        ("Bayern", "Nuremberg, Germany"),
        ("Germany", "München"),
        ("Deutschland", "Remote (Germany)"),
        ("Berlin", "Hamburg / Berlin"),
        ("New York", "New York, NY"),
        ("Texas", "Austin, TX"),
        ("TX", "Austin"),
        ("USA", "Seattle, Washington"),
        ("Austin, TX", "Austin, Texas"),
        ("UK", "Leeds"),
        ("Scotland", "Edinburgh, UK"),
        ("Elmshagen", "Elmshagen"),
        ("Köln, Germany", "Cologne"),
        ("", "Anywhere"),
        ("Germany", "Berlin, DE"),
        ("Bavaria", "Munich, DE"),
        ("Germany", "München, BY, DE"),
        ("Germany", "Munich, BY, Germany"),
        ("Berlin, DE", "Berlin, Germany"),
        ("Canada", "Toronto, ON, CA"),
        ("Ontario", "London, ON"),
        ("Ontario", "Toronto, ON, CA"),
        ("Canada", "Toronto, CA"),
        ("India", "Bengaluru, KA, IN"),
        ("India", "Chennai, TN, IN"),
        ("Italy", "Milano, MI, IT"),
        ("Israel", "Tel Aviv, IL"),
        ("Colombia", "Bogotá, CO"),
        ("Germany", "Kleinstadt, DE"),
        ("Germany", "Remote, DE"),
        ("France", "Remote, FR"),
        ("California", "Los Angeles, CA"),
        ("California", "San Francisco, CA, US"),
        ("Illinois", "Springfield, IL"),
        ("Ontario", "London, Ontario"),
        ("Washington", "Boston or Washington"),
    ],
)
def test_a_search_finds_the_place(searched: str, place: str) -> None:
    assert all(meant & places_in(place) for meant in looked_for(searched))


@pytest.mark.parametrize(
    ("searched", "place"),
    [
        ("France", "Paris, Texas"),
        ("Paris", "Lyon, France"),
        ("Bavaria", "Berlin"),
        ("New York", "Buffalo, NY"),
        ("Germany", "Zürich"),
        ("Austin, TX", "Houston, TX"),
        ("Spain", ""),
        ("United States", "Berlin, DE"),
        ("Delaware", "Munich, DE"),
        ("California", "Toronto, ON, CA"),
        ("Indiana", "Bengaluru, KA, IN"),
        ("Belarus", "München, BY, DE"),
        ("Michigan", "Milano, MI, IT"),
        ("England", "London, Ontario"),
        ("Texas", "Waterloo, ON"),
        ("England", "Birmingham, AL"),
        ("Canada", "Los Angeles, CA"),
    ],
)
def test_a_search_finds_no_other_place(searched: str, place: str) -> None:
    assert not all(meant & places_in(place) for meant in looked_for(searched))
