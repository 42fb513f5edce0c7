"""What is looked for in the library, in fields that the address keeps, so that a search can be bookmarked."""

import re
from typing import get_args

import streamlit as st
from pydantic import ValidationError

from jobwise.domain.job import MOST_KEYWORDS, JobOrder, JobSearch
from jobwise.domain.posting import EmploymentType, Seniority
from jobwise.ui.text import kind_of_employment

WORDS, PLACE, ORDER, LEVEL, KIND, REMOTE = "words", "place", "order", "level", "kind", "remote"
PAY, CURRENCY, SINCE = "pay", "currency", "since"
_MORE = (LEVEL, KIND, REMOTE, PAY, SINCE)
ORDERS: dict[JobOrder, str] = {
    "relevance": "Best match first",
    "date": "Newest first",
    "fit": "Best fit first",
}
CURRENCIES = tuple("USD EUR GBP CHF CAD AUD SEK NOK DKK PLN CZK INR JPY HUF BRL NZD SGD HKD ZAR".split())
_REMOTE = {"Remote": True, "Not remote": False}


def draw_search(usual: str = "") -> JobSearch:
    """The fields, and what they say. usual: the currency that most of the newest jobs pay in, "" for none."""
    words, place, order = st.columns([5, 3, 3], vertical_alignment="bottom")
    typed = words.text_input(
        "Search",
        key=WORDS,
        bind="query-params",
        icon=":material/search:",
        placeholder='analyst, "machine learning"',
        help="Jobs with one of your words are found, those with most of them first. Put words that belong "
        "together in quotation marks.",
    )
    location = place.text_input(
        "Where",
        key=PLACE,
        bind="query-params",
        max_chars=100,
        placeholder="City, region or country",
        icon=":material/location_on:",
    )
    keywords = keywords_in(typed or "")
    chosen = order.selectbox(
        "Order",
        [one for one in ORDERS if one != "relevance" or keywords],
        format_func=lambda one: ORDERS[one],
        key=ORDER,
        index=None,
        placeholder=ORDERS["relevance" if keywords else "date"],
        bind="query-params",
    )
    said = {
        "keywords": keywords[:MOST_KEYWORDS],
        "location": (location or "").strip()[:100],
        "order": chosen,
        **_more(usual),
    }
    if len(keywords) > MOST_KEYWORDS:
        st.caption(f"Only the first {MOST_KEYWORDS} words are looked for.")
    try:
        return JobSearch.model_validate(said)
    except ValidationError:  # an address that somebody wrote
        return JobSearch(keywords=keywords[:MOST_KEYWORDS])


def is_narrowed() -> bool:
    """Whether anything is looked for."""
    return any(st.session_state.get(key) for key in (WORDS, PLACE, *_MORE))


def clear_search() -> None:
    """Look for everything again."""
    st.session_state.update({WORDS: "", PLACE: "", LEVEL: [], KIND: [], REMOTE: None, PAY: None, SINCE: None})


def keywords_in(typed: str) -> tuple[str, ...]:
    """Words, and phrases in quotation marks; each once."""
    found = re.findall(r'["“„«]([^"”“»]+)["”“»]|([^\s,;"“”„«»]+)', typed)
    words = (" ".join((phrase or word).split())[:100] for phrase, word in found)
    return tuple(dict.fromkeys(word for word in words if any(map(str.isalnum, word))))


def _more(usual: str) -> dict[str, object]:
    # At first what is set stands in the address alone: a field takes it from there when it is drawn.
    count = sum(bool(st.session_state.get(key, st.query_params.get(key))) for key in _MORE)
    with st.expander(
        f"More filters: {count} set" if count else "More filters",
        icon=":material/filter_list:",
        key="more-filters",
    ):
        level = st.pills(
            "Level",
            get_args(Seniority),
            selection_mode="multi",
            format_func=str.capitalize,
            key=LEVEL,
            bind="query-params",
        )
        kind = st.pills(
            "Kind of employment",
            get_args(EmploymentType),
            selection_mode="multi",
            format_func=kind_of_employment,
            key=KIND,
            bind="query-params",
        )
        remote = st.pills("Remote", list(_REMOTE), key=REMOTE, bind="query-params")
        left, middle, right = st.columns([2, 1, 2], vertical_alignment="bottom")
        pay = left.number_input(
            "Pay in a year, at least",
            min_value=0.0,
            max_value=1e9,
            value=None,
            step=1_000.0,
            format="%.0f",
            key=PAY,
            bind="query-params",
            help="Jobs that name no pay are not found then.",
        )
        # The usual one first: the address names every other one.
        coins = (usual, *(one for one in CURRENCIES if one != usual)) if usual in CURRENCIES else CURRENCIES
        currency = middle.selectbox("Currency", coins, key=CURRENCY, bind="query-params")
        since = right.date_input("Posted since", None, format="DD/MM/YYYY", key=SINCE, bind="query-params")
    return {
        "seniority": level or (),
        "employment_type": kind or (),
        "remote": _REMOTE.get(remote) if remote else None,
        "salary_min": pay or None,
        "salary_currency": currency,
        "posted_since": since,
    }
