// @ts-check
/**
 * What was done in the picture and the server does not know of yet. Of several triggers that reach it in one run
 * Streamlit keeps the last, so each carries those before it; every deed has a number, and the server says which was its
 * last.
 *
 * @typedef {{do: string, actors?: string[], kinds?: string[], x?: number, y?: number}} Deed
 */

/** One count for the page, which is as long as the server's session. */
let last = 0;

export class Deeds {
  constructor() {
    this.waiting = /** @type {(Deed & {number: number})[]} */ ([]);
  }

  /** All that the server is to be told, with one more. @param {Deed} deed */
  with(deed) {
    this.waiting.push({ ...deed, number: ++last });
    return [...this.waiting];
  }

  /** The server knows of the deeds up to this one. @param {number} number */
  settle(number) {
    this.waiting = this.waiting.filter((deed) => deed.number > number);
  }
}
