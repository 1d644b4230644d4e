// @ts-check
/**
 * What the picture and the panel share in the browser: the scene on screen and what is selected. Both import this
 * module from one address, so there is one of it.
 *
 * @typedef {import("./shapes.js").Scene} Scene
 */

const events = new EventTarget();

/** @type {{scene: Scene | null, selected: string, entry: string}} */
const now = { scene: null, selected: "", entry: "" };

/** The scene on screen; null before the first. */
export const scene = () => now.scene;

/** The id that is selected; empty where nothing is. */
export const selected = () => now.selected;

/** The entry to be read in what is selected; empty where none was asked for. */
export const entry = () => now.entry;

/** The entry that was asked for is on screen: it is asked for no more. */
export function seen() {
  now.entry = "";
}

/** @param {Scene} drawn */
export function draw(drawn) {
  now.scene = drawn;
  events.dispatchEvent(new CustomEvent("scene"));
}

/**
 * Select an id, from wherever: everybody lights up at once. `by` tells who asked, so that one asker tells the server.
 * @param {string} id
 * @param {string} by
 * @param {string} [entry] the entry within it that is to be read
 */
export function select(id, by, entry = "") {
  now.selected = id;
  now.entry = entry;
  events.dispatchEvent(new CustomEvent("select", { detail: { id, by } }));
}

/**
 * What the server says is selected; it is no news to the server.
 * @param {string} id
 */
export function settle(id) {
  if (id !== now.selected) select(id, "server");
}

/**
 * @param {"scene" | "select"} name
 * @param {(event: CustomEvent) => void} action
 * @returns {() => void} takes the listener away again
 */
export function on(name, action) {
  const listener = /** @type {EventListener} */ (action);
  events.addEventListener(name, listener);
  return () => events.removeEventListener(name, listener);
}
