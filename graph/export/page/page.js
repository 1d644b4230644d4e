// @ts-check
/**
 * What the page does: a line, its number or an actor that is chosen lights up, and its endnote is shown beside the
 * picture; the search finds actors by any name and lines by whatever their endnotes say. All texts are in the page
 * already and are only copied as nodes.
 *
 * @typedef {{id: string, label: string, says: string, names: string[]}} Actor
 * @typedef {{id: string, a: string, b: string, number: number}} Line
 */
(() => {
  "use strict";
  const MOST = 12;
  /** @param {string} id */
  const element = (id) => /** @type {HTMLElement} */ (document.getElementById(id));
  /** @type {{actors: Actor[], lines: Line[]}} */
  const data = JSON.parse(element("briefing").textContent ?? "");
  const svg = /** @type {SVGSVGElement} */ (document.querySelector("svg"));
  const [input, hits, found, told, heading, panel] = ["find", "hits", "found", "told", "panel-heading", "panel"].map(element);
  const actors = new Map(data.actors.map((actor) => [actor.id, actor]));
  const lines = new Map(data.lines.map((line) => [line.id, line]));

  /** @param {string} text lower case, without accents */
  const folded = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  /** @param {number} number */
  const note = (number) => element(`note-${number}`);
  /** @param {string} text @param {() => void} does */
  const button = (text, does) => {
    const made = document.createElement("button");
    made.type = "button";
    made.dir = "auto";
    made.textContent = text;
    made.addEventListener("click", does);
    return made;
  };
  /** @param {Line} line */
  const title = (line) => `${line.number}  ${note(line.number).querySelector("h3 span:last-child")?.textContent}`;

  /** @param {Set<string>} ids what is lit; nothing for all */
  const light = (ids) => {
    svg.classList.toggle("picked", ids.size > 0);
    for (const part of svg.querySelectorAll("[data-id]")) part.classList.toggle("lit", ids.has(part.getAttribute("data-id") ?? ""));
  };

  /** @param {Line} line */
  const showLine = (line) => {
    light(new Set([line.id]));
    heading.textContent = title(line);
    const copy = /** @type {HTMLElement} */ (note(line.number).cloneNode(true));
    copy.removeAttribute("id");
    copy.querySelector("h3")?.remove();
    for (const part of copy.querySelectorAll("h4")) {
      const smaller = document.createElement("h3");
      smaller.dir = "auto";
      smaller.textContent = part.textContent;
      part.replaceWith(smaller);
    }
    const ends = document.createElement("div");
    ends.append(...[line.a, line.b].map((id) => button(`All lines of ${actors.get(id)?.label ?? id}`, () => choose(id))));
    told.replaceChildren(copy, ends);
  };

  /** @param {Actor} actor */
  const showActor = (actor) => {
    const own = data.lines.filter((line) => line.a === actor.id || line.b === actor.id);
    light(new Set([actor.id, ...own.map((line) => line.id)]));
    heading.textContent = actor.label;
    const says = document.createElement("p");
    says.dir = "auto";
    says.textContent = actor.says.split("\n").slice(1).join(". ");
    told.replaceChildren(says, ...own.map((line) => button(title(line), () => choose(line.id))));
  };

  /** @param {string} id of a line or an actor; anything else closes what is open */
  const choose = (id) => {
    const [line, actor] = [lines.get(id), actors.get(id)];
    if (line) showLine(line);
    else if (actor) showActor(actor);
    else light(new Set());
    panel.scrollTop = 0;
    try {
      history.replaceState(null, "", line ? `#note-${line.number}` : "#");
    } catch {
      // A page opened from a file may have no history of its own; the choice is shown all the same.
    }
  };

  for (const part of svg.querySelectorAll("[data-id]")) {
    const id = part.getAttribute("data-id") ?? "";
    part.setAttribute("data-pick", "");
    part.addEventListener("click", () => choose(id));
    for (const name of ["pointerenter", "pointerleave"]) {
      part.addEventListener(name, () => {
        for (const one of svg.querySelectorAll(`[data-id="${CSS.escape(id)}"]`)) one.classList.toggle("hot", name === "pointerenter");
      });
    }
    const kind = part.getAttribute("data-kind");
    if (kind !== "badge" && kind !== "actor") continue;
    part.setAttribute("tabindex", "0");
    part.setAttribute("role", "button");
    const line = lines.get(id);
    part.setAttribute("aria-label", line ? title(line) : actors.get(id)?.label ?? id);
    part.addEventListener("keydown", (event) => {
      const { key } = /** @type {KeyboardEvent} */ (event);
      if (key !== "Enter" && key !== " ") return;
      event.preventDefault();
      choose(id);
      panel.focus();
    });
  }

  const searched = [
    ...data.actors.map((actor) => ({ id: actor.id, title: actor.label, text: folded([actor.label, ...actor.names].join("\n")) })),
    ...data.lines.map((line) => ({ id: line.id, title: title(line), text: folded(note(line.number).textContent ?? "") })),
  ];
  const search = () => {
    const words = folded(/** @type {HTMLInputElement} */ (input).value).split(/\s+/).filter(Boolean);
    /** How many words a title lacks: those come first that are about what was asked, not only mention it. @param {string} title */
    const lacks = (title) => words.filter((word) => !folded(title).includes(word)).length;
    const all = (words.length ? searched.filter(({ text }) => words.every((word) => text.includes(word))) : [])
      .sort((one, other) => lacks(one.title) - lacks(other.title));
    hits.replaceChildren(...all.slice(0, MOST).map((hit) => {
      const item = document.createElement("li");
      item.append(button(hit.title, () => {
        choose(hit.id);
        hits.hidden = true;
        panel.focus();
      }));
      return item;
    }));
    hits.hidden = !all.length;
    found.textContent = words.length ? (all.length > MOST ? `${all.length} found, the first ${MOST} shown` : `${all.length} found`) : "";
  };
  input.addEventListener("input", search);
  /** @param {number} step @param {KeyboardEvent} event */
  const move = (step, event) => {
    const places = [input, .../** @type {NodeListOf<HTMLElement>} */ (hits.querySelectorAll("button"))];
    const next = places[places.indexOf(/** @type {HTMLElement} */ (document.activeElement)) + step];
    event.preventDefault();
    next?.focus();
  };
  for (const place of [input, hits]) {
    place.addEventListener("keydown", (event) => {
      if (event.key === "ArrowDown") move(1, event);
      else if (event.key === "ArrowUp") move(-1, event);
      else if (event.key === "Enter" && place === input) /** @type {HTMLElement | null} */ (hits.querySelector("button"))?.click();
    });
  }
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    hits.hidden = true;
    choose("");
  });
  document.addEventListener("click", (event) => {
    if (!(event.target instanceof Node) || (!hits.contains(event.target) && event.target !== input)) hits.hidden = true;
  });
  element("theme").addEventListener("click", () => {
    const dark = getComputedStyle(document.documentElement).colorScheme.includes("dark");
    document.documentElement.dataset.theme = dark ? "light" : "dark";
  });
  hits.hidden = true;
  svg.setAttribute("role", "group");
  svg.setAttribute("aria-label", svg.querySelector("desc")?.textContent ?? "");
  const wanted = /^#note-(\d+)$/.exec(location.hash);
  const opened = wanted && data.lines.find((line) => line.number === Number(wanted[1]));
  if (opened) showLine(opened);
})();
