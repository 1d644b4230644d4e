// @ts-check
/**
 * What Streamlit's form fields do not do by themselves: a text of several lines is taken while it is typed, Ctrl+Enter
 * saves from anywhere in the form, and the first field has the focus when a form opens.
 *
 * @typedef {{data: {focus: string, form: string, at: string}, parentElement: HTMLElement}} Component
 */
const PAUSE = 600;

/** The form that had its first field focused already. */
let opened = "";

/** @param {Component} component */
export default function typing({ data }) {
  if (data.at) focus(data.at);
  else if (data.form !== opened) focus(data.focus);
  opened = data.form;
  let timer = 0;
  /** @param {Event} event */
  const typed = (event) => {
    if (!(event.target instanceof HTMLTextAreaElement)) return;
    const area = event.target;
    clearTimeout(timer);
    timer = setTimeout(() => commit(area), PAUSE);
  };
  /** @param {KeyboardEvent} event */
  const key = (event) => {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey) || !event.isTrusted) return;
    event.preventDefault();
    event.stopPropagation();
    const active = document.activeElement;
    if (active instanceof HTMLElement) active.blur();
    // The field's text goes first, then the click.
    setTimeout(() => /** @type {HTMLElement | null} */ (document.querySelector('[class*="st-key-edit_save_"] button'))?.click(), 60);
  };
  document.addEventListener("input", typed);
  document.addEventListener("keydown", key, true);
  return () => {
    clearTimeout(timer);
    document.removeEventListener("input", typed);
    document.removeEventListener("keydown", key, true);
  };
}

/** Streamlit takes the text of an area when it loses the focus; it is told so, and keeps the focus. @param {HTMLElement} area */
function commit(area) {
  area.dispatchEvent(new FocusEvent("focusout", { bubbles: true }));
}

/** Put the focus into a field, which may not be drawn yet. @param {string} key @param {number} [tries] */
function focus(key, tries = 60) {
  const found = /** @type {HTMLElement | null} */ (document.querySelector(`.st-key-${CSS.escape(key)} :is(input, textarea)`));
  if (found) found.focus();
  else if (tries) requestAnimationFrame(() => focus(key, tries - 1));
}
