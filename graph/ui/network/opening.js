// @ts-check
/**
 * The head of the page: one sentence with figures, and the ready questions as links.
 *
 * @typedef {{id: string, question: string, query: string, open: boolean}} Question
 * @typedef {{sentence: string, questions: Question[]}} Opening
 */

const STYLE = `
.opening { font-family: var(--st-font, sans-serif); color: var(--st-text-color, inherit); line-height: 1.4; }
.opening p { margin: 0; font-size: 0.95rem; }
.opening .figures { font-size: 1.02rem; font-weight: 600; }
.opening ul { list-style: none; margin: 0.3rem 0 0; padding: 0; display: flex; flex-wrap: wrap; gap: 0.3rem 0.4rem; }
.opening a {
  color: var(--st-link-color, inherit); text-decoration: none; font-size: 0.86rem; display: inline-block;
  border: 1px solid color-mix(in srgb, currentColor 35%, transparent); border-radius: 999px; padding: 0.1rem 0.6rem;
}
.opening a:hover { background: color-mix(in srgb, currentColor 10%, transparent); }
.opening a:focus-visible { outline: 2px solid currentColor; outline-offset: 2px; }
.opening a[aria-current="true"] { background: color-mix(in srgb, currentColor 18%, transparent); box-shadow: inset 0 0 0 1px currentColor; }
@media (max-width: 40rem) {
  .opening ul { flex-wrap: nowrap; margin: 0 -4px; overflow-x: auto; padding: 6px 4px; }
  .opening li { flex: none; }
}
`;

/**
 * @param {string} name
 * @param {string} css
 * @param {string} text
 */
function element(name, css, text) {
  const made = document.createElement(name);
  made.className = css;
  made.textContent = text;
  return made;
}

/** How the server is asked; the links outlast one answer. @type {(name: string, value: unknown) => void} */
let ask = () => {};

/** @param {Question} question */
function made({ question, query }) {
  const link = document.createElement("a");
  link.href = query ? `./?${query}` : "./";
  link.textContent = question;
  link.dir = "auto";
  link.addEventListener("click", (event) => {
    // With a modifier the browser opens a tab of its own; a plain click stays in this session.
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0) return;
    event.preventDefault();
    ask("asked", { query });
  });
  const item = document.createElement("li");
  item.append(link);
  return item;
}

/** @param {{data: Opening, parentElement: HTMLElement | ShadowRoot, setTriggerValue: (name: string, value: unknown) => void}} component */
export default function opening({ data, parentElement, setTriggerValue }) {
  ask = setTriggerValue;
  let root = /** @type {HTMLElement | null} */ (parentElement.querySelector(".opening"));
  if (!root) {
    const style = document.createElement("style");
    style.textContent = STYLE;
    root = element("div", "opening", "");
    root.dataset.testid = "opening";
    root.append(element("p", "figures", ""), document.createElement("ul"));
    parentElement.append(style, root);
  }
  const [figures, list] = root.children;
  figures.textContent = data.sentence;
  // The same questions stay the same links: whoever has pressed one keeps the focus on it.
  const words = JSON.stringify(data.questions.map(({ question, query }) => [question, query]));
  if (words !== root.dataset.questions) list.replaceChildren(...data.questions.map(made));
  root.dataset.questions = words;
  list.querySelectorAll("a").forEach((link, place) => {
    if (data.questions[place].open) link.setAttribute("aria-current", "true");
    else link.removeAttribute("aria-current");
  });
}
