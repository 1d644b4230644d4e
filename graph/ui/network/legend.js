// @ts-check
/** The legend under the picture: at most six entries, each with a small drawn sample. */
import { make } from "./dom.js";

const SVG = "http://www.w3.org/2000/svg";

/**
 * @param {string} sample
 * @param {Record<string, string>} palette
 */
function drawn(sample, palette) {
  const svg = document.createElementNS(SVG, "svg");
  for (const [key, value] of [["width", "30"], ["height", "14"], ["viewBox", "0 0 30 14"], ["aria-hidden", "true"]]) svg.setAttribute(key, value);
  /** @param {string} name @param {Record<string, string>} attributes */
  const add = (name, attributes) => {
    const part = document.createElementNS(SVG, name);
    for (const [key, value] of Object.entries(attributes)) part.setAttribute(key, value);
    svg.append(part);
  };
  const across = { x1: "1", y1: "7", x2: "29", y2: "7" };
  if (sample === "full" || sample === "small") {
    const full = sample === "full";
    add("circle", { cx: "15", cy: "7", r: full ? "5" : "3.4", fill: full ? palette.ink : palette.ground, stroke: palette.ink, "stroke-width": "1.5" });
    if (full) {
      add("line", { x1: "10.6", y1: "11.4", x2: "8.4", y2: "13.6", stroke: palette.ink, "stroke-width": "1.8", "stroke-linecap": "round" });
      add("line", { x1: "19.4", y1: "2.6", x2: "21.6", y2: "0.4", stroke: palette.ink, "stroke-width": "1.8", "stroke-linecap": "round" });
    }
  } else if (sample === "only_denied" || sample === "unreviewed") {
    add("line", { ...across, stroke: sample === "unreviewed" ? palette.positive : palette.denied, "stroke-width": "5" });
    add("line", { ...across, stroke: palette.ground, "stroke-width": "2.2" });
  } else {
    const dashed = sample === "dashed";
    add("line", { ...across, stroke: dashed ? palette.quiet : palette[sample], "stroke-width": "2.4", ...(dashed ? { "stroke-dasharray": "6 4" } : {}) });
  }
  return svg;
}

/**
 * @param {{sample: string, words: string}[]} entries
 * @param {Record<string, string>} palette
 */
export function legend(entries, palette) {
  const list = make("ul", { css: "attest-legend", attributes: { "aria-label": "Legend" } });
  for (const entry of entries) list.append(make("li", {}, drawn(entry.sample, palette), make("span", { text: entry.words })));
  return list;
}
