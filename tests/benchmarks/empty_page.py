"""The least that a Streamlit page can be: one widget, one line of text. Other pages are measured against its rerun."""

import streamlit as st

st.text(f"{st.checkbox('One widget', key='one')}")
