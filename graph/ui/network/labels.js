// @ts-check
/**
 * Names when one looks from afar. vis-network's labels shrink with the picture; below `NEAR` it draws none, and the
 * names here keep a size that can be read, the most important first, wherever they cover no other.
 *
 * @typedef {import("./shapes.js").Node} Node
 * @typedef {import("./curve.js").Point} Point
 */

/** The scale from which vis-network draws the labels; `graph/scene/pyvis_network.py` sets its thresholds by it. */
export const NEAR = 0.7;
const MOST_LETTERS = 24;

/**
 * @param {CanvasRenderingContext2D} canvas
 * @param {Node[]} nodes
 * @param {Record<string, Point>} places
 * @param {Map<string, number>} lines how many lines each actor has
 * @param {number[]} inside the left and right edge of what is seen, in canvas units
 * @param {number} scale
 * @param {Record<string, string>} palette
 * @param {string} font
 */
export function names(canvas, nodes, places, lines, inside, scale, palette, font) {
  if (scale >= NEAR) return;
  const order = [...nodes].sort((one, other) =>
    Number(one.satellite) - Number(other.satellite) || (lines.get(other.id) ?? 0) - (lines.get(one.id) ?? 0) || (one.id < other.id ? -1 : 1));
  /** @type {{left: number, right: number, top: number, bottom: number}[]} */
  const taken = [];
  canvas.save();
  canvas.textAlign = "center";
  canvas.textBaseline = "top";
  canvas.lineJoin = "round";
  canvas.lineWidth = 3.5 / scale;
  canvas.strokeStyle = palette.ground;
  for (const node of order) {
    const place = places[node.id];
    if (!place) continue;
    const size = (node.satellite ? 10.5 : 12.5) / scale;
    canvas.font = `${size}px ${font}`;
    const letters = [...node.label];
    const text = letters.length > MOST_LETTERS ? `${letters.slice(0, MOST_LETTERS - 1).join("").trimEnd()}…` : node.label;
    const half = canvas.measureText(text).width / 2 + 2 / scale;
    const seen = place.x > inside[0] && place.x < inside[1];
    const x = seen ? Math.min(Math.max(place.x, inside[0] + half), inside[1] - half) : place.x;
    const top = place.y + node.size + 2 / scale;
    const box = { left: x - half, right: x + half, top, bottom: top + size };
    if (taken.some((other) => box.left < other.right && box.right > other.left && box.top < other.bottom && box.bottom > other.top)) continue;
    taken.push(box);
    canvas.fillStyle = node.satellite ? palette.quiet : palette.ink;
    canvas.strokeText(text, x, top);
    canvas.fillText(text, x, top);
  }
  canvas.restore();
}
