"""What the calls of a model for an application used, in all its tries."""

from collections.abc import Sequence

from jobwise.domain.model_call import CallRecord, ModelUse, Usage, money
from jobwise.ui.text import counted, duration, listed, plain

MODEL_TASKS = {
    "analyse": ("looked for demands in the ad", "look for demands in the ad"),
    "reword": ("reworded the résumé", "reword the résumé"),
    "letter": ("reworded the letter", "reword the letter"),
}
"""What a model did, and what it was asked to do."""
SPOKEN = {"openai": "OpenAI's protocol", "anthropic": "Anthropic's protocol"}
"""*Why not the provider's name:* a server of one's own speaks it too, and nothing went to the provider."""
_WAYS = {
    "json": " Its server holds no answer to a form, so JSON was asked for.",
    "prompt": " Its server holds no answer to a form, so the form was told in words.",
}
FREE = "You said in Settings that this model costs you nothing."


def told_calls(calls: Sequence[CallRecord]) -> str:
    """Who was asked how often, what was read and written, what it cost; "" where nobody was asked."""
    calls = [call for call in calls if call.use is None or call.use.unsure or call.use.tries]
    if not calls:
        return ""
    names = listed(list(dict.fromkeys(call.use.model.partition(":")[2] for call in calls if call.use)))
    unsure = sum(call.use is None or call.use.unsure for call in calls)
    told = [
        f"**{plain(names or 'A model')}** was asked {counted(len(calls), 'time')} for this application, all "
        "runs counted."
    ]
    if unsure < len(calls) or any(call.cost_usd for call in calls):
        told.append(f"It {_used(calls)}.")
    runs, by_run = dict.fromkeys(call.run_id for call in calls), []
    if len(runs) > 1:
        parts = [[call for call in calls if call.run_id == run] for run in runs]
        by_run = [f"- Run {number} {_told_run(part)}." for number, part in enumerate(parts, 1)]
    if unsure:
        most = ": counted with the most that it can cost" if any(call.cost_usd for call in calls) else ""
        told.append(f"{counted(unsure, 'call')} ended before the model said what it used{most}.")
    return "\n".join([" ".join(told), *by_run])


def told_use(use: ModelUse, *, is_done: bool = True) -> str:
    """One call: who was asked for what and in which way, what it used, and whether its words are taken.

    `is_done`: the stage ended well, so that where the model's words are not used our own stand.
    """
    provider, _, model = use.model.partition(":")
    did, asked = MODEL_TASKS[use.task]
    head = f"**{plain(model)}** ({plain(SPOKEN.get(provider, provider))})"
    if use.kept:
        return f"{head} {did}: the answer was kept from before, at no cost."
    served = use.served if use.served and not use.model.endswith(use.served) else ""
    named = f" (its server calls it {plain(served)})" if served else ""
    if use.trouble:
        stand = " The words of the offline engine stand." if is_done else ""
        lost = f" {_spent(use)}" if use.tries else ""
        return f"{head} was asked to {asked}{named}: {plain(use.trouble)}.{stand}{lost}"
    return f"{head} {did}{named}. {_spent(use)}{_WAYS.get(use.way or '', '')}"


def _spent(use: ModelUse) -> str:
    kept = f" ({use.usage.cached:,} of them remembered by the provider)" if use.usage.cached else ""
    read = f"It read {use.usage.asked:,} pieces of words{kept} and wrote {use.usage.answered:,}, in"
    did = read if use.usage != Usage() else "It took"
    cost = plain(paid(use.cost_usd, guessed=use.guessed, most=use.unsure))
    tries = f" It was asked {use.tries} times." if use.tries > 1 else ""
    return f"{did} {duration(use.seconds)}, {cost}.{tries}"


def told_call(call: CallRecord) -> str:
    """One call of a run that did not end well."""
    if call.use:
        return told_use(call.use, is_done=False)
    cost = f", at most for {plain(money(call.cost_usd))}" if call.cost_usd else ""
    return f"A call was cut off before its answer came{cost}."


def paid(cost_usd: float, *, guessed: bool, most: bool = False) -> str:
    """What calls cost, US dollars: "for $0.02". `guessed`: no price is known; `most`: it may be less."""
    if guessed and cost_usd:
        return f"at a price that is not known, counted as {money(cost_usd)}"
    return f"for {'at most ' if most else ''}{money(cost_usd)}" if cost_usd else "at no cost"


def _told_run(calls: Sequence[CallRecord]) -> str:
    if any(call.use and (call.use.tries or call.use.usage != Usage()) for call in calls):
        return _used(calls)
    cost = sum(call.cost_usd for call in calls)
    return f"ended before the model had answered{f', at most {plain(money(cost))}' if cost else ''}"


def _used(calls: Sequence[CallRecord]) -> str:
    """Tokens, seconds, requests and US dollars of some calls."""
    uses = [call.use for call in calls if call.use]
    usage = sum((use.usage for use in uses), Usage())
    unsure = len(uses) < len(calls) or any(use.unsure for use in uses)
    cost, tries = sum(call.cost_usd for call in calls), sum(use.tries for use in uses)
    told = plain(paid(cost, guessed=any(use.guessed for use in uses), most=unsure))
    known = f"{counted(tries, 'try', 'tries')}, " if tries else ""  # of a call that was cut off nobody knows
    got = f"read {usage.asked:,} and wrote {usage.answered:,} pieces of words"
    got = got if usage != Usage() else "gave no answer"
    return f"{got} in {known}{duration(_waited(calls))}, {told}"


def _waited(calls: Sequence[CallRecord]) -> float:
    """Seconds that the person waited in each run, from its first call's start to its last one's end. *Why not
    added up:* calls are made side by side."""
    runs: dict[str, list[CallRecord]] = {}
    for call in calls:
        runs.setdefault(call.run_id, []).append(call)
    return sum(
        max(call.at.timestamp() + (call.use.seconds if call.use else 0) for call in run)
        - min(call.at.timestamp() for call in run)
        for run in runs.values()
    )
