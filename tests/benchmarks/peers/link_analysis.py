"""st-link-analysis: Cytoscape in a component, with its default layout; a click on a line comes back as an event."""

import streamlit as st
from st_link_analysis import EdgeStyle, Event, NodeStyle, st_link_analysis

from tests.benchmarks.peers.listed import COLOURS, filtered, listed, show

st.set_page_config(layout="wide")
actors, ties = filtered()
left, right = st.columns([68, 32])
with left:
    clicked = st_link_analysis(
        {
            "nodes": [{"data": {"id": actor, "label": "ACTOR", "name": label}} for actor, label in actors.items()],
            "edges": [
                {"data": {"id": tie.id, "label": tie.label, "source": tie.subject, "target": tie.object}}
                for tie in ties
            ],
        },
        node_styles=[NodeStyle("ACTOR", "#3d4a5c", "name")],
        edge_styles=[
            EdgeStyle(label, color=COLOURS[polarity], directed=True)
            for label, polarity in sorted({(tie.label, tie.polarity) for tie in listed()[1]})
        ],
        height=560,
        key="picture",
        events=[Event("clicked", "click tap", "edge")],
    )
with right:
    chosen = clicked["data"]["target_id"] if clicked else None
    show(next((tie for tie in listed()[1] if tie.id == chosen), None))
