// @ts-check
/**
 * Where a line runs: vis-network's `curvedCW` in closed form, as in graph/scene/geometry.py.
 * @typedef {{x: number, y: number}} Point
 */

/**
 * The control point of the curve from `a` to `b`.
 * @param {Point} a
 * @param {Point} b
 * @param {number} roundness
 * @returns {Point}
 */
export function via(a, b, roundness) {
  const across = b.x - a.x;
  const up = a.y - b.y;
  const share = 0.5 * roundness + 0.5;
  const reach = share * Math.hypot(across, up);
  const angle = Math.atan2(up, across) + share * Math.PI;
  return { x: a.x + reach * Math.sin(angle), y: a.y + reach * Math.cos(angle) };
}

/**
 * The point at `t` of the curve, from 0 at `a` to 1 at `b`.
 * @param {Point} a
 * @param {Point} control
 * @param {Point} b
 * @param {number} t
 * @returns {Point}
 */
export function at(a, control, b, t) {
  const s = 1 - t;
  return {
    x: s * s * a.x + 2 * s * t * control.x + t * t * b.x,
    y: s * s * a.y + 2 * s * t * control.y + t * t * b.y,
  };
}
