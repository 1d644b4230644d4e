// @ts-check
/**
 * Ties as rows, and the list of all ties in the picture.
 * @typedef {import("./shapes.js").TieRow} TieRow
 * @typedef {import("./shapes.js").Scene} Scene
 */
import { button, make, plain } from "./dom.js";

/**
 * One tie as a button; the whole row can be clicked.
 * @param {TieRow} row
 * @param {(id: string) => void} choose
 */
export function tie(row, choose) {
  const made = button("attest-tie", "", () => choose(row.id), { "data-tie": row.id });
  made.append(
    make("span", { css: "attest-sentence", text: row.sentence }),
    make("span", { css: `attest-backing ${row.backing}`, text: row.backing_words }),
    make("span", { css: "attest-figures", text: [row.years, row.figures].filter(Boolean).join(" · ") }),
    row.hidden ? make("span", { css: "attest-hidden", text: row.hidden }) : "",
  );
  if (row.unreviewed) made.append(make("span", { css: "attest-draft", text: "not reviewed yet" }));
  if (row.mark === "full") made.classList.add("disputed");
  return make("li", {}, made);
}

/** All ties of the picture, with a box that narrows the list while one types; its words outlast the picture they were typed for. */
export class List {
  /** @param {(id: string) => void} choose */
  constructor(choose) {
    this.choose = choose;
    /** @type {{words: string, item: HTMLElement}[]} */
    this.items = [];
    this.said = make("p", { css: "attest-figures", attributes: { role: "status" } });
    this.input = /** @type {HTMLInputElement} */ (make("input", { css: "attest-narrow", attributes: { type: "search", placeholder: "Narrow the list", "aria-label": "Narrow the list of ties" } }));
    this.input.addEventListener("input", () => this.narrow());
    this.input.addEventListener("keydown", (event) => event.stopPropagation());
    this.rows = make("ul");
    this.root = make("div", { css: "attest-list" }, this.input, this.said, this.rows);
  }

  /** @param {Scene} scene */
  update(scene) {
    if (scene === this.scene) return;
    this.scene = scene;
    const rows = scene.lines.flatMap((line) => line.ties);
    const words = JSON.stringify(rows);
    // A picture whose actors were moved has the same ties; thousands of rows are not made anew for it.
    if (words === this.shown) return;
    this.shown = words;
    const unique = [...new Map(rows.map((row) => [row.id, row])).values()].sort((one, two) => one.sentence.localeCompare(two.sentence));
    this.items = unique.map((row) => ({ words: plain(`${row.sentence} ${row.backing_words}`), item: tie(row, this.choose) }));
    this.narrow();
    const focused = this.rows.contains(document.activeElement) && document.activeElement?.getAttribute("data-tie");
    this.rows.replaceChildren(...this.items.map(({ item }) => item));
    if (focused) /** @type {HTMLElement | null} */ (this.rows.querySelector(`[data-tie="${CSS.escape(focused)}"]`))?.focus({ preventScroll: true });
  }

  narrow() {
    const words = plain(this.input.value.trim()).split(/\s+/);
    let shown = 0;
    for (const { words: text, item } of this.items) {
      item.hidden = !words.every((word) => text.includes(word));
      shown += item.hidden ? 0 : 1;
    }
    this.said.textContent = `${shown} of ${this.items.length} ties`;
  }
}
