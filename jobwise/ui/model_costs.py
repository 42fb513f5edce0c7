"""What the calls of a model for an application used, in all its tries."""

from collections.abc import Sequence

from jobwise.domain.model_call import CallRecord, Usage
from jobwise.ui.text import counted, duration, listed, money, plain


def told_calls(calls: Sequence[CallRecord]) -> str:
    """Who was asked how often, what was read and written, what it cost; "" where nobody was asked."""
    if not calls:
        return ""
    uses = [call.use for call in calls if call.use]
    usage = sum((use.usage for use in uses), Usage())
    names = listed(list(dict.fromkeys(use.model.partition(":")[2] for use in uses))) or "A model"
    unsure = sum(call.use is None or call.use.unsure for call in calls)
    cost = sum(call.cost_usd for call in calls)
    paid = f"for {'at most ' if unsure else ''}{plain(money(cost))}" if cost else "at no cost"
    told = [
        f"**{plain(names)}** was asked {counted(len(calls), 'time')} for this application, all tries "
        f"counted. It read {usage.asked:,} and wrote {usage.answered:,} pieces of words, in "
        f"{duration(sum(use.seconds for use in uses))}, {paid}."
    ]
    if unsure:
        told.append(
            f"{counted(unsure, 'call')} ended before the model said what it used: counted with the most "
            "that it can cost."
        )
    return " ".join(told)
