// @ts-check
/** Help that fits on one screen: keys, marks and words. */
import { button, make } from "./dom.js";

/** @type {[string, [string, string][]][]} */
const PARTS = [
  ["With mouse and keys", [
    ["Click", "a line or an actor: who says so"],
    ["Drag", "an actor: it stays; the canvas: move about"],
    ["Wheel, + −", "nearer and farther; Fit shows all"],
    ["Double click", "an actor: expand it by kinds of tie"],
    ["Shift or Ctrl + click", "choose several actors"],
    ["/", "search; arrows and Enter choose"],
    ["Ctrl + Z, Ctrl + Shift + Z", "undo and redo; so do Back and Forward"],
    ["Tab, then List", "the same ties as a list, without a mouse"],
  ]],
  ["In the picture", [
    ["Blue, red, brown", "cooperating, opposing, neutral"],
    ["Solid", "on record, or several independent voices"],
    ["Dashed", "one voice, one side only, or announced"],
    ["Dark badge with a stroke", "somebody denies or doubts it"],
    ["Small ring at a badge", "questioned in part, or denied earlier"],
    ["Hollow grey", "only denied: nobody on this list says it"],
    ["Number in a badge", "how many ties the line holds"],
    ["+3 beside an actor", "it has ties with three more actors"],
  ]],
  ["Words", [
    ["Voice", "who vouches; ten papers that carry one ministry are one"],
    ["On record", "those whose word settles it say so themselves"],
    ["One side only", "all who say so are parties to it"],
    ["Entry", "one source reporting one thing about one tie"],
    ["True when", "when a tie held; entries without a date always count"],
    ["Reported by", "what had been published by that day"],
    ["What this list knew on", "what was on file here on that day"],
    ["Count only what is shown", "a what-if: the filters decide too"],
  ]],
];

/** @returns {{button: HTMLButtonElement, dialog: HTMLDialogElement}} */
export function help() {
  const dialog = /** @type {HTMLDialogElement} */ (make("dialog", { css: "attest-help", attributes: { "aria-labelledby": "attest-help" } },
    make("h2", { text: "How to read and use the picture", attributes: { id: "attest-help" } }),
    make("div", { css: "attest-help-parts" }, ...PARTS.map(([heading, rows]) =>
      make("section", {}, make("h3", { text: heading }),
        make("dl", {}, ...rows.flatMap(([word, text]) => [make("dt", { text: word }), make("dd", { text })])))))));
  dialog.append(button("attest-control", "Close", () => dialog.close()));
  dialog.addEventListener("keydown", (event) => event.stopPropagation());
  const open = /** @type {HTMLButtonElement} */ (button("attest-control", "?", () => dialog.showModal(), { "aria-label": "Help" }));
  return { button: open, dialog };
}
