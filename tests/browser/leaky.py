"""A page that does with an answer all that ours must not: the search for leaks is tried on it."""

import os
import socket
from pathlib import Path

import streamlit as st

words = st.text_input("Words", key="words", bind="query-params")
if words:
    print("asked for", words, flush=True)
    Path(os.environ["MBC_CACHE_DIR"], "asked").write_text(words, encoding="utf-8")
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as outside:
        outside.connect(("192.0.2.1", 9))  # an address for examples; connecting a datagram socket sends nothing
