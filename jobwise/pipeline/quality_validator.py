"""Stage 4: the truth gate over both documents, what was left out, and the score before and after."""

import datetime as dt
from concurrent.futures import ThreadPoolExecutor

from jobwise.domain.ats import AtsReport
from jobwise.domain.documents import Documents
from jobwise.domain.match import CompiledProfile
from jobwise.domain.posting import JobAnalysis
from jobwise.domain.profile import Profile
from jobwise.matching.scoring import score
from jobwise.pipeline.advice import advice_for
from jobwise.pipeline.preservation import as_printed, left_out_of
from jobwise.pipeline.read_back import RoundTrip
from jobwise.pipeline.style import style_notes
from jobwise.pipeline.truth_gate import TruthGate


def validate_documents(
    documents: Documents,
    compiled: CompiledProfile,
    analysis: JobAnalysis,
    profile: Profile,
    *,
    as_of: dt.date,
    trip: RoundTrip | None = None,
) -> AtsReport:
    """Check every claim, then score what passed: what the gate took out does not count.

    trip: sets what passed and reads it back, for how much of it a machine can read; None leaves it at
    what is printed. Raises: JobWiseError when the reader could not work.
    """
    gate = TruthGate(profile, compiled, analysis, as_of)
    resume, resume_findings = gate.check(documents.resume)
    tailored = as_printed(profile, resume)
    with ThreadPoolExecutor(1) as beside:
        coming = trip.begun(resume, tailored, beside) if trip else None
        letter, letter_findings = gate.check(documents.cover_letter)
        before = score(profile, analysis, as_of)
        back = coming.result() if coming else None
    after = score(tailored, analysis, as_of, back)
    return AtsReport(
        documents=Documents(resume=resume, cover_letter=letter, tailored=tailored),
        before=before,
        after=after,
        lines_checked=len(documents.resume.counted) + len(documents.cover_letter.counted),
        findings=(*resume_findings, *letter_findings),
        left_out=left_out_of(profile, compiled, resume, resume_findings, documents.resume.lines),
        near_skills=compiled.near_skills,
        advice=advice_for(tailored, analysis, after, as_of, back),
        style=style_notes(resume, profile),
        read_back=back,
    )
