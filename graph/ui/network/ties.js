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

/**
 * All ties of the picture, with a box that narrows the list while one types.
 * @param {Scene} scene
 * @param {(id: string) => void} choose
 */
export function list(scene, choose) {
  const rows = scene.lines.flatMap((line) => line.ties);
  const unique = [...new Map(rows.map((row) => [row.id, row])).values()].sort((one, two) => one.sentence.localeCompare(two.sentence));
  const items = unique.map((row) => ({ words: plain(`${row.sentence} ${row.backing_words}`), item: tie(row, choose) }));
  const said = make("p", { css: "attest-figures", attributes: { role: "status" } });
  const input = /** @type {HTMLInputElement} */ (make("input", { css: "attest-narrow", attributes: { type: "search", placeholder: "Narrow the list", "aria-label": "Narrow the list of ties" } }));
  const narrow = () => {
    const words = plain(input.value.trim()).split(/\s+/);
    let shown = 0;
    for (const { words: text, item } of items) {
      item.hidden = !words.every((word) => text.includes(word));
      shown += item.hidden ? 0 : 1;
    }
    said.textContent = `${shown} of ${items.length} ties`;
  };
  input.addEventListener("input", narrow);
  input.addEventListener("keydown", (event) => event.stopPropagation());
  narrow();
  return make("div", { css: "attest-list" }, input, said, make("ul", {}, ...items.map(({ item }) => item)));
}
