"""The script that Streamlit runs for every session: the pages and what they share."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from graph.ui import actors, address, brief, bulk, edit, explore, history, importing, method, obstacle, review, sources

st.set_page_config(
    page_title="Attest",
    page_icon=str(Path(__file__).parent / "network" / "icon.svg"),
    layout="wide",
    initial_sidebar_state="collapsed",
)
st.html(Path(__file__).parent / "network" / "page.css")
page = st.navigation(
    [
        st.Page(explore.page, title="Explore", url_path="explore", default=True),
        st.Page(brief.page, title="Brief", url_path="brief"),
        st.Page(actors.page, title="Actors", url_path="actors"),
        st.Page(sources.page, title="Sources", url_path="sources"),
        st.Page(edit.page, title="Edit", url_path="edit"),
        st.Page(importing.page, title="Import", url_path="import"),
        st.Page(bulk.page, title="Correct", url_path="correct"),
        st.Page(review.page, title="Review", url_path="review"),
        st.Page(history.page, title="History", url_path="history"),
        st.Page(method.page, title="Method", url_path="method"),
    ],
    position="top",
)
# Tabs of a browser and its history name the page.
st.set_page_config(page_title=f"{page.title} · Attest")
address.arrive(page.url_path)
obstacle.banner()
page.run()
