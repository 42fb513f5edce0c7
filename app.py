"""The page table and the one stylesheet of the dashboard."""

import streamlit as st

from jobwise.domain.role import Role
from jobwise.services.analytics import LOOKING
from jobwise.services.vacancies import RECRUITING
from jobwise.ui.account_menu import draw_account_menu
from jobwise.ui.brand import MARK, WORDMARK
from jobwise.ui.guard import present

STYLE = """<style>
[role=tab][aria-selected=true],[role=radio][aria-checked=true]{color:inherit!important}
[data-testid=stMain] [data-testid=stPageLink] *{white-space:normal!important}
[data-testid=stMain] [data-testid=stPageLink]{margin-left:-.5rem}
[class*=st-key-move-] em{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
[class*=st-key-card]{border-color:color-mix(in srgb,currentColor 16%,transparent)!important}
@media(min-width:641px){[data-testid=stColumn]:has([class*=st-key-page-picture]){position:sticky;top:4.5rem;align-self:flex-start}}
@media(max-width:640px){[class*=st-key-actions]{justify-content:flex-start!important;align-items:flex-start!important}}
[class*=st-key-draft-text] textarea{font-family:monospace;font-size:.875rem}
[class*=st-key-primary-] [data-testid=stFormSubmitButton] button{
  background:#0B5F5A;background:light-dark(#0B5F5A,#21837A);color:#fff;border-color:transparent}
</style>"""

# *Why before the pages:* a page's own icon would otherwise be fetched from the network as the tab's icon.
st.set_page_config(page_icon=MARK, layout="wide")
visit = present()
start = st.Page("pages/start.py", title="Start", icon=":material/home:", default=True)
profile = st.Page("pages/profile.py", title="Profile", icon=":material/person:")
new_application = st.Page("pages/new_application.py", title="New application", icon=":material/add_circle:")
applications = st.Page("pages/applications.py", title="Applications", icon=":material/folder_open:")
application = st.Page("pages/application.py", title="Application", visibility="hidden")
jobs = st.Page("pages/jobs.py", title="Jobs", icon=":material/work:")
job = st.Page("pages/job.py", title="Job", visibility="hidden")
progress = st.Page("pages/progress.py", title="New application", visibility="hidden")
recruits = visit is not None and not visit.actor.roles.isdisjoint(RECRUITING)
vacancies = st.Page(
    "pages/vacancies.py",
    title="Vacancies",
    icon=":material/groups:",
    visibility="visible" if recruits else "hidden",
)
vacancy = st.Page("pages/vacancy.py", title="Vacancy", visibility="hidden")
candidate = st.Page("pages/candidate.py", title="Candidate", visibility="hidden")
compare_candidates = st.Page("pages/compare_candidates.py", title="Compare candidates", visibility="hidden")
edits = visit is not None and Role.PROMPT_EDITOR in visit.actor.roles
experiments = st.Page(
    "pages/experiments.py",
    title="Experiments",
    icon=":material/science:",
    visibility="visible" if edits else "hidden",
)
experiment = st.Page("pages/experiment.py", title="Experiment", visibility="hidden")
prompts = st.Page(
    "pages/prompts.py",
    title="Prompts",
    icon=":material/edit_note:",
    visibility="visible" if edits else "hidden",
)
golden_sets = st.Page(
    "pages/golden_sets.py",
    title="Golden sets",
    icon=":material/fact_check:",
    visibility="visible" if edits else "hidden",
)
looks = visit is not None and not visit.actor.roles.isdisjoint(LOOKING)
analytics = st.Page(
    "pages/analytics.py",
    title="Analytics",
    icon=":material/monitoring:",
    visibility="visible" if looks else "hidden",
)
settings = st.Page("pages/settings.py", title="Settings", icon=":material/settings:")
my_data = st.Page("pages/my_data.py", title="My data", icon=":material/shield_person:")
administers = visit is not None and visit.has_account and Role.ADMINISTRATOR in visit.actor.roles
administration = st.Page(
    "pages/administration.py",
    title="Administration",
    icon=":material/admin_panel_settings:",
    visibility="visible" if administers else "hidden",
)
log_in = st.Page("pages/log_in.py", title="Log in", visibility="hidden")

page = st.navigation(
    {
        "": [start, profile],
        "Apply": [jobs, job, new_application, progress, applications, application],
        "Recruit": [vacancies, vacancy, candidate, compare_candidates],
        "Lab": [prompts, golden_sets, experiments, experiment, analytics],
        "Account": [settings, my_data, administration, log_in],
    },
    position="sidebar" if visit else "hidden",
)
st.set_page_config(page_title=f"{page.title} · JobWise")
st.logo(WORDMARK, icon_image=MARK)
st.html(STYLE)
if visit is not None:
    draw_account_menu(visit)
page.run()
