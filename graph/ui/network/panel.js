// @ts-check
/**
 * The panel beside the picture: who says so, and the same ties as a list. What is selected in the browser is shown at
 * once from the scene; the server's evidence takes its place when it comes. An answer of before the server heard what
 * is selected is passed over.
 *
 * @typedef {import("./shapes.js").Panel} PanelData
 * @typedef {import("./shapes.js").LinePanel} LinePanel
 * @typedef {import("./shapes.js").TiePanel} TiePanel
 * @typedef {import("./shapes.js").ActorPanel} ActorPanel
 * @typedef {import("./shapes.js").StartPanel} StartPanel
 * @typedef {import("./shapes.js").Remark} Remark
 * @typedef {import("./shapes.js").Matter} Matter
 * @typedef {{query: string, since: string, news: {words: string, entries: Remark[]}}} Back what to tell somebody who comes back
 * @typedef {{data: {panel: PanelData, select: string, away: string, heard: number, back: Back | null}, parentElement: HTMLElement}} Component
 */
import * as bus from "./bus.js";
import { button, make, style } from "./dom.js";
import { voice } from "./entries.js";
import { Keeper } from "./kept.js";
import { List, tie } from "./ties.js";
import * as told from "./told.js";

const kept = new Keeper(() => new Panel());
const TABS = [["evidence", "Who says so"], ["ties", "List"]];

class Panel {
  constructor() {
    this.tab = "evidence";
    this.shown = "";
    this.ties = new List((id) => {
      this.turn("evidence");
      this.choose(id);
    });
    this.said = make("p", { css: "attest-said", attributes: { role: "status", "aria-live": "polite" } });
    this.tabs = TABS.map(([name, words]) => {
      const made = button("attest-tab", words, () => this.turn(name), { role: "tab", id: `attest-tab-${name}`, "aria-controls": `attest-body-${name}` });
      made.addEventListener("keydown", (event) => this.arrow(event, name));
      return made;
    });
    this.bodies = TABS.map(([name]) =>
      make("div", { css: "attest-body", attributes: { role: "tabpanel", id: `attest-body-${name}`, "aria-labelledby": `attest-tab-${name}`, tabindex: "0", ...(name === "ties" ? { "data-testid": "ties" } : {}) } }));
    this.bodies[1].append(this.ties.root);
    this.root = make("section", { css: "attest-panel", attributes: { "aria-label": "Evidence", "data-testid": "evidence" } },
      make("div", { css: "attest-tabs", attributes: { role: "tablist", "aria-label": "Panel" } }, ...this.tabs), ...this.bodies, this.said);
    this.off = [
      bus.on("select", (event) => this.selected(event.detail)),
      bus.on("scene", () => this.list()),
    ];
    this.turn(this.tab);
  }

  /** @param {Component["data"]} data */
  update(data) {
    told.heard(data.heard);
    // What the server's last answer was about; a test or a measurement can wait for it.
    this.root.dataset.shows = data.select;
    if (data.select !== bus.selected() && told.waits("selected")) return;
    bus.settle(data.select);
    this.away = data.away;
    this.back = data.back;
    const words = JSON.stringify([data.panel, data.away]);
    if (words === this.drawn) return;
    this.drawn = words;
    this.show(data.panel, `${data.panel.view}:${"id" in data.panel ? data.panel.id : ""}`);
  }

  /** Something was selected: show what the scene knows of it already. @param {{id: string, by: string}} what */
  selected({ id, by }) {
    if (by === "server") return;
    this.away = "";
    this.drawn = "";
    if (by !== "panel") this.turn("evidence");
    if (by === "search") this.keyboard = true;
    const scene = bus.scene();
    const line = scene?.lines.find((one) => one.id === id);
    const row = scene?.lines.flatMap((one) => one.ties).find((one) => one.id === id);
    const actor = scene?.nodes.find((one) => one.id === id);
    if (line) this.show({ view: "line", id, heading: line.heading, sentence: line.sentence, ties: line.ties }, `line:${id}`);
    else if (row) this.heading(row.sentence, row.backing_words);
    else if (actor) this.heading(actor.label, actor.caption.split("\n")[1] ?? "");
  }

