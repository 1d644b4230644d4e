// @ts-check
/**
 * Entries to read: a claim in full, and the entries of one voice behind a button.
 * @typedef {import("./shapes.js").Entry} Entry
 * @typedef {import("./shapes.js").VoiceGroup} VoiceGroup
 */
import * as bus from "./bus.js";
import { button, make, outside } from "./dom.js";

/** Which voices are open, so that an answer from the server closes none. @type {Set<string>} */
const open = new Set();

/**
 * The entries of one voice: a button with who and how many reports, the entries under it.
 * @param {VoiceGroup} group
 * @param {string} matter
 */
export function voice(group, matter) {
  const key = `${matter}|${group.list}|${group.voice}`;
  const inside = make("div", { css: "attest-entries" });
  const figures = [group.reports > 1 ? `${group.reports} reports` : "", group.newest].filter(Boolean).join(" · ");
  const label = make("span", { css: "attest-who" }, make("bdi", { text: group.label }));
  const head = button("attest-voice", "", () => set(!open.has(key)), { "aria-expanded": "false" });
  // The spaces are for who hears the name of the button.
  head.append(
    label, " ",
    make("span", { css: `attest-does ${group.list}`, text: group.words }), " ",
    make("span", { css: "attest-figures", text: figures }), " ",
    group.kind_words ? make("span", { css: "attest-kind", text: group.kind_words }) : "",
  );
  /** @param {boolean} wanted */
  const set = (wanted) => {
    if (wanted) open.add(key);
    else open.delete(key);
    head.setAttribute("aria-expanded", String(wanted));
    inside.hidden = !wanted;
    if (wanted && !inside.childElementCount) inside.append(...group.entries.map(entry));
  };
  set(open.has(key) || group.entries.some(({ id }) => id === bus.entry()));
  return make("li", { css: "attest-group" }, head, inside);
}

/** @param {Entry} one */
function entry(one) {
  const copied = make("span", { css: "attest-copied", attributes: { role: "status" } });
  const copy = button("attest-copy", "Copy citation", async () => {
    try {
      await navigator.clipboard.writeText(one.citation);
      copied.textContent = "copied";
    } catch {
      copied.textContent = one.citation;
    }
  });
  const title = one.title || one.url || "source without title or address";
  return make("article", { css: "attest-entry", attributes: { "data-entry": one.id, tabindex: "-1" } },
    one.unreviewed && make("p", { css: "attest-draft", text: "Draft, not reviewed yet " },
      make("a", { text: "Review it", attributes: { href: `review?draft=claims:${encodeURIComponent(one.id)}`, target: "_self" } })),
    make("p", { css: "attest-statement", text: one.statement }),
    one.quote && make("blockquote", {}, make("p", { text: one.quote }), one.translation && make("p", { css: "attest-translation", text: one.translation }), one.locator && make("footer", { text: one.locator })),
    make("dl", {},
      ...fact("What is said", one.stance_words),
      ...fact("Who", one.speaker),
      ...fact("Told by", one.relayed_by),
      ...fact("Basis", one.basis),
      ...one.details.flatMap(([name, value]) => fact(name, value)),
      ...fact("Said on", one.said_on),
      ...fact("True when", one.held),
      ...fact("Grade", one.grade)),
    make("p", { css: "attest-source" },
      outside(title, one.url),
      one.title_inferred && make("span", { css: "attest-kind", text: " title inferred from the address" })),
    make("p", { css: "attest-figures", text: [one.publisher, one.originator && one.originator !== one.publisher ? `from ${one.originator}` : "", one.published || "no publication date", one.accessed && `accessed ${one.accessed}`].filter(Boolean).join(" · ") }),
    one.archived_url && make("p", { css: "attest-figures" }, outside("Archived copy", one.archived_url)),
    one.derived_from && make("p", { css: "attest-figures", text: `Derives from ${one.derived_from}` }),
    one.source_state && make("p", { css: "attest-warning", text: `This source is ${one.source_state}.` }),
    one.note && make("p", { css: "attest-note", text: one.note }),
    make("p", { css: "attest-after" }, copy, copied,
      // A page that is only in a draft is on no shelf yet.
      !one.unreviewed && make("a", { text: "More from this source", attributes: { href: `./sources?source=${encodeURIComponent(one.source)}`, target: "_self" } }),
      make("a", { text: "Change", attributes: { href: `./edit?claim=${encodeURIComponent(one.id)}${one.unreviewed ? "&draft=yes" : ""}`, target: "_self" } }),
      make("a", { text: "History", attributes: { href: `./history?table=claims&id=${encodeURIComponent(one.id)}`, target: "_self" } })));
}

/** @param {string} name @param {string} value */
function fact(name, value) {
  return value ? [make("dt", { text: name }), make("dd", { text: value })] : [];
}
