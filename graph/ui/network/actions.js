// @ts-check
/**
 * What can be done to actors in the picture: a bar under the picture's edge while actors are chosen, and a dialog that
 * says what an expansion would bring before it is drawn. What is done goes to the server as `acted`.
 *
 * @typedef {import("./shapes.js").Node} Node
 * @typedef {{do: string, actors?: string[], kinds?: string[]}} Action
 * @typedef {{label: string, ties: number, actors: number, hidden: number, kinds: {id: string, label: string, ties: number, actors: number}[]}} Around
 */
import { button, make } from "./dom.js";

/** An expansion by so many actors asks first which kinds of tie are wanted. */
const MANY = 25;

export class Actions {
  /**
   * @param {(action: Action) => void} send
   * @param {(actors: string[]) => void} keep keeps these chosen while others are chosen besides
   * @param {() => void} leave takes the focus where nothing of this is left to have it
   */
  constructor(send, keep, leave) {
    this.send = send;
    this.keep = keep;
    this.leave = leave;
    this.bar = make("div", { css: "attest-actions", attributes: { role: "toolbar", "aria-label": "What to do with the chosen actors" } });
    this.dialog = make("div", { css: "attest-dialog", attributes: { role: "dialog", "aria-modal": "false", "aria-labelledby": "attest-expand" } });
    this.about = "";
    this.bar.hidden = true;
    this.dialog.hidden = true;
    this.dialog.addEventListener("keydown", (event) => {
      event.stopPropagation();
      if (event.key === "Escape") this.close();
    });
  }

  /** Offer what can be done to these actors. @param {Node[]} nodes @param {boolean} satellites whether one of them has others at home in it */
  offer(nodes, satellites) {
    const words = JSON.stringify([satellites, nodes.map((node) => [node.id, node.stands_for])]);
    if (words === this.offered) return;
    this.offered = words;
    const held = [this.bar, this.dialog].some((part) => part.contains(document.activeElement));
    // The first of two clicks may be known of only after both.
    if (nodes.length !== 1 || nodes[0].id !== this.about) this.close();
    this.bar.hidden = !nodes.length;
    if (!nodes.length) {
      if (held) this.leave();
      return;
    }
    const actors = nodes.map((node) => node.id);
    const [one] = nodes;
    const single = nodes.length === 1;
    /** @type {[string, () => void][]} */
    const offers = single
      ? [["Expand…", () => this.expand(one)],
        ["Collapse", () => this.act({ do: "collapse", actors })],
        ["Only its ties", () => this.act({ do: "between", actors })],
        ["Hide", () => this.act({ do: "hide", actors })]]
      : [["Between these", () => this.act({ do: "between", actors })],
        ["Their neighbours", () => this.act({ do: "around", actors })],
        ["Hide", () => this.act({ do: "hide", actors })]];
    if (single && one.stands_for.length) offers.push(["Open group", () => this.act({ do: "open", actors })]);
    else if (satellites) offers.push([single ? "Group" : "Group each", () => this.act({ do: "group", actors })]);
    this.bar.replaceChildren(...[
      make("span", { text: single ? one.label : `${nodes.length} actors`, css: "attest-chosen" }),
      ...offers.map(([text, action]) => button("attest-control", text, action)),
      // With the keyboard several are chosen one after another: this one is kept, and the next searched for or listed.
      button("attest-control", "+", () => this.keep(actors), { "aria-label": "Choose another actor besides" }),
      !single && button("attest-control", "×", () => this.keep([]), { "aria-label": "Choose none" }),
    ].filter((part) => part !== false));
    if (held) this.stay();
  }

  /** Whoever had the focus in what is gone now has it in what is left. */
  stay() {
    if (this.bar.hidden) this.leave();
    else this.bar.querySelector("button")?.focus();
  }

  /** @param {Action} action */
  act(action) {
    this.close();
    this.send(action);
  }

  close() {
    const held = this.dialog.contains(document.activeElement);
    this.dialog.hidden = true;
    this.asking?.abort();
    if (held) this.stay();
  }

  /** Ask what an expansion would bring, and offer it. @param {Node} node */
  async expand(node) {
    if (!this.dialog.hidden && this.about === node.id) return;
    this.close();
    this.about = node.id;
    this.asking = new AbortController();
    const query = new URLSearchParams(location.search);
    query.set("actor", node.id);
    this.dialog.hidden = false;
    this.dialog.replaceChildren(make("p", { text: "Counting …", attributes: { role: "status" } }));
    try {
      const answer = await fetch(new URL(`around?${query}`, document.baseURI), { signal: this.asking.signal });
      if (!answer.ok) throw new Error(String(answer.status));
      this.choose(node, await answer.json());
    } catch (error) {
      if (/** @type {Error} */ (error).name === "AbortError") return;
      this.dialog.replaceChildren(make("p", { text: "The server does not answer. Try again in a moment." }), this.dismiss());
    }
  }

  dismiss() {
    return button("attest-control", "Close", () => this.close());
  }

  /** @param {Node} node @param {Around} around */
  choose(node, around) {
    const heading = make("h2", { text: `Expand ${node.label}`, attributes: { id: "attest-expand", tabindex: "-1" } });
    if (!around.ties) {
      const words = around.hidden ? `Nothing more to draw: ${behind(around.hidden)}` : "All its ties on this list are in the picture.";
      this.dialog.replaceChildren(heading, make("p", { text: words }), this.dismiss());
      heading.focus();
      return;
    }
    const many = around.actors > MANY;
    const total = make("p", { attributes: { role: "status" } });
    const boxes = around.kinds.map((kind) => {
      const box = /** @type {HTMLInputElement} */ (make("input", { attributes: { type: "checkbox", value: kind.id } }));
      box.checked = !many;
      const label = make("label", {}, box, make("span", { text: `${kind.label} (${kind.ties})` }));
      return { kind, box, label };
    });
    const go = /** @type {HTMLButtonElement} */ (button("attest-control attest-go", "Expand", () => {
      const kinds = boxes.filter(({ box }) => box.checked).map(({ kind }) => kind.id);
      this.act({ do: "expand", actors: [node.id], kinds: kinds.length === boxes.length ? [] : kinds });
    }));
    const count = () => {
      const chosen = boxes.filter(({ box }) => box.checked).map(({ kind }) => kind);
      const ties = chosen.reduce((sum, kind) => sum + kind.ties, 0);
      const actors = chosen.length === boxes.length ? around.actors : Math.min(around.actors, chosen.reduce((sum, kind) => sum + kind.actors, 0));
      const most = chosen.length > 1 && chosen.length < boxes.length ? "at most " : "";
      total.textContent = ties
        ? `This brings ${ties} more ${ties === 1 ? "tie" : "ties"} and ${most}${actors} more ${actors === 1 ? "actor" : "actors"}.`
        : many ? `All of it would bring ${around.ties} ties and ${around.actors} actors. Choose kinds.` : "Choose a kind of tie.";
      go.disabled = !ties;
    };
    for (const { box } of boxes) box.addEventListener("change", count);
    count();
    this.dialog.replaceChildren(heading,
      make("div", { css: "attest-kinds", attributes: { role: "group", "aria-label": "Kinds of tie" } }, ...boxes.map(({ label }) => label)),
      total, around.hidden ? make("p", { css: "attest-lead", text: `Besides, ${behind(around.hidden)}` }) : null,
      make("div", { css: "attest-choice" }, go, this.dismiss()));
    (many ? boxes[0].box : go).focus();
  }
}

/** @param {number} ties */
function behind(ties) {
  return `${ties === 1 ? "1 tie is" : `${ties} ties are`} hidden by your filters.`;
}
