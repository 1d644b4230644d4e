"""The same list as others would show it: each a Streamlit application of its own, as its documentation has it."""
