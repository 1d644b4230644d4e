// @ts-check
/**
 * What a query finds: asked of the server; where it does not answer, of the actors in the picture.
 *
 * @typedef {{id: string, title: string, detail: string, select: string}} Hit
 * @typedef {{name: string, one: string, many: string, hits: Hit[], total: number}} Group
 * @typedef {{groups: Group[], words: string}} Answer `words` is a sentence above the groups, or empty
 * @typedef {{id: string, label: string, aliases: string[]}} Actor
 */
import { plain } from "./dom.js";

/** The groups in the order they are read, and how many of something are called. */
const GROUPS = [
  ["actors", "Actors", "actor", "actors"], ["ties", "Ties", "tie", "ties"],
  ["entries", "Entries", "entry", "entries"], ["sources", "Sources", "source", "sources"],
];
const PATIENCE = 5000;
const MOST = [8, 8, 6, 4, 4];

/**
 * @param {string} query
 * @param {AbortSignal} signal
 * @param {Actor[]} actors those of the picture
 * @returns {Promise<Answer | null>} null where nobody waits for it any more
 */
export async function find(query, signal, actors) {
  const late = new AbortController();
  const clock = setTimeout(() => late.abort(), PATIENCE);
  signal.addEventListener("abort", () => late.abort());
  try {
    const address = new URL(`find?q=${encodeURIComponent(query)}`, document.baseURI);
    const response = await fetch(address, { signal: late.signal });
    if (!response.ok) throw new Error(`the server answers ${response.status}`);
    return told(query, await response.json());
  } catch {
    return signal.aborted ? null : away(query, actors);
  } finally {
    clearTimeout(clock);
  }
}

/** @param {string} query @param {any} found @returns {Answer} */
function told(query, found) {
  const groups = GROUPS.filter(([id]) => found[id].total).map(([id, name, one, many]) => ({ name, one, many, ...found[id] }));
  // Few of each where there is some of everything, so that every group is seen without scrolling far.
  for (const group of groups) group.hits = group.hits.slice(0, MOST[groups.length]);
  const instead = found.instead.map((/** @type {[string, string[]]} */ [word, others]) => `“${word}” stands nowhere on this list. Read as ${others.map((other) => `“${other}”`).join(" or ")}.`);
  return { groups, words: groups.length ? instead.join(" ") : `Nothing on this list matches “${query}”. Try fewer words or another spelling.` };
}

/** @param {string} query @param {Actor[]} actors @returns {Answer} */
function away(query, actors) {
  const words = plain(query);
  const ranked = actors.map(({ id, label, aliases }) => {
    const names = [label, ...aliases];
    const ranks = names.map((name) => rank(plain(name), words));
    const best = Math.min(...ranks);
    const other = ranks.indexOf(best) ? names[ranks.indexOf(best)] : "";
    return { best, hit: { id, title: label, detail: other && `“${other}”`, select: id } };
  }).filter(({ best }) => best < 3).sort((one, two) => one.best - two.best || one.hit.title.localeCompare(two.hit.title));
  const hits = ranked.slice(0, MOST[1]).map(({ hit }) => hit);
  if (!hits.length) return { groups: [], words: `The server does not answer, and no actor in this picture is called “${query}”.` };
  const [, name, one, many] = GROUPS[0];
  return { groups: [{ name, one, many, hits, total: ranked.length }], words: "The server does not answer. Only the actors in this picture were looked at." };
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
