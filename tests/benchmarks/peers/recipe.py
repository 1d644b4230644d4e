"""The usual recipe: networkx, pyvis with its physics, its page in a frame. No click comes back from the frame."""

from __future__ import annotations

import networkx as nx
import streamlit as st
from pyvis.network import Network

from tests.benchmarks.peers.listed import COLOURS, filtered, show

st.set_page_config(layout="wide")
actors, ties = filtered()
left, right = st.columns([68, 32])
with left:
    network: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for actor, label in actors.items():
        network.add_node(actor, label=label)
    for tie in ties:
        network.add_edge(tie.subject, tie.object, title=tie.label, color=COLOURS[tie.polarity])
    picture = Network(height="560px", width="100%", directed=True, cdn_resources="in_line")
    picture.from_nx(network)
    st.iframe(picture.generate_html(), height=600)
with right:
    show(None)