  /** @param {string} heading @param {string} sentence */
  heading(heading, sentence) {
    this.shown = "";
    this.bodies[0].replaceChildren(make("h2", { text: heading }), make("p", { css: "attest-lead", text: sentence }), make("p", { css: "attest-figures", text: "…" }));
    this.bodies[0].scrollTop = 0;
  }

  /** @param {PanelData} panel @param {string} id */
  show(panel, id) {
    const body = this.bodies[0];
    const focused = body.contains(document.activeElement) ? document.activeElement?.getAttribute("data-tie") : null;
    const [same, top] = [id === this.shown, body.scrollTop];
    this.shown = id;
    const made = { start: () => this.start(/** @type {StartPanel} */ (panel)), line: () => this.line(/** @type {LinePanel} */ (panel)), tie: () => this.tie(/** @type {TiePanel} */ (panel)), actor: () => this.actor(/** @type {ActorPanel} */ (panel)) }[panel.view]();
    if (this.away) {
      made.unshift(make("p", { css: "attest-warning", attributes: { role: "status" }, text: this.away },
        " ", button("attest-copy", "Show all", () => told.did({ do: "reset" }))));
    }
    body.replaceChildren(...made);
    body.scrollTop = same ? top : 0;
    if (!same) this.said.textContent = panel.heading;
    if (focused) /** @type {HTMLElement | null} */ (body.querySelector(`[data-tie="${CSS.escape(focused)}"]`))?.focus();
    else if (this.keyboard) {
      this.keyboard = false;
      const entry = bus.entry() && body.querySelector(`[data-entry="${CSS.escape(bus.entry())}"]`);
      /** @type {HTMLElement | null} */ (entry || body.querySelector("h2"))?.focus();
    }
    if (panel.view === "tie") bus.seen();
  }

  /** @param {StartPanel} panel */
  start(panel) {
    return [
      ...this.welcome(),
      this.head(panel.heading, panel.sentence),
      panel.disputed.length ? this.rows(panel.disputed) : make("p", { text: "Nobody denies anything in this picture." }),
      panel.newest.length ? make("h3", { text: "Newest entries" }) : "",
      this.remarks(panel.newest),
    ].filter((part) => part !== "");
  }

  /** For somebody who comes back: where they left off, and what is new since. */
  welcome() {
    const parts = [];
    if (this.back?.query) {
      const on = make("a", { text: "Go on where you left off", attributes: { href: `./?${this.back.query}`, target: "_self" } });
      parts.push(make("p", { css: "attest-resume" }, on));
    }
    if (this.back?.news.words) {
      parts.push(make("h3", { text: `Since your last visit on ${this.back.since}: ${this.back.news.words}` }), this.remarks(this.back.news.entries));
    }
    return parts;
  }

  /** @param {LinePanel} panel */
  line(panel) {
    return [this.head(panel.heading, panel.sentence), this.rows(panel.ties)];
  }

  /** @param {TiePanel} panel */
  tie(panel) {
    const line = bus.scene()?.lines.find((one) => one.id === panel.line);
    const back = line && line.ties.length > 1 ? button("attest-back", line.heading, () => this.choose(line.id)) : null;
    return [
      back ?? "",
      this.head(panel.heading, panel.sentence),
      ...panel.matters.map((matter) => this.matter(matter)),
      panel.tracks.length ? make("h3", { text: "Their word over time" }) : "",
      ...panel.tracks.map((track) => make("p", { css: "attest-track", text: track.sentence })),
      make("p", {}, this.add(panel)),
      make("details", { css: "attest-definition" }, make("summary", { text: "What this kind of tie means" }), make("p", { text: panel.definition })),
    ].filter((part) => part !== "");
  }

  /** The way to a form for a new entry of this tie. @param {TiePanel} panel */
  add(panel) {
    const [subject, kind, object] = panel.id.split(".");
    const matter = panel.matters.length === 1 ? panel.matters[0].id.split(".")[3] ?? "" : "";
    const asked = new URLSearchParams({ subject, kind, object, ...(matter ? { matter } : {}) });
    return make("a", { text: "Add an entry", css: "attest-copy", attributes: { href: `./edit?${asked}`, target: "_self" } });
  }

