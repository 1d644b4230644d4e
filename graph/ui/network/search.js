// @ts-check
/** The search by name over the picture: labels and aliases, without accents; the keyboard is enough. */
import { make, plain } from "./dom.js";

const MOST = 8;

/**
 * @param {() => {id: string, label: string, aliases: string[]}[]} actors
 * @param {(id: string) => void} found
 * @param {string} key
 */
export function search(actors, found, key) {
  const list = make("ul", { css: "attest-hits", attributes: { role: "listbox", id: `${key}-hits`, "aria-label": "Actors found" } });
  list.hidden = true;
  const input = /** @type {HTMLInputElement} */ (
    make("input", {
      css: "attest-search",
      attributes: {
        type: "search", placeholder: "Find an actor", "aria-label": "Find an actor", role: "combobox",
        "aria-expanded": "false", "aria-controls": `${key}-hits`, "aria-autocomplete": "list", autocomplete: "off",
      },
    })
  );
  /** @type {{id: string, label: string, other: string}[]} */
  let hits = [];
  let active = 0;

  const close = () => {
    list.hidden = true;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  };
  /** @param {number} place */
  const choose = (place) => {
    const hit = hits[place];
    if (!hit) return;
    close();
    input.value = hit.label;
    found(hit.id);
  };
  const show = () => {
    const words = plain(input.value.trim());
    hits = [];
    if (words) {
      /** @type {[number, {id: string, label: string, other: string}][]} */
      const ranked = [];
      for (const { id, label, aliases } of actors()) {
        const names = [label, ...aliases];
        const ranks = names.map((name) => rank(plain(name), words));
        const best = Math.min(...ranks);
        if (best < 3) {
          const place = ranks.indexOf(best);
          ranked.push([best, { id, label, other: place ? names[place] : "" }]);
        }
      }
      hits = ranked.sort((one, two) => one[0] - two[0] || one[1].label.localeCompare(two[1].label)).slice(0, MOST).map(([, hit]) => hit);
    }
    active = 0;
    list.replaceChildren(
      ...hits.map((hit, place) => {
        const item = make("li", { attributes: { role: "option", id: `${key}-hit-${place}`, "aria-selected": String(place === active) } },
          make("span", { text: hit.label }), hit.other ? make("small", { text: ` ${hit.other}` }) : null);
        item.addEventListener("mousedown", (event) => {
          event.preventDefault();
          choose(place);
        });
        return item;
      }),
    );
    if (words && !hits.length) list.append(make("li", { text: "No actor of that name in this picture", attributes: { "aria-disabled": "true", role: "option" } }));
    list.hidden = !words;
    input.setAttribute("aria-expanded", String(Boolean(words)));
    if (hits.length) input.setAttribute("aria-activedescendant", `${key}-hit-0`);
  };
  input.addEventListener("input", show);
  input.addEventListener("blur", close);
  input.addEventListener("keydown", (event) => {
    // Streamlit listens for single letters on the whole page; what is typed here is ours.
    event.stopPropagation();
    if (event.key === "Escape") close();
    else if (event.key === "Enter") choose(active);
    else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (!hits.length) return;
      active = (active + (event.key === "ArrowDown" ? 1 : hits.length - 1)) % hits.length;
      [...list.children].forEach((item, place) => item.setAttribute("aria-selected", String(place === active)));
      input.setAttribute("aria-activedescendant", `${key}-hit-${active}`);
    }
  });
  return make("div", { css: "attest-find" }, input, list);
}

/**
 * How well a name fits: 0 the same, 1 begins so, 2 a word begins so, 3 not at all.
 * @param {string} name
 * @param {string} words
 */
function rank(name, words) {
  if (name === words) return 0;
  if (name.startsWith(words)) return 1;
  return name.includes(` ${words}`) ? 2 : 3;
}
