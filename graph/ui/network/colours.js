// @ts-check
/**
 * Colours of the theme on screen. The drawing comes in the colours of the light palette; in the dark theme each is
 * exchanged for its fellow of the dark one.
 * @typedef {Record<string, string>} Palette
 */

/**
 * Whether Streamlit's page is dark now, by the colour behind it.
 * @param {Element} element
 */
export function isDark(element) {
  const ground = getComputedStyle(element).getPropertyValue("--st-background-color").trim();
  const probe = document.createElement("canvas").getContext("2d");
  if (!probe || !ground) return matchMedia("(prefers-color-scheme: dark)").matches;
  probe.fillStyle = ground;
  probe.fillRect(0, 0, 1, 1);
  const [red, green, blue] = probe.getImageData(0, 0, 1, 1).data;
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue < 128;
}

/**
 * The same drawing in the colours of another palette.
 * @template T
 * @param {T} part
 * @param {Palette} from
 * @param {Palette} to
 * @returns {T}
 */
export function recolour(part, from, to) {
  const fellow = new Map(Object.entries(from).map(([name, colour]) => [colour, to[name]]));
  /** @param {unknown} value @returns {unknown} */
  const walk = (value) => {
    if (typeof value === "string") {
      if (fellow.has(value)) return fellow.get(value);
      if (!value.startsWith("data:image/svg")) return value;
      // The heads of hollow lines are small pictures with the palette's colours written into them.
      return [...fellow].reduce((text, [old, other]) => text.replaceAll(encodeURIComponent(old), encodeURIComponent(other)), value);
    }
    if (Array.isArray(value)) return value.map(walk);
    if (value && typeof value === "object") {
      return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, key === "id" || key === "label" || key === "title" ? inner : walk(inner)]));
    }
    return value;
  };
  return /** @type {T} */ (walk(part));
}
