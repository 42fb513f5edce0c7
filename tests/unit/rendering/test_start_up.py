"""What importing the exporters costs."""

import subprocess
import sys

HEAVY = ("pymupdf", "markdown_pdf", "docx", "typst", "onnxruntime", "pymupdf_fonts")


def loaded_after(code: str) -> set[str]:
    script = f"import sys; {code}; print(*(name for name in {HEAVY} if sys.modules.get(name)))"
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    return set(run.stdout.split())


def test_importing_the_table_loads_no_heavy_library() -> None:
    assert loaded_after("from jobwise.rendering import EXPORTERS") == set()


def test_warming_up_loads_the_pdf_maker_and_no_machine_learning() -> None:
    loaded = loaded_after("from jobwise.rendering import warm; warm()")
    assert {"pymupdf", "markdown_pdf"} <= loaded
    assert "onnxruntime" not in loaded
