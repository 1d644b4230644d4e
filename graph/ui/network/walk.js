// @ts-check
/** Actors on their way from one layout to another. Where motion is unwelcome they are there at once. */

const LASTS = 450;

/**
 * Move actors to new places, all together; lines follow.
 * @param {any} network vis-network
 * @param {{id: string, x: number, y: number}[]} nodes where they are to stand
 * @param {() => void} then
 * @returns {() => void} ends the walk at once, everybody in place
 */
export function walk(network, nodes, then) {
  const from = network.getPositions(nodes.map((node) => node.id));
  const began = performance.now();
  let frame = 0;
  /** @param {number} part */
  const place = (part) => {
    const eased = part < 0.5 ? 2 * part * part : 1 - (-2 * part + 2) ** 2 / 2;
    for (const { id, x, y } of nodes) {
      const was = from[id] ?? { x, y };
      network.moveNode(id, was.x + (x - was.x) * eased, was.y + (y - was.y) * eased);
    }
  };
  const end = () => {
    cancelAnimationFrame(frame);
    place(1);
    then();
  };
  if (matchMedia("(prefers-reduced-motion: reduce)").matches) {
    end();
    return () => {};
  }
  /** @param {number} now */
  const step = (now) => {
    const part = Math.min(1, (now - began) / LASTS);
    place(part);
    if (part < 1) frame = requestAnimationFrame(step);
    else then();
  };
  frame = requestAnimationFrame(step);
  return end;
}
