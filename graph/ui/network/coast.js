// @ts-check
/** The land under the map; fetched from our own host when a map is first drawn. */

/** @type {Promise<[number, number][][]> | null} */
let asked = null;

/** @returns {Promise<[number, number][][]>} rings of points in canvas units */
export function coastlines() {
  asked ??= fetch(new URL("coastlines", document.baseURI)).then((answer) => {
    if (!answer.ok) throw new Error(`coastlines: ${answer.status}`);
    return answer.json();
  });
  // Without them the map is still a map; the next picture asks again.
  asked.catch(() => (asked = null));
  return asked;
}

/**
 * @param {CanvasRenderingContext2D} canvas
 * @param {[number, number][][]} rings
 * @param {Record<string, string>} palette
 * @param {number} scale
 */
export function land(canvas, rings, palette, scale) {
  canvas.save();
  canvas.beginPath();
  for (const ring of rings) {
    ring.forEach(([x, y], place) => (place ? canvas.lineTo(x, y) : canvas.moveTo(x, y)));
    canvas.closePath();
  }
  canvas.globalAlpha = 0.1;
  canvas.fillStyle = palette.ink;
  canvas.fill();
  canvas.globalAlpha = 0.3;
  canvas.lineWidth = 0.8 / scale;
  canvas.strokeStyle = palette.ink;
  canvas.stroke();
  canvas.restore();
}
