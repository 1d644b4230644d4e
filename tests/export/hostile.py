"""Texts that try to be something else: script, formula, markup, another record, or what no file may hold."""

from __future__ import annotations

from hypothesis import strategies as st

EXAMPLES = (
    "<script>alert(1)</script>",
    "</title><img src=x onerror=alert(1)>",
    "]]><!-- &amp; &#0; --> &notanentity;",
    '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>&e;',
    "=cmd|' /C calc'!A0",
    '=HYPERLINK("https://example.org","x")',
    "  @SUM(1+1)*cmd",
    "＝1＋1",
    "\t=1",
    "\r\n-1",
    "'=1",
    "nul\x00 vertical\x0b form\x0c escape\x1b next\x85 line\u2028 end\ufffe\uffff",
    "an open { brace",
    "a closing } brace \\",
    r"100% of $5 & #1 _x0041_ ~^ \input{secret}",
    "ER  - \r\nTY  - NEWS\r\nTI  - another",
    "},\n  title = {another}, @online{other,",
    "12a=other-page; 12b=",
    "رژیم ایران ‏(RTL)\u202e gpj.exe",
    "中华人民共和国外交部",
    "👩‍👩‍👧 é é",
    "x" * 10_000,
    "",
)
TEXTS = st.one_of(
    st.sampled_from(EXAMPLES),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=40),
    st.builds("".join, st.lists(st.sampled_from(EXAMPLES[:-2]), max_size=3)),
)
"""One of them, any text, or several of them in a row."""
