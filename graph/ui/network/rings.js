// @ts-check
/**
 * What stands around actors: a ring where several are chosen, and a small figure: how many more actors an expansion
 * would reach, or how many stand in one.
 *
 * @typedef {import("./shapes.js").Node} Node
 * @typedef {import("./curve.js").Point} Point
 */

/**
 * @param {CanvasRenderingContext2D} canvas
 * @param {Node[]} nodes
 * @param {Record<string, Point>} places
 * @param {Set<string>} marked
 * @param {Record<string, string>} palette
 * @param {string} font
 */
export function rings(canvas, nodes, places, marked, palette, font) {
  canvas.save();
  for (const node of nodes) {
    const place = places[node.id];
    if (!place) continue;
    if (marked.has(node.id)) {
      canvas.beginPath();
      canvas.arc(place.x, place.y, node.size + 7, 0, 2 * Math.PI);
      canvas.lineWidth = 3;
      canvas.strokeStyle = palette.ink;
      canvas.stroke();
    }
    if (!node.more && !node.stands_for.length) continue;
    const text = node.stands_for.length ? `${node.stands_for.length + 1} in 1` : `+${node.more}`;
    const [x, y] = [place.x + node.size * 0.8 + 8, place.y - node.size * 0.8 - 2];
    canvas.font = `600 11px ${font}`;
    const half = canvas.measureText(text).width / 2 + 4;
    canvas.beginPath();
    canvas.roundRect(x - half, y - 8, 2 * half, 16, 8);
    canvas.fillStyle = palette.ground;
    canvas.fill();
    canvas.lineWidth = 1;
    canvas.strokeStyle = palette.quiet;
    canvas.stroke();
    canvas.fillStyle = palette.quiet;
    canvas.textAlign = "center";
    canvas.textBaseline = "middle";
    canvas.fillText(text, x, y + 0.5);
  }
  canvas.restore();
}
