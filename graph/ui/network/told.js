// @ts-check
/**
 * What was done on the page and the server has not answered yet. Of several messages of a component that wait for one
 * run Streamlit keeps the last, whatever it is about: a click right after a deed would undo it. So the picture speaks
 * for the panel too, each message repeats all that has no answer, and the server passes over what it has heard.
 *
 * @typedef {{do: string, actors?: string[], kinds?: string[], x?: number, y?: number}} Deed
 */

/** One count for the page, which is as long as the server's session. */
let last = 0;
let send = /** @type {(name: string, value: unknown) => void} */ (() => {});
/** @type {(Deed & {number: number})[]} */
let deeds = [];
/** @type {Map<string, {number: number}>} */
const latest = new Map();

/** How the server is reached. @param {(name: string, value: unknown) => void} way */
export function through(way) {
  send = way;
}

/** Something was done to the picture. @param {Deed} deed */
export function did(deed) {
  deeds.push({ ...deed, number: ++last });
  repeat();
}

/** Something is so from now on: what was said of it before counts no more. @param {"selected" | "noted"} name @param {Record<string, unknown>} value */
export function tell(name, value) {
  latest.set(name, { ...value, number: ++last });
  repeat();
}

/** Whether something that was told has no answer yet. @param {"selected" | "noted"} name */
export const waits = (name) => latest.has(name);

/** The server has heard all up to this number. @param {number} number */
export function heard(number) {
  deeds = deeds.filter((deed) => deed.number > number);
  for (const [name, value] of latest) if (value.number <= number) latest.delete(name);
}

function repeat() {
  if (deeds.length) send("acted", { deeds });
  for (const [name, value] of latest) send(name, value);
}
