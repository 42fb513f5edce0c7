"""How much of a résumé of every layout in every language is read right: `python -m benchmarks.generated`."""

from collections import defaultdict
from pathlib import Path

import click

from benchmarks.generated.layouts import LAYOUTS
from benchmarks.generated.papers import on_paper
from benchmarks.generated.people import LANGUAGES, printed_person
from benchmarks.generated.scoring import Tally, compare, differences, total
from jobwise.reading import read_resume


@click.command()
@click.option("--seeds", default=1, show_default=True, help="People for each layout and language.")
@click.option("--first", default=0, show_default=True, help="The first seed.")
@click.option("--layout", "only", default="", help="Only layouts whose name begins so.")
@click.option("--language", "spoken", default="", help="Only this language.")
@click.option("--wrong", is_flag=True, help="Print what was missed and what was wrongly found.")
@click.option("--keep", type=click.Path(path_type=Path), help="Write the files into this folder.")
def main(seeds: int, first: int, only: str, spoken: str, wrong: bool, keep: Path | None) -> None:
    """Print F1 by field, by layout and by language."""
    tallies: dict[str, list[dict[str, Tally]]] = defaultdict(list)
    for layout in (layout for layout in LAYOUTS if layout.name.startswith(only)):
        for language in [spoken] if spoken else LANGUAGES:
            for seed in range(first, first + seeds):
                one = printed_person(layout, language, seed)
                name, content = on_paper(layout, one)
                if keep:
                    keep.mkdir(exist_ok=True)
                    (keep / f"{seed} {name}").write_bytes(content)
                profile = read_resume(name, content).profile
                tally = compare(profile, one, layout)
                for group in ("all", layout.name, language):
                    tallies[group].append(tally)
                if wrong:
                    for field, (missed, there) in differences(profile, one, layout).items():
                        click.echo(f"{name} {seed} {field}: missed {missed} wrong {there}")
    for field, counts in total(tallies["all"]).items():
        click.echo(
            f"{field:14} {counts.f1:.3f}  right {counts.right} wrong {counts.wrong} missed {counts.missed}"
        )
    for group, found in tallies.items():
        if group != "all":
            sums = total(found)
            weak = " ".join(f"{field} {counts.f1:.2f}" for field, counts in sums.items() if counts.f1 < 0.95)
            click.echo(f"{group:24} {sum(c.f1 for c in sums.values()) / len(sums):.3f}  {weak}")


if __name__ == "__main__":
    main()
