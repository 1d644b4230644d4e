// @ts-check
/**
 * A button for every format. A click makes the file, shows that it is being made, and hands it over; what stands in the
 * way is said in words beside the button. The server has read the file back by then.
 *
 * @typedef {{id: string, label: string, family: string, loses: string}} Format
 * @typedef {{snapshot: string, query: string, formats: Format[], stop: string}} Takeaway
 */

import { button, make } from "./dom.js";

const STYLE = `
.takeaway { color: var(--st-text-color, inherit); font-family: var(--st-font, sans-serif); font-size: 0.88rem; line-height: 1.4; }
.takeaway h3 { margin: 0.5rem 0 0.3rem; font-size: 0.84rem; font-weight: 600; }
.takeaway .formats { display: flex; flex-wrap: wrap; gap: 0.35rem; }
.takeaway button {
  position: relative; overflow: hidden; padding: 0.22rem 0.65rem; border-radius: 6px; cursor: pointer;
  border: 1px solid color-mix(in srgb, var(--st-text-color, #1a2230) 45%, transparent);
  background: var(--st-background-color, #fff); color: inherit; font: inherit;
}
.takeaway button:hover:not(:disabled) { border-color: var(--st-link-color, #155a8f); color: var(--st-link-color, #155a8f); }
.takeaway button:focus-visible { outline: 2px solid var(--st-link-color, #155a8f); outline-offset: 2px; }
.takeaway button:disabled { cursor: not-allowed; color: color-mix(in srgb, var(--st-text-color, #1a2230) 72%, var(--st-background-color, #fff)); border-style: dashed; }
.takeaway button[aria-busy="true"]::after {
  content: ""; position: absolute; left: 0; bottom: 0; height: 3px; width: 40%; background: var(--st-link-color, #155a8f);
  animation: takeaway 1.1s linear infinite;
}
@keyframes takeaway { from { transform: translateX(-100%); } to { transform: translateX(250%); } }
@media (prefers-reduced-motion: reduce) { .takeaway button[aria-busy="true"]::after { animation: none; width: 100%; } }
.takeaway [role="status"] { min-height: 1.4em; margin: 0.4rem 0 0; overflow-wrap: anywhere; }
.takeaway .bad { color: var(--st-red-text-color, inherit); font-weight: 600; }
.takeaway details { margin-top: 0.3rem; }
.takeaway summary { cursor: pointer; }
.takeaway dt { font-weight: 600; margin-top: 0.3rem; }
.takeaway dd { margin: 0; }
`;
const FAMILIES = { people: "To read", machines: "For other programs" };

/** @param {{data: Takeaway, parentElement: HTMLElement}} component */
export default function takeaway({ data, parentElement }) {
  let root = /** @type {HTMLElement | null} */ (parentElement.querySelector(".takeaway"));
  if (!root) {
    const style = document.createElement("style");
    style.textContent = STYLE;
    root = make("div", { css: "takeaway", attributes: { "data-testid": "takeaway" } });
    parentElement.append(style, root);
  }
  const same = JSON.stringify(data);
  if (root.dataset.drawn === same) return;
  root.dataset.drawn = same;
  const said = make("p", { text: data.stop, css: data.stop ? "bad" : "", attributes: { role: "status" } });
  const groups = Object.entries(FAMILIES).map(([family, words]) => {
    const formats = data.formats.filter((format) => format.family === family);
    if (!formats.length) return null;
    const buttons = formats.map((format) => offer(format, data, said));
    return make("section", {}, make("h3", { text: words }), make("div", { css: "formats" }, ...buttons));
  });
  const lossy = data.formats.filter((format) => format.loses);
  const losses = lossy.flatMap(({ label, loses }) => [make("dt", { text: label }), make("dd", { text: loses })]);
  const told = lossy.length > 0 && make("details", {}, make("summary", { text: "What some formats leave out" }), make("dl", {}, ...losses));
  root.replaceChildren(...groups.filter((group) => group !== null), said, ...(told ? [told] : []));
}

/**
 * @param {Format} format
 * @param {Takeaway} data
 * @param {HTMLElement} said
 */
function offer(format, data, said) {
  const made = /** @type {HTMLButtonElement} */ (
    button("", format.label, () => void take(made, format, data, said), { "data-format": format.id })
  );
  made.disabled = Boolean(data.stop);
  return made;
}

/**
 * @param {HTMLButtonElement} pressed
 * @param {Format} format
 * @param {Takeaway} data
 * @param {HTMLElement} said
 */
async function take(pressed, format, data, said) {
  if (pressed.getAttribute("aria-busy") === "true") return;
  const began = Date.now();
  const tell = () => say(said, `Making ${format.label} … ${Math.round((Date.now() - began) / 1000)} s`);
  pressed.setAttribute("aria-busy", "true");
  say(said, `Making ${format.label} …`);
  const clock = setInterval(tell, 1000);
  try {
    const address = new URL(`files/${data.snapshot}/${format.id}?${data.query}`, document.baseURI);
    const answer = await fetch(address);
    if (!answer.ok) throw new Error(await reason(answer));
    const file = await answer.blob();
    const name = /filename="([^"]+)"/.exec(answer.headers.get("content-disposition") ?? "")?.[1] ?? format.id;
    hand(file, name);
    say(said, `${name}, ${size(file.size)}: read back and handed over.`);
  } catch (error) {
    say(said, error instanceof TypeError ? "The application does not answer; no file was made." : String(error instanceof Error ? error.message : error), true);
  } finally {
    clearInterval(clock);
    pressed.removeAttribute("aria-busy");
  }
}

/** @param {Response} answer */
async function reason(answer) {
  try {
    const told = await answer.json();
    return String(told.error);
  } catch {
    return "The file could not be made; the log of the application says why.";
  }
}

/** @param {Blob} file @param {string} name */
function hand(file, name) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(file);
  link.download = name;
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

/** @param {HTMLElement} said @param {string} words */
function say(said, words, bad = false) {
  said.textContent = words;
  said.className = bad ? "bad" : "";
}

/** @param {number} bytes */
function size(bytes) {
  return bytes < 1_000_000 ? `${Math.max(1, Math.round(bytes / 1000))} KB` : `${(bytes / 1_000_000).toFixed(1)} MB`;
}