  /** @param {Matter} matter */
  matter(matter) {
    /** @param {string} heading @param {import("./shapes.js").VoiceGroup[]} groups @param {string} none */
    const column = (heading, groups, none) =>
      make("div", { css: "attest-column" }, make("h4", { text: heading }),
        groups.length ? make("ul", {}, ...groups.map((group) => voice(group, matter.id))) : make("p", { css: "attest-figures", text: none }));
    const words = [matter.backing_words, matter.answer_words].filter(Boolean).join("; ");
    return make("section", { css: "attest-matter", attributes: { "data-strand": matter.id } },
      matter.label && make("h3", { text: matter.label }),
      make("p", { css: "attest-figures", text: words }),
      matter.hidden && make("p", { css: "attest-hidden", text: matter.hidden }),
      make("div", { css: "attest-columns" },
        column("Say so", matter.says, matter.hidden ? "none shown" : "nobody on this list"),
        column("Deny or question", matter.answers, matter.hidden ? "none shown" : "nobody on this list")));
  }

  /** @param {ActorPanel} panel */
  actor(panel) {
    const dossier = make("a", { text: "Open the dossier", attributes: { href: `./actors?actor=${encodeURIComponent(panel.id)}`, target: "_self" } });
    /** @param {string} heading @param {Remark[]} remarks */
    const section = (heading, remarks) => (remarks.length ? [make("h3", { text: heading }), this.remarks(remarks)] : []);
    return [
      this.head(panel.heading, `${panel.kind_words}. ${panel.sentence}`),
      panel.naming_note ? make("p", { css: "attest-note", text: panel.naming_note }) : "",
      make("p", {}, dossier),
      ...panel.ties.flatMap((group) => [make("h3", { text: group.heading }), this.rows(group.ties)]),
      ...section("Denies or questions", panel.denies),
      ...section("Declines", panel.declines),
      ...section("Says about others", panel.says_about_others),
    ].filter((part) => part !== "");
  }

  /** @param {string} heading @param {string} sentence */
  head(heading, sentence) {
    return make("header", {}, make("h2", { text: heading, attributes: { tabindex: "-1" } }), make("p", { css: "attest-lead", text: sentence }));
  }

  /** @param {import("./shapes.js").TieRow[]} rows */
  rows(rows) {
    return make("ul", { css: "attest-rows" }, ...rows.map((row) => tie(row, (id) => this.choose(id))));
  }

  /** @param {Remark[]} remarks */
  remarks(remarks) {
    return make("ul", { css: "attest-rows" }, ...remarks.map((remark) => {
      const made = button("attest-tie", "", () => this.choose(remark.tie));
      made.append(
        make("span", { css: "attest-sentence", text: remark.sentence }),
        make("span", { css: "attest-figures", text: [remark.dates, remark.reports > 1 ? `${remark.reports} reports` : ""].filter(Boolean).join(" · ") }));
      return make("li", {}, made);
    }));
  }

  /** The list is made where it is seen. */
  list() {
    const scene = bus.scene();
    if (scene && this.tab === "ties") this.ties.update(scene);
  }

  /** @param {string} id */
  choose(id) {
    this.keyboard = true;
    bus.select(id, "panel");
    told.tell("selected", { id });
  }

  /** @param {string} name */
  turn(name) {
    if (this.tab === "ties") this.top = this.bodies[1].scrollTop;
    this.tab = name;
    TABS.forEach(([one], place) => {
      const here = one === name;
      this.tabs[place].setAttribute("aria-selected", String(here));
      this.tabs[place].tabIndex = here ? 0 : -1;
      this.bodies[place].hidden = !here;
    });
    this.list();
    if (name === "ties") this.bodies[1].scrollTop = this.top ?? 0;
  }

  /** @param {KeyboardEvent} event @param {string} name */
  arrow(event, name) {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    const place = (TABS.findIndex(([one]) => one === name) + step + TABS.length) % TABS.length;
    this.turn(TABS[place][0]);
    this.tabs[place].focus();
  }

  end() {
    for (const off of this.off.splice(0)) off();
    this.root.remove();
  }
}

/** @param {Component} component */
export default function panel({ data, parentElement }) {
  style();
  kept.in(parentElement).update(data);
  return () => kept.left(parentElement);
}
