"""The dashboard's pages and the frame around each."""

import frame
import streamlit as st

PAGES = [
    st.Page("views/find.py", title="Find trials", url_path="find", default=True),
    st.Page("views/trial.py", title="Trial", url_path="trial"),
    st.Page("views/shortlist.py", title="Shortlist", url_path="shortlist"),
    st.Page("views/learn.py", title="Learn", url_path="learn"),
    st.Page("views/data.py", title="Data", url_path="data"),
]

st.set_page_config(page_title="Metastatic breast cancer trial finder", page_icon="🔎", layout="wide")
page = st.navigation(PAGES, position="top")
frame.draw_banners()
page.run()
frame.draw_footer()
