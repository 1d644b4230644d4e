// @ts-check
/**
 * What Streamlit's form fields do not do by themselves: a text of several lines is taken while it is typed, Ctrl+Enter
 * saves from anywhere in the form where there is a button for it, and the first field has the focus when a form opens.
 *
 * @typedef {{data: {focus: string, form: string, at: string, saves: string}, parentElement: HTMLElement}} Component
 */
const PAUSE = 600;

/** The form that had its first field focused already. */
let opened = "";
/** How many forms are on screen; the listeners stay, so that a new drawing of the page loses no word. */
let shown = 0;
/** How the key of the button begins that Ctrl+Enter presses; empty for none, where it does what Streamlit does by it. */
let saves = "";
let timer = 0;

/** @param {Component} component */
export default function typing({ data }) {
  shown += 1;
  saves = data.saves;
  if (data.at) focus(data.at, true);
  else if (data.focus && data.form !== opened) focus(data.focus, false);
  opened = data.form;
  // Whoever was quicker than this script is not left waiting.
  take(document.activeElement);
  return () => {
    shown -= 1;
  };
}

document.addEventListener("input", (event) => {
  if (shown) take(event.target);
});

document.addEventListener("keydown", (event) => {
  if (!shown || !saves || event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
  event.preventDefault();
  event.stopPropagation();
  const active = document.activeElement;
  if (active instanceof HTMLElement) active.blur();
  // The field's text goes first, then the click.
  setTimeout(() => /** @type {HTMLElement | null} */ (document.querySelector(`[class*="st-key-${saves}"] button`))?.click(), 60);
}, true);

/**
 * Have a text taken after a pause. Streamlit takes that of an area when it loses the focus; it is told so, and keeps it.
 * @param {EventTarget | null} area
 */
function take(area) {
  if (!(area instanceof HTMLTextAreaElement)) return;
  clearTimeout(timer);
  timer = setTimeout(() => area.dispatchEvent(new FocusEvent("focusout", { bubbles: true })), PAUSE);
}

/**
 * Put the focus into a field, which may not be drawn yet; from nobody who is somewhere already, unless it was asked for.
 * @param {string} key
 * @param {boolean} asked
 * @param {number} [tries]
 */
function focus(key, asked, tries = 300) {
  if (!asked && document.activeElement !== document.body) return;
  const found = /** @type {HTMLElement | null} */ (document.querySelector(`.st-key-${CSS.escape(key)} :is(input, textarea)`));
  if (found) found.focus();
  else if (tries) requestAnimationFrame(() => focus(key, asked, tries - 1));
}
