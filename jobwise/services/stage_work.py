"""The five stages as a run does them: what each is given, what it gives, and what a person is told."""

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import NamedTuple, TypeVar, cast

from jobwise.domain.ats import AtsReport
from jobwise.domain.base import Model
from jobwise.domain.documents import Documents, ExportedFile
from jobwise.domain.match import CompiledProfile
from jobwise.domain.model_call import ModelChoice, ModelTask, ModelUse
from jobwise.domain.posting import JobAnalysis
from jobwise.domain.profile import Profile
from jobwise.domain.run import RunRequest, Stage
from jobwise.matching.scoring import ENGINE_VERSION
from jobwise.pipeline import stages
from jobwise.pipeline.document_generator import generate_documents
from jobwise.pipeline.job_analyzer import analyze_job
from jobwise.pipeline.pdf_exporter import export_documents
from jobwise.pipeline.profile_compiler import compile_profile
from jobwise.pipeline.quality_validator import validate_documents
from jobwise.ports import Exporter, FileReader

M = TypeVar("M", bound=Model)
ORDER = tuple(Stage)
_PACKAGE = Path(__file__).resolve().parents[1]
_CODE = ("domain", "matching", "pipeline", "prompts", "reading", "rendering")
_BY_MODEL: Mapping[Stage, frozenset[ModelTask]] = {
    Stage.JOB_ANALYZER: frozenset({"analyse"}),
    Stage.DOCUMENT_GENERATOR: frozenset({"reword", "letter"}),
}
"""What a model may do in a stage."""


@dataclass(frozen=True)
class Material:
    """All that a run has so far. outputs: stage -> its output as JSON.

    `parsed`: an output -> what it says, so that no stage parses again what an earlier one did. `before`:
    stage -> (input key as it is kept, output) as they stood when this was read from the store.
    """

    request: RunRequest
    profile: Profile
    outputs: Mapping[Stage, str] = field(default_factory=dict)
    parsed: dict[str, Model] = field(default_factory=dict, compare=False, repr=False)
    before: Mapping[Stage, tuple[str, str]] = field(default_factory=dict, compare=False, repr=False)

    def after(self, stage: Stage, result: "Result") -> "Material":
        """What the next stage is given."""
        if result.said:
            self.parsed[result.output] = result.said
        return replace(self, outputs={**self.outputs, stage: result.output})

    def with_output(self, stage: Stage, output: str) -> "Material":
        """The material after a stage: outputs of later stages are dropped."""
        kept = {earlier: self.outputs[earlier] for earlier in ORDER[: ORDER.index(stage)]}
        return replace(self, outputs={**kept, stage: output})

    def analysis(self) -> JobAnalysis:
        return self._read(Stage.JOB_ANALYZER, JobAnalysis)

    def compiled(self) -> CompiledProfile:
        return self._read(Stage.PROFILE_COMPILER, CompiledProfile)

    def documents(self) -> Documents:
        return self._read(Stage.DOCUMENT_GENERATOR, Documents)

    def report(self) -> AtsReport:
        return self._read(Stage.QUALITY_VALIDATOR, AtsReport)

    def _read(self, stage: Stage, kind: type[M]) -> M:
        output = self.outputs[stage]
        if output not in self.parsed:
            self.parsed[output] = kind.model_validate_json(output)
        return cast(M, self.parsed[output])


class Tools(NamedTuple):
    """What stages print with, and read back with."""

    exporters: Mapping[str, Exporter]
    reader: FileReader


@dataclass(frozen=True)
class Result:
    """What a stage gave. `output` is JSON, `said` what it says, `summary` a few words for the person, `uses`
    calls of a model."""

    output: str
    summary: str
    said: Model | None = None
    files: tuple[ExportedFile, ...] = ()
    uses: tuple[ModelUse, ...] = ()

    @property
    def analysis(self) -> JobAnalysis | None:
        """What stage 1 gave."""
        return self.said if isinstance(self.said, JobAnalysis) else None

    @property
    def report(self) -> AtsReport | None:
        """What stage 4 gave."""
        return self.said if isinstance(self.said, AtsReport) else None


def input_key(stage: Stage, material: Material) -> str:
    """A hash of all that decides what the stage gives: its input, its day, and the code itself."""
    request = material.request
    given: tuple[object, ...] = (stage.value, ENGINE_VERSION, code_version())
    given += tuple(material.outputs[earlier] for earlier in ORDER[: ORDER.index(stage)])
    if stage is Stage.JOB_ANALYZER:
        given += (request.job_text, request.title, request.employer)
    else:
        given += (material.profile.model_dump_json(), request.as_of.isoformat(), request.page_budget)
        given += (request.engine_settings.selection.model_dump_json(),)
        given += (request.engine_settings.wording.model_dump_json(),)
    if request.model and by_model(stage, request.model):
        given += (request.model.model_dump_json(),)
    if stage in (Stage.QUALITY_VALIDATOR, Stage.PDF_EXPORTER):
        given += (request.design.model_dump_json(),)
    return hashlib.sha256(json.dumps(given).encode()).hexdigest()


