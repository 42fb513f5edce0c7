"""The commands of docs/api.md, run as they are written, against fresh servers."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from benchmarks.dashboard import ROOT, running_dashboard
from tests.api.conftest import SETTINGS, move_in

GUIDE = (ROOT / "docs" / "api.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"```sh ?(\w*)\n(.*?)```", GUIDE, re.DOTALL)


@pytest.mark.parametrize("mode", ["local", "accounts"])
def test_the_commands_of_the_guide_run_as_written(mode: str, tmp_path: Path) -> None:
    missing = [tool for tool in ("bash", "curl", "jq") if shutil.which(tool) is None]
    if missing:
        pytest.skip(f"no {' and no '.join(missing)} here")
    commands = "".join(block for kind, block in BLOCKS if kind in ("", mode))
    (tmp_path / "data").symlink_to(ROOT / "data")
    settings = {"JOBWISE_DATA_DIR": str(tmp_path / "kept")}
    if mode == "accounts":
        settings |= SETTINGS
        move_in(settings)
    with running_dashboard(settings=settings) as address:
        done = subprocess.run(
            ["bash", "-euo", "pipefail", "-c", commands],
            cwd=tmp_path,
            env={"PATH": "/usr/local/bin:/usr/bin:/bin", "API": f"{address}/api/v1"},
            text=True,
            capture_output=True,
            timeout=240,
        )
    assert done.returncode == 0, done.stdout + done.stderr
    assert (tmp_path / "resume.pdf").read_bytes().startswith(b"%PDF")
    assert '"code": "not-carried"' in done.stdout
    assert "Senior Data Analyst" in done.stdout
    assert [block for kind, block in BLOCKS if kind not in ("", "local", "accounts")] == []
