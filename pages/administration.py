"""Administration: people, invitations, the log of what was done, and how the installation is."""

import streamlit as st

from jobwise.domain.role import Role
from jobwise.ui.audit_section import draw_audit
from jobwise.ui.guard import admitted
from jobwise.ui.health_section import draw_health
from jobwise.ui.invitations_section import draw_invitations
from jobwise.ui.people_section import draw_people

visit = admitted(Role.ADMINISTRATOR)

with st.container(width=1240):
    if visit.has_account:
        st.title("Administration", anchor=False)
        draw_people(visit)
        draw_invitations(visit)
        draw_audit(visit)
        draw_health(visit)
    else:
        st.title("Not here", anchor=False)
        st.markdown("Nobody logs in here, so there is nobody to look after.")
