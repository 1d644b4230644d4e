// @ts-check
/**
 * Links from a page to itself (another order, another card) are followed without loading the page anew. They are real
 * links all the same: opened in a new tab, copied, or without this script they lead to the same place. What had the
 * focus has it again afterwards; a card that opens takes it to its heading.
 *
 * @typedef {{data: {at: string, marked?: boolean}, parentElement: HTMLElement, setTriggerValue: (name: string, value: unknown) => void}} Component
 */

/** The link that was followed last, until the page it leads to is here. @type {{key: string, at: string} | null} */
let followed = null;

/** Where we were when the page was drawn last. */
let drawn = "";

/** @param {Component} component */
export default function inplace({ data, setTriggerValue }) {
  if (drawn !== data.at) {
    drawn = data.at;
    requestAnimationFrame(reveal);
  }
  if (followed && followed.at !== data.at) {
    land(followed.key, data.marked ? data.at : "");
    followed = null;
  }
  const at = data.at;
  /** @param {MouseEvent} event */
  const click = (event) => {
    const link = event.target instanceof Element ? event.target.closest("a") : null;
    if (!link || event.defaultPrevented || event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    if (!link.closest(".attest") || link.target === "_blank" || link.origin !== location.origin || link.pathname !== location.pathname) return;
    event.preventDefault();
    followed = { key: link.dataset.land ?? link.dataset.key ?? "", at };
    setTriggerValue("went", { query: link.search.slice(1) });
  };
  document.addEventListener("click", click);
  return () => document.removeEventListener("click", click);
}

/** What is open is in view in its list, and is read from its beginning. */
function reveal() {
  const open = document.querySelector(".attest .rv-draft[aria-current]");
  const list = open?.closest(".st-key-review_list");
  if (open && list) {
    // The list alone is scrolled: scrollIntoView would take the whole page along, heading and all.
    const [at, frame] = [open.getBoundingClientRect(), list.getBoundingClientRect()];
    if (at.top < frame.top) list.scrollTop -= frame.top - at.top;
    else if (at.bottom > frame.bottom) list.scrollTop += at.bottom - frame.bottom;
  }
  document.querySelector(".st-key-review_draft")?.scrollTo({ top: 0 });
}

/**
 * Put the focus where the reader goes on, once the page for `at` is there (a page that does not mark what it draws for
 * an address has only its heading to tell by): on the same link of the new table, else on the heading of what has opened.
 * @param {string} key @param {string} at
 */
function land(key, at, tries = 100) {
  const marks = /** @type {HTMLElement[]} */ ([...document.querySelectorAll(".attest[data-at]")]);
  // While the new page comes, parts of the old one may still stand beside it.
  const here = at ? marks.length && marks.every((mark) => mark.dataset.at === at) : document.querySelector(".attest h1");
  if (!here) {
    if (tries) setTimeout(() => land(key, at, tries - 1), 50);
    return;
  }
  const same = key ? document.querySelector(`.attest [data-key="${CSS.escape(key)}"]`) : null;
  const found = /** @type {HTMLElement | null} */ (same ?? document.querySelector(".attest h1"));
  if (!found) return;
  if (!same) found.tabIndex = -1;
  found.focus({ preventScroll: Boolean(same) });
  if (!same) found.scrollIntoView({ block: "nearest" });
}
