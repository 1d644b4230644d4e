// @ts-check
/** Elements made by hand. Record text enters the page here, as text nodes, with its own direction; never as markup. */

/**
 * @param {string} name
 * @param {{text?: string, css?: string, attributes?: Record<string, string>}} [what]
 * @param {(Node | null | undefined | false)[]} inside
 * @returns {HTMLElement}
 */
export function make(name, what = {}, ...inside) {
  const made = document.createElement(name);
  if (what.css) made.className = what.css;
  for (const [key, value] of Object.entries(what.attributes ?? {})) made.setAttribute(key, value);
  if (what.text) {
    made.textContent = what.text;
    if (!made.hasAttribute("dir")) made.dir = "auto";
  }
  for (const part of inside) if (part) made.append(part);
  return made;
}

/**
 * A link to another host, only where the address is http or https; otherwise the text alone.
 * @param {string} text
 * @param {string} address
 */
export function outside(text, address) {
  let scheme = "";
  try {
    scheme = new URL(address).protocol;
  } catch {
    // No address at all, or none a browser understands: the text stands alone.
  }
  if (scheme !== "http:" && scheme !== "https:") return make("span", { text });
  return make("a", { text, attributes: { href: address, target: "_blank", rel: "noopener noreferrer" } });
}

/**
 * A button that looks like what it says.
 * @param {string} css
 * @param {string} text
 * @param {(event: MouseEvent) => void} action
 * @param {Record<string, string>} [attributes]
 */
export function button(css, text, action, attributes = {}) {
  const made = /** @type {HTMLButtonElement} */ (make("button", { text, css, attributes: { type: "button", ...attributes } }));
  made.addEventListener("click", action);
  return made;
}

/** Letters alone: no case, no accents, so that `Türkiye` is found by `turkiye`. @param {string} text */
export function plain(text) {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLocaleLowerCase("en");
}

let styled = false;

/** Put our one stylesheet into the page, once. */
export function style() {
  if (styled) return;
  styled = true;
  const link = document.createElement("link");
  link.rel = "stylesheet";
  link.href = new URL("theme.css", import.meta.url).href;
  document.head.append(link);
}
