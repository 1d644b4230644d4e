// @ts-check
/**
 * Two small pictures of a pair of actors, before and after a save: the same lines, colours and badges as in the large one.
 * What they show is said in words beside them, so they are hidden from who listens.
 *
 * @typedef {import("./shapes.js").Node} Node
 * @typedef {import("./shapes.js").Line} Line
 * @typedef {{nodes: Node[], lines: Line[]}} Small
 * @typedef {Record<string, string>} Palette
 * @typedef {{data: {before: Small, after: Small, palettes: Record<"light" | "dark", Palette>}, parentElement: HTMLElement}} Component
 */
import { isDark } from "./colours.js";
import { at, via } from "./curve.js";
import { make, style } from "./dom.js";

const SVG = "http://www.w3.org/2000/svg";
const MARGIN = 44;

/** @type {WeakMap<HTMLElement, HTMLElement>} */
const drawn = new WeakMap();

/** @param {Component} component */
export default function sketch({ data, parentElement }) {
  style();
  const root = make("div", { css: "attest-sketch", attributes: { "aria-hidden": "true" } });
  const before = drawn.get(parentElement);
  if (before) before.replaceWith(root);
  else parentElement.append(root);
  drawn.set(parentElement, root);
  const palette = data.palettes[isDark(root) ? "dark" : "light"];
  const height = Math.max(...[data.before, data.after].map(reach));
  for (const [words, small] of /** @type {[string, Small][]} */ ([["Before", data.before], ["After", data.after]])) {
    const known = new Set((words === "After" ? data.before : small).lines.map(look));
    root.append(make("figure", {}, make("figcaption", { text: words }), picture(small, palette, height, (line) => !known.has(look(line)))));
  }
  return () => {
    drawn.get(parentElement)?.remove();
    drawn.delete(parentElement);
  };
}

/** How a line looks: what of it a save may change. @param {Line} line */
function look(line) {
  return [line.id, line.solid, line.mark, line.only_denied, line.head_a, line.head_b].join("|");
}

/** How far the lines reach to either side. @param {Small} small */
function reach(small) {
  const { places } = standing(small);
  return Math.max(30, ...small.lines.map((line) => Math.abs(middle(line, places).y)));
}

/** @param {Small} small */
function standing(small) {
  return { places: new Map(small.nodes.map((node) => [node.id, node])) };
}

/** @param {Line} line @param {Map<string, Node>} places */
function middle(line, places) {
  const [a, b] = [/** @type {Node} */ (places.get(line.a)), /** @type {Node} */ (places.get(line.b))];
  return at(a, via(a, b, line.roundness), b, 0.5);
}

/**
 * @param {Small} small
 * @param {Palette} palette
 * @param {number} height
 * @param {(line: Line) => boolean} isNew
 */
function picture(small, palette, height, isNew) {
  const { places } = standing(small);
  const xs = small.nodes.map((node) => node.x);
  const [left, right] = [Math.min(0, ...xs), Math.max(0, ...xs)];
  const root = element("svg", { viewBox: `${left - MARGIN} ${-height - 16} ${right - left + 2 * MARGIN} ${2 * height + 58}`, preserveAspectRatio: "xMidYMid meet" });
  for (const line of small.lines) {
    const [a, b] = [/** @type {Node} */ (places.get(line.a)), /** @type {Node} */ (places.get(line.b))];
    const control = via(a, b, line.roundness);
    const colour = line.only_denied ? palette.denied : palette[line.polarity];
    const path = `M${a.x} ${a.y} Q${control.x} ${control.y} ${b.x} ${b.y}`;
    if (isNew(line)) root.append(element("path", { d: path, fill: "none", stroke: colour, "stroke-width": "11", opacity: "0.22" }));
    root.append(element("path", { d: path, fill: "none", stroke: colour, "stroke-width": line.only_denied ? "5" : "2.4", ...(line.solid || line.only_denied ? {} : { "stroke-dasharray": "7 5" }) }));
    if (line.only_denied) root.append(element("path", { d: path, fill: "none", stroke: palette.ground, "stroke-width": "2.2" }));
    if (line.head_b) root.append(head(at(a, control, b, 0.86), at(a, control, b, 0.8), colour));
    if (line.head_a) root.append(head(at(a, control, b, 0.14), at(a, control, b, 0.2), colour));
    const point = at(a, control, b, 0.5);
    if (line.mark) root.append(element("circle", { cx: `${point.x}`, cy: `${point.y}`, r: line.mark === "full" ? "8" : "5", fill: palette.ground, stroke: palette.ink, "stroke-width": "1.6" }));
    if (line.mark === "full") root.append(element("path", { d: `M${point.x - 3.5} ${point.y - 3.5} l7 7 m0 -7 l-7 7`, stroke: palette.ink, "stroke-width": "1.8" }));
  }
  for (const node of small.nodes) {
    root.append(element("circle", { cx: `${node.x}`, cy: `${node.y}`, r: "11", fill: palette.actor, stroke: palette.edge }));
    const name = element("text", { x: `${node.x}`, y: `${node.y + 28}`, "text-anchor": "middle", "font-size": "14", fill: palette.ink });
    name.textContent = node.label.length > 18 ? `${node.label.slice(0, 17)}…` : node.label;
    root.append(name);
  }
  return root;
}

/** @param {{x: number, y: number}} tip @param {{x: number, y: number}} from @param {string} colour */
function head(tip, from, colour) {
  const angle = (Math.atan2(tip.y - from.y, tip.x - from.x) * 180) / Math.PI;
  return element("path", { d: "M0 0 L-11 -5.5 L-11 5.5 Z", fill: colour, transform: `translate(${tip.x} ${tip.y}) rotate(${angle})` });
}

/** @param {string} name @param {Record<string, string>} attributes */
function element(name, attributes) {
  const made = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  return made;
}
