"""What is on screen: Streamlit pages and the components of our own."""