def by_model(stage: Stage, model: ModelChoice | None) -> frozenset[ModelTask]:
    """What the model of a run does in a stage."""
    return _BY_MODEL.get(stage, frozenset()) & {*model.tasks} if model else frozenset()


def now_doing(stage: Stage, material: Material) -> str:
    """What the stage is about to do, for the person who watches."""
    if stage is Stage.JOB_ANALYZER:
        return f"Reading the ad's {len(material.request.job_text.split()):,} words"
    if stage is Stage.PROFILE_COMPILER:
        wanted = len(material.analysis().requirements)
        return f"Comparing {len(material.profile.facts())} facts with {wanted} requirements"
    if stage is Stage.DOCUMENT_GENERATOR:
        model = material.request.model if by_model(stage, material.request.model) else None
        helped = f"; {model.model} then rewords lines" if model else ""
        return f"Writing from the {len(material.compiled().choices)} chosen facts{helped}"
    if stage is Stage.QUALITY_VALIDATOR:
        documents = material.documents()
        lines = len(documents.resume.lines) + len(documents.cover_letter.lines)
        return f"Checking {lines} lines against your facts"
    return "Making the files"


def work_on(stage: Stage, material: Material, tools: Tools) -> Result:
    """Run one stage. Raises: UnusableJob, and JobWiseError when the reader could not work."""
    return _WORK[stage](material, tools)


def restored(stage: Stage, output: str) -> Result:
    """A result that was kept, with its summary again; its files stay where they are."""
    if stage is Stage.JOB_ANALYZER:
        return analysis_result(JobAnalysis.model_validate_json(output))
    if stage is Stage.PROFILE_COMPILER:
        return _compiled_result(CompiledProfile.model_validate_json(output))
    if stage is Stage.DOCUMENT_GENERATOR:
        return documents_result(Documents.model_validate_json(output))
    if stage is Stage.QUALITY_VALIDATOR:
        return _report_result(AtsReport.model_validate_json(output))
    return Result(output, "The files were made before")


def analysis_result(analysis: JobAnalysis) -> Result:
    """Stage 1's result."""
    return Result(analysis.model_dump_json(), stages.analysis_summary(analysis), said=analysis)


def as_named(analysis: JobAnalysis, request: RunRequest) -> JobAnalysis:
    """With the title and the employer that the person's library has for the job."""
    names = {"title": request.title or analysis.title, "employer": request.employer or analysis.employer}
    return analysis.model_copy(update=names)


def _compiled_result(compiled: CompiledProfile) -> Result:
    return Result(compiled.model_dump_json(), stages.compiled_summary(compiled), said=compiled)


def documents_result(documents: Documents) -> Result:
    """Stage 3's result."""
    return Result(documents.model_dump_json(), stages.documents_summary(documents), said=documents)


def _report_result(report: AtsReport) -> Result:
    return Result(report.model_dump_json(), stages.report_summary(report), said=report)


def _analyze(material: Material, _: Tools) -> Result:
    return analysis_result(as_named(analyze_job(material.request.job_text), material.request))


def _compile(material: Material, _: Tools) -> Result:
    request = material.request
    return _compiled_result(
        compile_profile(
            material.profile,
            material.analysis(),
            as_of=request.as_of,
            page_budget=request.page_budget,
            settings=request.engine_settings,
        )
    )


def _generate(material: Material, _: Tools) -> Result:
    request = material.request
    return documents_result(
        generate_documents(
            material.compiled(),
            material.analysis(),
            as_of=request.as_of,
            settings=request.engine_settings,
        )
    )


def _validate(material: Material, tools: Tools) -> Result:
    return _report_result(
        validate_documents(
            material.documents(),
            material.compiled(),
            material.analysis(),
            material.profile,
            as_of=material.request.as_of,
            trip=stages.round_trip(tools.exporters, tools.reader, material.request.design),
        )
    )


def _export(material: Material, tools: Tools) -> Result:
    files = export_documents(material.report(), tools.exporters, material.request.design)
    names = json.dumps([file.name for file in files])
    return Result(names, stages.files_summary(files), files=files)


_WORK: Mapping[Stage, Callable[[Material, Tools], Result]] = {
    Stage.JOB_ANALYZER: _analyze,
    Stage.PROFILE_COMPILER: _compile,
    Stage.DOCUMENT_GENERATOR: _generate,
    Stage.QUALITY_VALIDATOR: _validate,
    Stage.PDF_EXPORTER: _export,
}


@cache
def code_version() -> str:
    """A hash of the code that makes the outputs. *Why:* an upgrade must never show old words as new."""
    digest = hashlib.sha256()
    for folder in _CODE:
        for file in sorted((_PACKAGE / folder).rglob("*")):
            if file.is_file() and "__pycache__" not in file.parts:
                digest.update(file.relative_to(_PACKAGE).as_posix().encode() + b"\0" + file.read_bytes())
    return digest.hexdigest()
