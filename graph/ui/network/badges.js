// @ts-check
/**
 * The badge at the middle of a line: how many ties it bundles, and the mark of denial. Drawn on the canvas after
 * vis-network has drawn; it belongs to its line.
 *
 * @typedef {import("./shapes.js").Line} Line
 * @typedef {import("./curve.js").Point} Point
 */
import { at, via } from "./curve.js";

const FULL = 9;
const SMALL = 5.5;

/**
 * The radius of a line's badge in canvas units; 0 where it has none.
 * @param {Line} line
 */
export function radius(line) {
  if (line.mark === "full") return FULL;
  if (line.ties.length > 1) return 8;
  return line.mark === "small" ? SMALL : 0;
}

/**
 * @param {Line} line
 * @param {Point} a
 * @param {Point} b
 * @returns {Point}
 */
export function middle(line, a, b) {
  return at(a, via(a, b, line.roundness), b, 0.5);
}

/**
 * Draw the badge of a line.
 * @param {CanvasRenderingContext2D} canvas
 * @param {Line} line
 * @param {Point} place
 * @param {Record<string, string>} palette
 * @param {string} font
 */
export function badge(canvas, line, place, palette, font) {
  const size = radius(line);
  if (!size) return;
  const colour = line.only_denied ? palette.denied : palette[line.polarity];
  const full = line.mark === "full";
  canvas.save();
  canvas.beginPath();
  canvas.arc(place.x, place.y, size, 0, 2 * Math.PI);
  canvas.fillStyle = full ? palette.ink : palette.ground;
  canvas.fill();
  canvas.lineWidth = 1.6;
  canvas.strokeStyle = full ? palette.ground : colour;
  canvas.stroke();
  if (line.ties.length > 1) {
    canvas.font = `${full ? "bold " : ""}10px ${font}`;
    canvas.textAlign = "center";
    canvas.textBaseline = "middle";
    canvas.fillStyle = full ? palette.ground : palette.ink;
    canvas.fillText(String(line.ties.length), place.x, place.y + 0.5);
  }
  if (full) strike(canvas, place, size, palette);
  if (line.mark === "small" && line.ties.length > 1) {
    canvas.beginPath();
    canvas.arc(place.x + size * 0.8, place.y - size * 0.8, 3.2, 0, 2 * Math.PI);
    canvas.fillStyle = palette.ground;
    canvas.fill();
    canvas.strokeStyle = palette.ink;
    canvas.lineWidth = 1.4;
    canvas.stroke();
  }
  canvas.restore();
}

/**
 * The full mark of denial: a filled disc with two bars that stick out, as in "not equal".
 * @param {CanvasRenderingContext2D} canvas
 * @param {Point} place
 * @param {number} size
 * @param {Record<string, string>} palette
 */
function strike(canvas, place, size, palette) {
  canvas.lineCap = "round";
  for (const [colour, width] of /** @type {[string, number][]} */ ([[palette.ground, 5], [palette.ink, 2.4]])) {
    canvas.strokeStyle = colour;
    canvas.lineWidth = width;
    for (const way of [-1, 1]) {
      canvas.beginPath();
      canvas.moveTo(place.x + way * size * 0.8, place.y - way * size * 0.8);
      canvas.lineTo(place.x + way * size * 1.35, place.y - way * size * 1.35);
      canvas.stroke();
    }
  }
}
