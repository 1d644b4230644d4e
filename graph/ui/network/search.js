// @ts-check
/**
 * The search over the picture: a combobox whose list has four groups. The keyboard is enough, from the first letter
 * to the evidence: what is pressed while the answer is on its way counts when it is there.
 */
import { find } from "./finding.js";
import { make } from "./dom.js";

/** @typedef {import("./finding.js").Hit} Hit */
/** @typedef {import("./finding.js").Group} Group */

const LABEL = "Find an actor, tie, entry or source";
const PAUSE = 80;

/**
 * @param {() => import("./shapes.js").Scene | undefined} scene what is in the picture
 * @param {(id: string, entry: string) => void} found takes what to select, and the entry that was chosen or nothing
 * @returns {{root: HTMLElement, end: () => void}}
 */
export function search(scene, found) {
  const list = make("div", { css: "attest-options", attributes: { role: "listbox", id: "attest-hits", "aria-label": "What was found" } });
  const words = make("p", { css: "attest-words" });
  const hits = make("div", { css: "attest-hits" }, words, list);
  const said = make("p", { css: "attest-said", attributes: { role: "status", "aria-live": "polite" } });
  const input = /** @type {HTMLInputElement} */ (make("input", {
    css: "attest-search",
    attributes: {
      type: "search", placeholder: LABEL, "aria-label": LABEL, role: "combobox", dir: "auto", maxlength: "200", "aria-expanded": "false",
      "aria-controls": "attest-hits", "aria-autocomplete": "list", "aria-keyshortcuts": "/", autocomplete: "off", spellcheck: "false",
    },
  }));
  /** @type {{element: HTMLElement, choose: () => void}[]} */
  let options = [];
  let active = -1;
  let asking = new AbortController();
  let waiting = false;
  /** @type {string[]} */
  let pressed = [];
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let soon;

  /** @param {boolean} open */
  const open = (open) => {
    hits.hidden = !open;
    list.hidden = !options.length;
    input.setAttribute("aria-expanded", String(open && options.length > 0));
    if (!open) point(-1);
  };
  /** @param {number} place */
  const point = (place) => {
    options[active]?.element.setAttribute("aria-selected", "false");
    active = place;
    const here = options[active]?.element;
    here?.setAttribute("aria-selected", "true");
    here?.scrollIntoView({ block: "nearest" });
    if (here) input.setAttribute("aria-activedescendant", here.id);
    else input.removeAttribute("aria-activedescendant");
  };
  /** @param {Group} group @param {Hit} hit @param {Set<string>} here */
  const option = (group, hit, here) => {
    // A strand is drawn with its tie, whose id is the first three parts of its own.
    const absent = group.name === "Sources" || here.has(hit.select.split(".").slice(0, 3).join(".")) ? "" : "not in this picture";
    const element = make("div", { css: "attest-option", attributes: { role: "option", id: `attest-hit-${options.length}`, "aria-selected": "false", "data-id": hit.id } },
      make("span", { css: "attest-title", text: hit.title }), " ",
      make("small", { text: [hit.detail, absent].filter(Boolean).join(" · ") }));
    const choose = () => {
      stop();
      open(false);
      if (group.name === "Sources") location.assign(new URL(`./sources?source=${encodeURIComponent(hit.select)}`, document.baseURI));
      else found(hit.select, group.name === "Entries" ? hit.id : "");
    };
    element.addEventListener("click", choose);
    options.push({ element, choose });
    return element;
  };
  /** @param {import("./finding.js").Answer} answer */
  const show = (answer) => {
    const here = new Set([...(scene()?.nodes ?? []), ...(scene()?.lines.flatMap(({ ties }) => ties) ?? [])].map(({ id }) => id));
    options = [];
    point(-1);
    words.textContent = answer.words;
    words.hidden = !answer.words;
    list.replaceChildren(...answer.groups.map((group, place) => {
      const [id, rest] = [`attest-group-${place}`, group.total - group.hits.length];
      return make("div", { css: "attest-found", attributes: { role: "group", "aria-labelledby": id } },
        make("div", { css: "attest-heading", attributes: { id, role: "presentation" } },
          make("span", { text: group.name }), " ", make("span", { css: "attest-number", text: group.total.toLocaleString("en") })),
        ...group.hits.map((hit) => option(group, hit, here)),
        rest ? make("div", { css: "attest-rest", text: `and ${rest.toLocaleString("en")} more`, attributes: { role: "presentation" } }) : null);
    }));
    open(true);
    list.scrollTop = 0;
    const numbers = answer.groups.map(({ total, one, many }) => `${total.toLocaleString("en")} ${total === 1 ? one : many}`);
    said.textContent = [answer.words, numbers.length ? `${numbers.join(", ")} found. Choose with the arrow keys.` : ""].filter(Boolean).join(" ");
  };
  const stop = () => {
    clearTimeout(soon);
    asking.abort();
    waiting = false;
    pressed = [];
  };
  const ask = () => {
    stop();
    const query = input.value.trim();
    if (!query) {
      options = [];
      said.textContent = "";
      return open(false);
    }
    waiting = true;
    const mine = (asking = new AbortController());
    soon = setTimeout(async () => {
      const answer = await find(query, mine.signal, scene()?.nodes ?? []);
      // An answer to an older question is passed over.
      if (!answer || mine !== asking) return;
      waiting = false;
      show(answer);
      for (const name of pressed.splice(0)) press(name);
    }, PAUSE);
  };
  /** @param {string} name a key that moves in the list or chooses from it */
  const press = (name) => {
    const last = options.length - 1;
    if (name === "Enter") options[Math.max(active, 0)]?.choose();
    else if (name === "Home") point(0);
    else if (name === "End") point(last);
    else if (last >= 0) point(name === "ArrowDown" ? (active === last ? 0 : active + 1) : active <= 0 ? last : active - 1);
  };
  /** @param {KeyboardEvent} event */
  const keyed = (event) => {
    // Streamlit listens for single letters on the whole page; what is typed here is ours.
    event.stopPropagation();
    if (event.isComposing) return;
    const name = event.key;
    if (name === "Escape") {
      stop();
      if (hits.hidden) input.value = "";
      open(false);
      event.preventDefault();
      return;
    }
    const moves = name === "ArrowDown" || name === "ArrowUp" || name === "Enter" || ((name === "Home" || name === "End") && active >= 0);
    if (!moves || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    if (waiting) pressed.push(name);
    else if (hits.hidden) {
      // A closed list is opened first; only an arrow that opened it goes on into it.
      ask();
      if (name !== "Enter") pressed.push(name);
    } else press(name);
  };
  /** A slash from anywhere but a text goes to the box. @param {KeyboardEvent} event */
  const slash = (event) => {
    if (event.key !== "/" || !input.isConnected || event.altKey || event.ctrlKey || event.metaKey || writes(event)) return;
    event.preventDefault();
    input.focus();
    input.select();
  };
  input.addEventListener("input", ask);
  input.addEventListener("keydown", keyed);
  input.addEventListener("blur", () => {
    stop();
    open(false);
  });
  // The list is no place for the focus: it stays where the words are typed.
  hits.addEventListener("mousedown", (event) => event.preventDefault());
  document.addEventListener("keydown", slash);
  open(false);
  return {
    root: make("div", { css: "attest-find" }, input, hits, said),
    end: () => {
      stop();
      document.removeEventListener("keydown", slash);
    },
  };
}

/** Whether a key goes into a text. @param {KeyboardEvent} event */
function writes(event) {
  const target = event.composedPath()[0];
  return target instanceof HTMLElement && (target.isContentEditable || ["INPUT", "TEXTAREA", "SELECT"].includes(target.tagName));
}
