// @ts-check
/**
 * The wire format, as graph/scene/shapes.py writes it: the same names in the same order. A test holds the two equal.
 *
 * @typedef {{id: string, label: string, kind: string, kind_words: string, x: number, y: number, size: number,
 *   shape: string, satellite: boolean, caption: string, aliases: string[], more: number, stands_for: string[],
 *   home: string}} Node
 * @typedef {{id: string, sentence: string, backing: string, backing_words: string, years: string, say: number,
 *   deny: number, question: number, earlier: number, figures: string, reports: number, mark: string,
 *   only_denied: boolean, unreviewed: boolean, hidden: string}} TieRow
 * @typedef {{id: string, a: string, b: string, polarity: string, only_denied: boolean, unreviewed: boolean, solid: boolean,
 *   head_a: boolean, head_b: boolean, mark: string, roundness: number, badge_x: number, badge_y: number,
 *   heading: string, sentence: string, caption: string, ties: TieRow[]}} Line
 * @typedef {{sample: string, words: string}} LegendEntry
 * @typedef {{nodes: Node[], lines: Line[], legend: LegendEntry[], sentence: string, shown: string,
 *   omitted: string, layout: string}} Scene
 * @typedef {{id: string, list: string, source: string, stance_words: string, statement: string, quote: string,
 *   translation: string, locator: string, speaker: string, relayed_by: string, basis: string, details: string[][],
 *   publisher: string, originator: string, title: string, title_inferred: boolean, url: string, archived_url: string,
 *   published: string, said_on: string, held: string, accessed: string, grade: string, derived_from: string, origin: string, note: string, in_general: boolean,
 *   unreviewed: boolean, source_state: string, citation: string}} Entry
 * @typedef {{voice: string, label: string, kind_words: string, actor: string, list: string, words: string,
 *   reports: number, newest: string, stake: boolean, entries: Entry[]}} VoiceGroup
 * @typedef {{words: string, date: string, entries: string[]}} Word
 * @typedef {{voice: string, label: string, sentence: string, words: Word[]}} Track
 * @typedef {{id: string, label: string, backing: string, backing_words: string, answer_words: string,
 *   says: VoiceGroup[], answers: VoiceGroup[], hidden: string}} Matter
 * @typedef {{id: string, heading: string, sentence: string, ties: TieRow[], view: "line"}} LinePanel
 * @typedef {{id: string, line: string, heading: string, sentence: string, matters: Matter[], tracks: Track[],
 *   definition: string, view: "tie"}} TiePanel
 * @typedef {{heading: string, ties: TieRow[]}} TieGroup
 * @typedef {{tie: string, sentence: string, dates: string, reports: number}} Remark
 * @typedef {{id: string, heading: string, kind_words: string, sentence: string, naming_note: string,
 *   ties: TieGroup[], denies: Remark[], declines: Remark[], says_about_others: Remark[], view: "actor"}} ActorPanel
 * @typedef {{heading: string, sentence: string, disputed: TieRow[], newest: Remark[], view: "start"}} StartPanel
 * @typedef {LinePanel | TiePanel | ActorPanel | StartPanel} Panel
 */
export {};
