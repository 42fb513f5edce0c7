"""What to do next, and what was made last."""

import streamlit as st

from jobwise.ui.application_rows import draw_application
from jobwise.ui.guard import admitted
from jobwise.ui.profile_card import draw_profile_line
from jobwise.ui.samples import draw_sample_button
from jobwise.ui.upload import draw_upload, take_arrived

LATEST = 5

visit = admitted()
if take_arrived():
    st.switch_page("pages/profile.py")
stored = visit.profiles.current(visit.actor)
made = visit.applications.list(visit.actor)

with st.container(width=780):
    st.title("Start", anchor=False)
    st.caption("A résumé and a letter for each job, with nothing in them that you did not write.")
    with st.container(border=True, key="card-next"):
        if stored is None:
            st.header("Upload your résumé", anchor=False)
            st.markdown("JobWise reads it, shows you what it understood, and you correct what is wrong.")
            draw_upload(visit)
        else:
            st.header("Apply for a job" if not made else "Apply for another job", anchor=False)
            draw_profile_line(stored)
            with st.container(horizontal=True):
                if st.button(
                    "New application", type="primary", icon=":material/add_circle:", key="new-application"
                ):
                    st.switch_page("pages/new_application.py")
                if st.button("Check profile", type="tertiary", icon=":material/person:", key="check-profile"):
                    st.switch_page("pages/profile.py")
    draw_sample_button(visit)
    st.header("Latest applications", anchor=False)
    if not made:
        st.markdown("No applications yet. Paste a job ad and JobWise tailors your résumé to it.")
    else:
        for summary in made[:LATEST]:
            draw_application(summary)
        if len(made) > LATEST:
            st.page_link("pages/applications.py", label=f"All {len(made)} applications")
