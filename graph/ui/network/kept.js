// @ts-check
/**
 * The picture and the panel outlive their place on the page for a moment. Where a click follows a filter at once,
 * Streamlit drops what the filter's run had drawn but not yet sent, takes the old one for stale, and puts a new one in
 * its place a moment later. Whoever has just opened a dialog, typed a letter or scrolled must not notice.
 */

/** Milliseconds that a part waits for another place, which comes with the answer to the click: a busy server takes its time. */
const LINGER = 15000;

/**
 * Keeps the one part of its sort that is on the page.
 * @template {{root: HTMLElement, end: () => void}} P
 */
export class Keeper {
  /** @param {() => P} make a new part, whose root is not on the page yet @param {number} linger */
  constructor(make, linger = LINGER) {
    this.make = make;
    this.linger = linger;
    this.part = /** @type {P | null} */ (null);
    this.parent = /** @type {HTMLElement | null} */ (null);
    this.focus = /** @type {HTMLElement | null} */ (null);
    this.scrolled = /** @type {Map<Element, number>} */ (new Map());
    this.leaving = 0;
  }

  /** The part, standing in `parent`. @param {HTMLElement} parent @returns {P} */
  in(parent) {
    clearTimeout(this.leaving);
    this.part ??= this.watched(this.make());
    if (this.parent !== parent) {
      this.parent = parent;
      parent.append(this.part.root);
      for (const [element, top] of this.scrolled) element.scrollTop = top;
      if (document.activeElement === document.body) this.focus?.focus({ preventScroll: true });
    }
    return this.part;
  }

  /** This place is gone from the page; the part ends where it is given no other one. @param {HTMLElement} parent */
  left(parent) {
    if (this.parent !== parent) return;
    this.leaving = setTimeout(() => {
      this.part?.end();
      this.part = this.parent = this.focus = null;
      this.scrolled.clear();
    }, this.linger);
  }

  /** @param {P} part */
  watched(part) {
    const { root } = part;
    root.addEventListener("focusin", (event) => (this.focus = /** @type {HTMLElement} */ (event.target)));
    // What is taken from the page may lose the focus by that too; then it gets it back.
    root.addEventListener("focusout", () => queueMicrotask(() => {
      if (root.isConnected && !root.contains(document.activeElement)) this.focus = null;
    }));
    root.addEventListener("scroll", ({ target }) => {
      if (target instanceof Element && root.isConnected) this.scrolled.set(target, target.scrollTop);
    }, true);
    return part;
  }
}
