// @ts-check
/**
 * Goes to another page of ours as a link does: one step of the browser's history, in the same session. (Streamlit's own
 * switch lays a step between, which has the new page's query on the old page's path; Back would end there.)
 *
 * @typedef {{data: {to: string}}} Component
 */

/** Where we went last, so that a second drawing of the same run goes nowhere. */
let went = "";

/** @param {Component} component */
export default function leave({ data }) {
  if (data.to === went) return;
  went = data.to;
  history.pushState({}, "", new URL(data.to, document.baseURI));
  dispatchEvent(new PopStateEvent("popstate", { state: {} }));
}
