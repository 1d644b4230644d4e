// @ts-check
/**
 * What Streamlit's form fields do not do by themselves: a text of several lines is taken while it is typed, Ctrl+Enter
 * saves from anywhere in the form where there is a button for it, the first field has the focus when a form opens, and a
 * link to another page takes along what was typed last.
 *
 * @typedef {{data: {focus: string, form: string, at: string, saves: string}, parentElement: HTMLElement}} Component
 */
const PAUSE = 600;
/** Milliseconds after the last letter in which it may be on its way to the server still. */
const FRESH = 3000;
/** Milliseconds that a link waits for the server at most. */
const PATIENCE = 5000;
/** So often in a row the server is found at rest, 50 ms apart, before it has taken all: one run may follow another. */
const CALM = 3;

/** The form that had its first field focused already. */
let opened = "";
/** How many forms are on screen; the listeners stay, so that a new drawing of the page loses no word. */
let shown = 0;
/** How the key of the button begins that Ctrl+Enter presses; empty for none, where it does what Streamlit does by it. */
let saves = "";
let timer = 0;
/** When something was typed last. */
let typed = 0;
/** The link that is followed now. */
let going = /** @type {HTMLAnchorElement | null} */ (null);
/** The link that waits; the one clicked last is meant. */
let leaving = 0;

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
  typed = Date.now();
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

document.addEventListener("click", (event) => {
  const link = event.target instanceof Element && event.target.closest("a[href]");
  if (!shown || !(link instanceof HTMLAnchorElement) || link === going || !leaves(event, link)) return;
  if (!running() && Date.now() - typed > FRESH) return;
  event.preventDefault();
  event.stopPropagation();
  if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
  clearTimeout(leaving);
  follow(link, Date.now() + PATIENCE);
}, true);

const running = () => document.querySelector('[data-testid="stApp"]')?.getAttribute("data-test-script-state") === "running";

/** Whether a click goes to another page of ours in this tab. @param {MouseEvent} event @param {HTMLAnchorElement} link */
function leaves(event, link) {
  if (event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return false;
  return link.origin === location.origin && link.target !== "_blank" && !link.getAttribute("href")?.startsWith("#");
}

/**
 * Click a link again once the server has what was typed: with another page Streamlit drops it. Nobody waits for ever.
 * @param {HTMLAnchorElement} link
 * @param {number} until
 * @param {number} [calm] how often in a row the server was found at rest
 */
function follow(link, until, calm = 0) {
  if (calm < CALM && Date.now() < until) {
    leaving = setTimeout(() => follow(link, until, running() ? 0 : calm + 1), 50);
    return;
  }
  going = link;
  if (link.isConnected) link.click();
  else location.assign(link.href);
  going = null;
}

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
