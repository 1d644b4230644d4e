// @ts-check
/**
 * The notes of a chart, lying on the canvas: they move with the picture, are written in place, dragged by their edge and
 * taken away with a button. What changes goes to the server as the whole of them, with the chart and the version of it
 * that they were written on, so that nobody's notes are overwritten unseen.
 *
 * @typedef {{x: number, y: number, text: string}} Note
 * @typedef {{id: string, notes: Note[], version: number, mine: boolean}} Chart
 * @typedef {{chart: string, version: number, notes: Note[]}} Noted
 */
import { button, make } from "./dom.js";

const LONGEST = "1000";

export class Notes {
  /** @param {() => any} network vis-network, when there is one @param {(noted: Noted) => void} send */
  constructor(network, send) {
    this.network = network;
    this.send = send;
    this.root = make("div", { css: "attest-notes" });
    /** The chart and its version that lie here. */
    this.of = { chart: "", version: 0 };
    /** @type {{note: Note, element: HTMLElement, field: HTMLTextAreaElement | null}[]} */
    this.lying = [];
    this.add = /** @type {HTMLButtonElement} */ (button("attest-control", "Note", () => this.write(), { "aria-label": "Put a note on the canvas" }));
    this.add.hidden = true;
  }

  /** @param {Chart} chart */
  update(chart) {
    const words = JSON.stringify(chart);
    // What somebody is typing is theirs; the server's answer to the letter before does not overwrite it.
    if (words === this.shown || this.root.contains(document.activeElement)) return;
    this.shown = words;
    this.mine = chart.mine;
    this.of = { chart: chart.id, version: chart.version };
    this.add.hidden = !chart.id || !chart.mine;
    this.lying = chart.notes.map((note) => this.lay({ ...note }));
    this.root.replaceChildren(...this.lying.map(({ element }) => element));
    this.place();
  }

  /** @param {Note} note */
  lay(note) {
    if (!this.mine) return { note, field: null, element: make("div", { css: "attest-note", text: note.text, attributes: { role: "note" } }) };
    const field = /** @type {HTMLTextAreaElement} */ (make("textarea", { attributes: { "aria-label": "Note", rows: "2", maxlength: LONGEST, dir: "auto" } }));
    field.value = note.text;
    const grip = make("span", { css: "attest-grip", attributes: { "aria-hidden": "true" } });
    const element = make("div", { css: "attest-note" }, grip, field);
    const one = { note, element, field };
    const size = () => {
      field.style.height = "auto";
      field.style.height = `${field.scrollHeight + 2}px`;
    };
    field.addEventListener("input", size);
    field.addEventListener("keydown", (event) => {
      event.stopPropagation();
      if (event.key === "Escape") field.blur();
    });
    field.addEventListener("blur", () => {
      if (field.value.trim() === note.text) return;
      note.text = field.value.trim();
      if (!note.text) this.take(one);
      else this.tell();
    });
    element.append(button("attest-dismiss", "×", () => this.take(one), { "aria-label": "Delete this note" }));
    grip.addEventListener("pointerdown", (event) => this.drag(event, one));
    requestAnimationFrame(size);
    return one;
  }

  /** @param {PointerEvent} event @param {{note: Note, element: HTMLElement}} one */
  drag(event, one) {
    event.preventDefault();
    const grip = /** @type {HTMLElement} */ (event.currentTarget);
    grip.setPointerCapture(event.pointerId);
    const scale = this.network()?.getScale() ?? 1;
    const from = { x: one.note.x - event.clientX / scale, y: one.note.y - event.clientY / scale };
    /** @param {PointerEvent} now */
    const move = (now) => {
      one.note.x = Math.round(from.x + now.clientX / scale);
      one.note.y = Math.round(from.y + now.clientY / scale);
      this.place();
    };
    grip.addEventListener("pointermove", move);
    grip.addEventListener("lostpointercapture", () => {
      grip.removeEventListener("pointermove", move);
      this.tell();
    }, { once: true });
  }

  /** A new note in the middle of what is seen. */
  write() {
    const network = this.network();
    if (!network) return;
    const { x, y } = network.getViewPosition();
    const step = 24 * (this.lying.length % 5);
    const one = this.lay({ x: Math.round(x - 90 + step), y: Math.round(y - 30 + step), text: "" });
    this.lying.push(one);
    this.root.append(one.element);
    this.place();
    one.field?.focus();
  }

  /** @param {{element: HTMLElement}} one */
  take(one) {
    this.lying = this.lying.filter((other) => other !== one);
    one.element.remove();
    this.tell();
  }

  tell() {
    const notes = this.lying.map(({ note }) => note).filter((note) => note.text);
    this.shown = undefined;
    this.send({ ...this.of, notes });
  }

  /** Lay every note where the picture has it now. */
  place() {
    const network = this.network();
    if (!network) return;
    for (const { note, element } of this.lying) {
      const { x, y } = network.canvasToDOM(note);
      element.style.transform = `translate(${Math.round(x)}px, ${Math.round(y)}px)`;
    }
  }
}
