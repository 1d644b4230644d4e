// @ts-check
/**
 * Two actors before and after: two small pictures side by side, standing still, with the places, curves and colours of
 * the picture itself. The tie in question is lit; the others of the pair are there, and pale. What is drawn is also said
 * in words beneath, so to a screen reader each picture is one image with that sentence.
 *
 * @typedef {import("./shapes.js").Scene} Scene
 * @typedef {import("./shapes.js").Line} Line
 * @typedef {import("./shapes.js").Node} Node
 * @typedef {import("./shapes.js").TieRow} TieRow
 * @typedef {{tie: string, words?: string[], before: Scene, after: Scene, palettes: {light: Record<string, string>, dark: Record<string, string>}}} Data
 * @typedef {{data: Data, parentElement: HTMLElement}} Component
 */
import { isDark } from "./colours.js";
import { at, via } from "./curve.js";
import { make, style } from "./dom.js";

const SVG = "http://www.w3.org/2000/svg";
const ROOM = 20;
/** How names are written: size and distance of the lines, the longest line, and the room beneath an actor. */
const NAMES = { size: 13.5, step: 15, longest: 22, under: 34 };
/** The same in a narrow column, where a picture is drawn at half its size. */
const NARROW = { size: 20, step: 21, longest: 14, under: 56 };

/** @typedef {typeof NAMES} Names */

/** @param {string} name @param {Record<string, string | number>} attributes @param {string} [text] */
function draw(name, attributes, text = "") {
  const made = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, String(value));
  if (text) made.textContent = text;
  return made;
}

/** @param {Component} component */
export default function pair({ data, parentElement }) {
  style();
  let root = /** @type {HTMLElement | null} */ (parentElement.querySelector(".attest-pair"));
  if (!root) {
    root = make("div", { css: "attest-pair", attributes: { "data-testid": "pair" } });
    parentElement.append(root);
  }
  const here = root;
  const paint = () => {
    const palette = isDark(here) ? data.palettes.dark : data.palettes.light;
    const names = here.clientWidth < 560 ? NARROW : NAMES;
    const frame = box([...corners(data.before), ...corners(data.after)], names);
    const [now, then] = data.words ?? ["Now", "If approved"];
    here.replaceChildren(side(now, data.before, data, palette, frame, names, data.after.nodes), side(then, data.after, data, palette, frame, names, []));
  };
  paint();
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const themed = () => setTimeout(paint, 60);
  dark.addEventListener("change", themed);
  return () => dark.removeEventListener("change", themed);
}

/** @param {string} heading @param {Scene} scene @param {Data} data @param {Record<string, string>} palette @param {string} frame @param {Names} names @param {Node[]} coming */
function side(heading, scene, data, palette, frame, names, coming) {
  const tie = scene.lines.flatMap((line) => line.ties).find(({ id }) => id === data.tie);
  const words = said(tie);
  const svg = draw("svg", { viewBox: frame, role: "img", "aria-label": `${heading}: ${words}` });
  const lines = [...scene.lines].sort((one, other) => Number(isLit(one, data.tie)) - Number(isLit(other, data.tie)));
  const places = new Map(scene.nodes.map((node) => [node.id, node]));
  for (const line of lines) {
    const [a, b] = [places.get(line.a), places.get(line.b)];
    if (a && b) svg.append(drawn(line, a, b, isLit(line, data.tie), palette));
  }
  // Who is not on the list yet is a ring, so that both pictures have the same two places.
  for (const node of coming) if (!places.has(node.id)) svg.append(actor(node, palette, names, true));
  for (const node of scene.nodes) svg.append(actor(node, palette, names));
  const others = scene.lines.filter((line) => !isLit(line, data.tie)).length;
  return make("figure", {},
    make("figcaption", {}, make("strong", { text: heading }), others > 0 && make("span", { css: "attest-others", text: others === 1 ? "and 1 other kind of tie" : `and ${others} other kinds of tie` })),
    svg,
    make("p", { text: words }));
}

/** What a tie comes to, in words. @param {TieRow | undefined} tie */
function said(tie) {
  if (!tie) return "Nothing about this tie is on the list.";
  return [tie.backing_words, tie.figures, tie.reports > 1 ? `${tie.reports} reports` : ""].filter(Boolean).join(" · ");
}

/** @param {Line} line @param {string} tie */
function isLit(line, tie) {
  return line.ties.some(({ id }) => id === tie);
}

/** @param {Line} line @param {Node} a @param {Node} b @param {boolean} lit @param {Record<string, string>} palette */
function drawn(line, a, b, lit, palette) {
  const group = draw("g", lit ? { "data-lit": line.id } : { opacity: 0.4 });
  const control = via(a, b, line.roundness);
  const path = `M ${a.x} ${a.y} Q ${control.x} ${control.y} ${b.x} ${b.y}`;
  const colour = line.only_denied ? palette.denied : palette[line.polarity];
  const plain = { d: path, fill: "none", stroke: colour };
  if (lit) group.append(draw("path", { ...plain, "stroke-width": 14, "stroke-linecap": "round", opacity: 0.22 }));
  if (line.only_denied) {
    group.append(draw("path", { ...plain, "stroke-width": 5 }), draw("path", { ...plain, stroke: palette.ground, "stroke-width": 2.2 }));
  } else {
    group.append(draw("path", { ...plain, "stroke-width": lit ? 2.8 : 2, ...(line.solid ? {} : { "stroke-dasharray": "7 5" }) }));
  }
  if (line.head_b) group.append(head(a, control, b, b.size, colour));
  if (line.head_a) group.append(head(b, control, a, a.size, colour));
  if (line.mark) group.append(...mark(at(a, control, b, 0.5), line.mark === "full", palette));
  return group;
}

