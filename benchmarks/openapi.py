"""Write `docs/openapi.json` anew from the code: `python -m benchmarks.openapi`, or `make openapi`."""

import json

from benchmarks.dashboard import ROOT
from jobwise.api.app import build_api

FILE = ROOT / "docs" / "openapi.json"


def written() -> str:
    """The description as the file has it."""

    def nobody() -> None:
        raise AssertionError("the description asks no service")

    return json.dumps(build_api(nobody).openapi(), ensure_ascii=False, indent=2) + "\n"  # type: ignore[arg-type]


if __name__ == "__main__":
    FILE.write_text(written(), encoding="utf-8")
