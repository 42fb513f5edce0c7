"""Make `data/samples/mara-lindqvist.pdf` from its Markdown: `python -m benchmarks.sample_pdf`.

*Why Typst's engine directly:* the sample is a person's own résumé, not one that JobWise tailored, so
none of its stages takes part.
"""

import re
from pathlib import Path

import typst

SAMPLES = Path(__file__).resolve().parents[1] / "data" / "samples"
_STYLE = """
#set page(paper: "a4", margin: (x: 2.2cm, y: 1.9cm))
#set text(font: "Libertinus Serif", size: 10.5pt, ligatures: false)
#set par(leading: 0.55em)
#set text(hyphenate: false)
#set list(indent: 0.4em, spacing: 0.62em)
#show heading.where(level: 1): set text(size: 22pt)
#show heading.where(level: 2): it => block(above: 1.3em, below: 0.7em, upper(text(size: 11pt, it.body)))
#show heading.where(level: 3): it => block(above: 1em, below: 0.55em, text(size: 10.5pt, it.body))
"""


def main() -> None:
    """Write the PDF beside the Markdown."""
    text = (SAMPLES / "mara-lindqvist.md").read_text(encoding="utf-8")
    body = "\n".join(_line(line) for line in text.splitlines())
    (SAMPLES / "mara-lindqvist.pdf").write_bytes(typst.compile((_STYLE + body).encode()))


def _line(line: str) -> str:
    """Headings get Typst's sign; its other signs are escaped."""
    marks = re.match(r"(#+) (.*)", line)
    text = re.sub(r"([#$@*_\\<>`~])", r"\\\1", marks[2] if marks else line)
    return f"{'=' * len(marks[1])} {text}" if marks else text


if __name__ == "__main__":
    main()