/** The head of an arrow where the line meets the shape at its end. @param {Node} from @param {import("./curve.js").Point} control @param {Node} to @param {number} size @param {string} colour */
function head(from, control, to, size, colour) {
  let t = 1;
  while (t > 0.5 && Math.hypot(at(from, control, to, t).x - to.x, at(from, control, to, t).y - to.y) < size + 2) t -= 0.005;
  const tip = at(from, control, to, t);
  const back = at(from, control, to, t - 0.03);
  const angle = Math.atan2(tip.y - back.y, tip.x - back.x);
  const points = [[0, 0], [-13, 5], [-9.5, 0], [-13, -5]].map(([x, y]) =>
    `${tip.x + x * Math.cos(angle) - y * Math.sin(angle)},${tip.y + x * Math.sin(angle) + y * Math.cos(angle)}`);
  return draw("polygon", { points: points.join(" "), fill: colour });
}

/** The mark of denial at the middle of a line. @param {import("./curve.js").Point} place @param {boolean} full @param {Record<string, string>} palette */
function mark(place, full, palette) {
  if (!full) return [draw("circle", { cx: place.x, cy: place.y, r: 5.5, fill: palette.ground, stroke: palette.ink, "stroke-width": 1.6 })];
  const bars = [-1, 1].map((way) => draw("line", {
    x1: place.x + way * 7, y1: place.y - way * 7, x2: place.x + way * 12, y2: place.y - way * 12,
    stroke: palette.ink, "stroke-width": 2.4, "stroke-linecap": "round",
  }));
  return [draw("circle", { cx: place.x, cy: place.y, r: 9, fill: palette.ink, stroke: palette.ground, "stroke-width": 1.6 }), ...bars];
}

/** @param {Node} node @param {Record<string, string>} palette @param {Names} names @param {boolean} [absent] */
function actor(node, palette, names, absent = false) {
  const group = draw("g", absent ? { opacity: 0.75 } : {});
  const fill = node.satellite ? palette.satellite : palette.actor;
  const look = { fill: absent ? "none" : fill, stroke: palette.edge, "stroke-width": 1.2, ...(absent ? { "stroke-dasharray": "3 3" } : {}) };
  const size = Math.max(node.size, 9);
  const { x, y } = node;
  if (node.shape === "square") group.append(draw("rect", { x: x - size, y: y - size, width: 2 * size, height: 2 * size, ...look }));
  else if (node.shape === "hexagon") group.append(draw("polygon", { points: ring(x, y, size, 6), ...look }));
  else if (node.shape === "diamond") group.append(draw("polygon", { points: ring(x, y, size, 4, 90), ...look }));
  else if (node.shape.startsWith("triangle")) group.append(draw("polygon", { points: ring(x, y, size, 3, node.shape === "triangle" ? -90 : 90), ...look }));
  else group.append(draw("circle", { cx: x, cy: y, r: size, ...look }));
  shortened(node.label, names.longest).forEach((words, place) => group.append(
    draw("text", { x, y: y + size + names.step + 1 + place * names.step, "text-anchor": "middle", fill: palette.ink, "font-size": names.size, "font-weight": 600 }, words),
  ));
  return group;
}

/** @param {number} x @param {number} y @param {number} size @param {number} corners @param {number} [turn] */
function ring(x, y, size, corners, turn = 0) {
  return Array.from({ length: corners }, (_, place) => {
    const angle = ((turn + (360 / corners) * place) * Math.PI) / 180;
    return `${x + size * Math.cos(angle)},${y + size * Math.sin(angle)}`;
  }).join(" ");
}

/** A name on two lines at most. @param {string} label @param {number} longest */
function shortened(label, longest) {
  const lines = [""];
  for (const word of label.split(" ")) {
    const last = lines[lines.length - 1];
    if (last && last.length + word.length >= longest) lines.push(word);
    else lines[lines.length - 1] = last ? `${last} ${word}` : word;
  }
  return lines.length > 2 ? [lines[0], `${lines[1]}…`] : lines;
}

/** Where a scene reaches. @param {Scene} scene */
function corners(scene) {
  const places = new Map(scene.nodes.map((node) => [node.id, node]));
  const found = scene.nodes.map(({ x, y }) => ({ x, y }));
  for (const line of scene.lines) {
    const [a, b] = [places.get(line.a), places.get(line.b)];
    if (a && b) for (let t = 0; t <= 1; t += 0.1) found.push(at(a, via(a, b, line.roundness), b, t));
  }
  return found;
}

/** @param {import("./curve.js").Point[]} points @param {Names} names */
function box(points, names) {
  const [left, right] = [Math.min(...points.map(({ x }) => x)) - 74, Math.max(...points.map(({ x }) => x)) + 74];
  const [top, bottom] = [Math.min(...points.map(({ y }) => y)) - ROOM, Math.max(...points.map(({ y }) => y), names.under) + ROOM];
  return `${left} ${top} ${right - left} ${bottom - top}`;
}
