// @ts-check
/**
 * What is shown of how much, beside the filters. Its place keeps its height whatever it says, so that nothing under
 * it ever moves.
 */

const STYLE = `
.caption { height: 40px; overflow-y: auto; display: flex; align-items: center; color: var(--st-text-color, inherit);
  font-family: var(--st-font, sans-serif); font-size: 0.84rem; line-height: 1.25; }
@media (max-width: 40rem) { .caption { height: 2.2em; } }
.caption p { margin: auto 0; font-size: inherit; line-height: inherit; }
`;

/** @param {{data: {shown: string}, parentElement: HTMLElement}} component */
export default function caption({ data, parentElement }) {
  let root = /** @type {HTMLElement | null} */ (parentElement.querySelector(".caption"));
  if (!root) {
    const style = document.createElement("style");
    style.textContent = STYLE;
    root = document.createElement("div");
    root.className = "caption";
    root.dataset.testid = "caption";
    root.setAttribute("role", "status");
    root.tabIndex = 0;
    root.setAttribute("aria-label", "What is shown");
    root.append(document.createElement("p"));
    parentElement.append(style, root);
  }
  /** @type {HTMLElement} */ (root.firstElementChild).textContent = data.shown;
}
