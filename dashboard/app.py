"""The dashboard's pages and the frame around each."""

import frame
import language_switch
import streamlit as st

from cache.language import gettext as _
from cache.language import later

# Name of each page, in its address and of its file below views/, with its title; the first is what people see first.
PAGES = {
    "find": later("Find trials"),
    "trial": later("Trial"),
    "shortlist": later("Shortlist"),
    "learn": later("Learn"),
    "glossary": later("Glossary"),
    "data": later("Data"),
}

language_switch.use_chosen()
st.set_page_config(page_title=_("Metastatic breast cancer trial finder"), page_icon="🔎", layout="wide")
pages = [
    st.Page(f"views/{name}.py", title=_(title), url_path=name, default=name == next(iter(PAGES)))
    for name, title in PAGES.items()
]
page = st.navigation(pages, position="top")
language_switch.draw()
frame.draw_ways(pages)
frame.draw_banners()
page.run()
frame.draw_footer()
