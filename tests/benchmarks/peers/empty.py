"""Nothing but one word: what Streamlit itself takes to open."""

import streamlit as st

st.html("<p data-testid='word'>Ready</p>")
