"""Log in: the one page for who is not known yet, with the ways to an account and to a new password."""

import streamlit as st

from jobwise.ui.guard import opened_services, visit_of

services = opened_services()
if visit_of(services) is not None:
    st.switch_page("pages/start.py")

with st.container(width=480):
    from jobwise.ui.log_in import LogInPage  # its form takes a second to load, which local mode never needs

    LogInPage(services).draw()
