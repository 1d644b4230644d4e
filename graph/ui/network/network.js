// @ts-check
/**
 * The picture. vis-network is mounted once and told of differences only; physics is off, so an actor
 * that did not change does not move. What is clicked lights up here at once and goes to the server as `selected`;
 * whatever is done with actors, dragging them included, goes there as `acted`.
 *
 * The root carries `attest`: `ids()` -> {actors, lines}; `pointOf(id)` -> {x, y} in page pixels, a point where a click
 * picks exactly that id, or null; `places()` -> {actor: {x, y}} in canvas units.
 *
 * @typedef {import("./shapes.js").Scene} Scene
 * @typedef {import("./shapes.js").Line} Line
 * @typedef {import("./curve.js").Point} Point
 * @typedef {{nodes: any[], edges: any[], options: Record<string, any>}} Drawing
 * @typedef {{drawing: Drawing, scene: Scene, palettes: {light: Record<string, string>, dark: Record<string, string>}, notices: string[], steps: {back: boolean, forth: boolean},
 *   chart: import("./notes.js").Chart}} Data
 * @typedef {{data: Data, parentElement: HTMLElement, setTriggerValue: (name: string, value: unknown) => void}} Component
 */
import { Actions } from "./actions.js";
import { badge, middle, radius } from "./badges.js";
import * as bus from "./bus.js";
import { coastlines, land } from "./coast.js";
import { isDark, recolour } from "./colours.js";
import { at, via } from "./curve.js";
import { button, make, style } from "./dom.js";
import { help } from "./help.js";
import { Keeper } from "./kept.js";
import { names } from "./labels.js";
import { legend } from "./legend.js";
import { Notes } from "./notes.js";
import { rings } from "./rings.js";
import { search } from "./search.js";
import * as told from "./told.js";
import { walk } from "./walk.js";

const kept = new Keeper(() => new Picture());

/** @type {Promise<any> | null} */
let loading = null;

/** vis-network, fetched from our own host at the first picture. @returns {Promise<any>} */
function library() {
  loading ??= new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = new URL("assets/pyvis/vis-9.1.2/vis-network.min.js", document.baseURI).href;
    script.onload = () => resolve(/** @type {any} */ (window).vis);
    script.onerror = () => reject(new Error("the picture's library did not load"));
    document.head.append(script);
  });
  return loading;
}

const HEAD = 48;
const EDGE = 10;
const MOST_ZOOM = 1.4;
const SETTLED = 1500;
const FONT = "'Source Sans', 'Source Sans Pro', 'Segoe UI', 'Helvetica Neue', Arial, sans-serif";

class Picture {
  constructor() {
    this.data = /** @type {Data | null} */ (null);
    this.network = /** @type {any} */ (null);
    this.lines = /** @type {Map<string, Line>} */ (new Map());
    this.palette = /** @type {Record<string, string>} */ ({});
    this.degrees = /** @type {Map<string, number>} */ (new Map());
    this.drawn = new Map();
    this.touched = false;
    this.dragged = "";
    this.marked = /** @type {Set<string>} */ (new Set());
    this.actions = new Actions((action) => this.act(action), (actors) => this.keep(actors), () => this.hold());
    this.notes = new Notes(() => this.network, (noted) => told.tell("noted", noted));
    const helped = help();
    this.canvas = make("div", { css: "attest-canvas" });
    this.legend = make("div", { css: "attest-legend-place" });
    this.back = /** @type {HTMLButtonElement} */ (button("attest-control", "↶", () => this.act({ do: "undo" }), { "aria-label": "Undo" }));
    this.forth = /** @type {HTMLButtonElement} */ (button("attest-control", "↷", () => this.act({ do: "redo" }), { "aria-label": "Redo" }));
    const controls = make("div", { css: "attest-controls" }, this.notes.add, this.back, this.forth,
      button("attest-control", "Fit", () => this.fit(), { "aria-label": "Fit the whole picture" }),
      button("attest-control", "+", () => this.zoom(1.25), { "aria-label": "Zoom in" }),
      button("attest-control", "−", () => this.zoom(0.8), { "aria-label": "Zoom out" }),
      helped.button);
    const find = search(() => this.data?.scene, (id, entry) => this.find(id, entry));
    this.notices = make("div", { css: "attest-notices", attributes: { role: "status" } });
    this.root = make("div", {
      css: "attest-network",
      attributes: { role: "group", "aria-label": "Picture of the ties. The same ties stand in the tab List beside it.", "data-testid": "network" },
    }, make("div", { css: "attest-stage" }, this.canvas, this.notes.root,
      find.root, make("div", { css: "attest-top" }, this.actions.bar, controls), this.notices, this.actions.dialog), this.legend, helped.dialog);
    this.root.addEventListener("keydown", (event) => this.pressed(event));
    /** @type {any} */ (this.root).attest = { ids: () => this.ids(), pointOf: (/** @type {string} */ id) => this.pointOf(id), places: () => this.network?.getPositions() ?? {} };
    this.off = [bus.on("select", ({ detail: { id, by } }) => {
      if (this.keeping && by !== "server" && this.isActor(id)) this.mark([...this.marked, id]);
      this.light(id);
    }), find.end];
    const dark = matchMedia("(prefers-color-scheme: dark)");
    const themed = () => setTimeout(() => this.data && this.update(this.data), 60);
    dark.addEventListener("change", themed);
    this.off.push(() => dark.removeEventListener("change", themed));
    const sizes = new ResizeObserver(() => this.resize());
    sizes.observe(this.canvas);
    this.off.push(() => sizes.disconnect());
  }

  /** @param {Data} data */
  update(data) {
    this.data = data;
    this.palette = isDark(this.root) ? data.palettes.dark : data.palettes.light;
    this.lines = new Map(data.scene.lines.map((line) => [line.id, line]));
    this.degrees = new Map();
    for (const line of data.scene.lines) for (const end of [line.a, line.b]) this.degrees.set(end, (this.degrees.get(end) ?? 0) + 1);
    this.back.disabled = !data.steps.back;
    this.forth.disabled = !data.steps.forth;
    this.marked = new Set([...this.marked].filter((id) => data.scene.nodes.some((node) => node.id === id)));
    const drawing = recolour(data.drawing, data.palettes.light, this.palette);
    this.root.style.background = this.palette.ground;
    this.legend.replaceChildren(legend(data.scene.legend, this.palette));
    this.notify(data);
    this.notes.update(data.chart);
    bus.draw(data.scene);
    library().then((vis) => {
      if (this.data === data) this.paint(vis, drawing);
    });
  }

  /** Say what lies over the picture, once: what was dismissed comes back with other words only. @param {Data} data */
  notify({ notices, scene }) {
    const nothing = !scene.lines.length;
    const words = JSON.stringify([notices, nothing && scene.shown]);
    if (words === this.said) return;
    this.said = words;
    this.notices.replaceChildren(...notices.map((text) => {
      const notice = make("p", { text });
      notice.append(button("attest-dismiss", "×", () => notice.remove(), { "aria-label": "Dismiss" }));
      return notice;
    }));
    this.notices.classList.toggle("attest-nothing", nothing);
    if (nothing) this.notices.append(this.empty(scene));
  }

  /** @param {any} vis @param {Drawing} drawing */
  paint(vis, drawing) {
    if (!this.network) {
      this.nodes = new vis.DataSet();
      this.edges = new vis.DataSet();
      this.differ(drawing);
      this.network = new vis.Network(this.canvas, { nodes: this.nodes, edges: this.edges }, drawing.options);
      this.options = JSON.stringify(drawing.options);
      this.listen();
      this.resize();
      this.fit(false);
      // From here on the view is the user's; a page that is still finding its width has found it by then.
      setTimeout(() => (this.touched = true), SETTLED);
    } else {
      const options = JSON.stringify(drawing.options);
      if (options !== this.options) this.network.setOptions(drawing.options);
      this.options = options;
      this.differ(drawing);
    }
    this.layout = this.data?.scene.layout ?? "";
    this.coast = this.layout === "map" ? this.coast ?? [] : undefined;
    if (this.coast && !this.coast.length) coastlines().then((rings) => this.coast && (this.coast = rings) && this.network?.redraw(), () => {});
    this.light(bus.selected());
  }

  /** Tell vis-network what is new, changed or gone, and nothing else. @param {Drawing} drawing */
  differ(drawing) {
    const wanted = new Map();
    this.walking?.();
    // In another layout everybody walks; in the same one nobody moves whose place did not change.
    const moves = this.network && this.layout !== this.data?.scene.layout;
    const walkers = moves ? drawing.nodes.filter((item) => this.nodes.get(item.id)).map(({ id, x, y }) => ({ id, x, y })) : [];
    const stand = new Map(walkers.map(({ id }) => [id, this.network.getPosition(id)]));
    for (const [set, items] of [[this.nodes, drawing.nodes], [this.edges, drawing.edges]]) {
      const changed = [];
      const here = new Set();
      for (const item of items) {
        const words = JSON.stringify(item);
        here.add(item.id);
        wanted.set(item.id, words);
        if (this.drawn.get(item.id) !== words) changed.push(set === this.nodes && stand.has(item.id) ? { ...item, ...stand.get(item.id) } : item);
      }
      const gone = set.getIds().filter((/** @type {string} */ id) => !here.has(id));
      // An edge that changes its dashes or heads keeps old ones where it is only updated, so it is drawn anew.
      if (gone.length) set.remove(gone);
      if (changed.length) {
        if (set === this.edges) set.remove(changed.map((/** @type {any} */ item) => item.id).filter((/** @type {string} */ id) => this.drawn.has(id)));
        set.update(changed);
      }
    }
    this.drawn = wanted;
    if (moves) {
      this.walking = walk(this.network, walkers, () => {
        this.walking = undefined;
        for (const { id, x, y } of walkers) this.nodes.update({ id, x, y });
        this.fit();
      });
    }
  }

  listen() {
    this.network.on("click", (/** @type {any} */ event) => this.pick(event.pointer.DOM, event.event?.srcEvent));
    const twice = (/** @type {Point} */ dom) => {
      const node = this.data?.scene.nodes.find((one) => one.id === this.picked(dom));
      this.quiet();
      if (node) this.actions.expand(node);
    };
    this.network.on("doubleClick", (/** @type {any} */ event) => twice(event.pointer.DOM));
    // vis-network takes two clicks for one each where drawing the first took long; the browser knows when they were.
    this.canvas.addEventListener("dblclick", (event) => {
      const { left, top } = this.canvas.getBoundingClientRect();
      twice({ x: event.clientX - left, y: event.clientY - top });
    });
    // What is drawn anew meanwhile selects something else; what was taken is let go all the same.
    this.network.on("dragStart", (/** @type {any} */ event) => (this.dragged = event.nodes[0] ?? ""));
    this.network.on("dragEnd", () => {
      const id = this.dragged;
      if (!id) return;
      const { x, y } = this.network.getPosition(id);
      const item = this.nodes.get(id);
      this.nodes.update({ id, x, y });
      this.drawn.set(id, JSON.stringify({ ...JSON.parse(this.drawn.get(id) ?? "{}"), ...item, x: Math.round(x), y: Math.round(y) }));
      told.did({ do: "move", actors: [id], x: Math.round(x), y: Math.round(y) });
    });
    this.network.on("beforeDrawing", (/** @type {CanvasRenderingContext2D} */ canvas) => this.halo(canvas));
    this.network.on("afterDrawing", (/** @type {CanvasRenderingContext2D} */ canvas) => this.above(canvas));
    // Until somebody moves the view, a page that is still finding its width may not leave the picture small.
    for (const name of ["dragStart", "zoom"]) this.network.on(name, () => (this.touched = true));
    for (const name of ["hoverNode", "hoverEdge"]) this.network.on(name, () => (this.canvas.style.cursor = "pointer"));
    for (const name of ["blurNode", "blurEdge"]) this.network.on(name, () => (this.canvas.style.cursor = ""));
  }

  /** What a click at a place of the canvas picks: an actor, a badge's line, a line, or nothing. @param {Point} dom */
  picked(dom) {
    const actor = this.network.getNodeAt(dom);
    if (actor) return actor;
    const place = this.network.DOMtoCanvas(dom);
    for (const line of this.lines.values()) {
      const size = radius(line);
      if (!size) continue;
      const centre = this.middle(line);
      if (centre && Math.hypot(centre.x - place.x, centre.y - place.y) <= size + 1) return line.id;
    }
    return this.network.getEdgeAt(dom) ?? "";
  }

  /** Take the hover caption away. */
  quiet() {
    /** @type {HTMLElement | null} */ (this.canvas.querySelector(".vis-tooltip"))?.style.setProperty("visibility", "hidden");
  }

  /** @param {Point} dom @param {MouseEvent} [event] */
  pick(dom, event) {
    this.quiet();
    const id = this.picked(dom);
    if (event && (event.shiftKey || event.ctrlKey || event.metaKey)) {
      const before = this.marked.size ? [...this.marked] : [bus.selected()];
      if (this.isActor(id)) this.mark(before.includes(id) ? before.filter((one) => one !== id) : [...before, id]);
      return;
    }
    this.forget();
    bus.select(id, "network");
    told.tell("selected", { id });
  }

  /** @param {string} id */
  isActor(id) {
    return this.data?.scene.nodes.some((node) => node.id === id) ?? false;
  }

  /** Choose several actors, to do something with all of them. @param {string[]} ids */
  mark(ids) {
    this.marked = new Set(ids.filter((id) => this.isActor(id)));
    this.offer();
    this.network?.redraw();
  }

  /** Choose others besides these, by search or list. @param {string[]} ids */
  keep(ids) {
    this.mark(ids);
    this.keeping = ids.length > 0;
    if (this.keeping) this.hold(true);
  }

  /** Take the focus from what goes away: to Undo, where there is something to undo, else to the search. @param {boolean} [search] */
  hold(search = this.back.disabled) {
    (search ? /** @type {HTMLElement | null} */ (this.root.querySelector(".attest-search")) : this.back)?.focus();
  }

  /** What can be done stands below the picture while actors are chosen. */
  offer() {
    const chosen = this.marked.size ? this.marked : new Set([bus.selected()]);
    const nodes = (this.data?.scene.nodes ?? []).filter((node) => chosen.has(node.id));
    const homes = new Set(this.data?.scene.nodes.map((node) => node.home));
    this.actions.offer(nodes, nodes.some((node) => homes.has(node.id)));
  }

  /** @param {import("./actions.js").Action} action */
  act(action) {
    this.quiet();
    if (action.do !== "expand" && action.do !== "collapse") this.forget();
    told.did(action);
  }

  /** Nothing is chosen besides what is open. */
  forget() {
    this.marked.clear();
    this.keeping = false;
  }

  /** @param {KeyboardEvent} event */
  pressed(event) {
    if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== "z" || event.target instanceof HTMLInputElement) return;
    event.preventDefault();
    this.act({ do: event.shiftKey ? "redo" : "undo" });
  }

  /** A picture without a line says why, and has a way out. @param {Scene} scene */
  empty({ shown }) {
    const words = shown ? `No tie is left to draw. ${shown}` : "There is no tie on this list yet.";
    const notice = make("p", { text: words });
    if (shown) notice.append(" ", button("attest-control", "Show all", () => this.act({ do: "reset" })));
    return notice;
  }

  /** What was searched for and chosen: select it, and bring it into view. @param {string} id @param {string} entry */
  find(id, entry) {
    this.quiet();
    if (!this.keeping) this.marked.clear();
    bus.select(id, "search", entry);
    told.tell("selected", { id });
    this.reveal(id);
  }

  /** Bring an actor or a tie's line into view where it is not, at the zoom there is. @param {string} id */
  reveal(id) {
    if (!this.network) return;
    const place = this.lit ? this.middle(this.lit) : this.network.getPositions([id])[id];
    if (!place) return;
    const { x, y } = this.network.canvasToDOM(place);
    const { clientWidth: width, clientHeight: height } = this.canvas;
    if (x > EDGE && x < width - EDGE && y > HEAD && y < height - EDGE) return;
    this.touched = true;
    const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
    this.network.moveTo({ position: place, animation: still ? false : { duration: 250, easingFunction: "easeInOutQuad" } });
  }

  /** Light up what is selected; a tie lights up its line. @param {string} id */
  light(id) {
    if (!this.network || !this.data) return;
    const line = this.lines.get(id) ?? this.data.scene.lines.find((one) => one.ties.some((tie) => tie.id === id || id.startsWith(`${tie.id}.`)));
    const actor = this.data.scene.nodes.some((node) => node.id === id);
    this.lit = line ?? null;
    if (line) this.network.setSelection({ nodes: [], edges: [line.id] }, { highlightEdges: false });
    else if (actor) this.network.setSelection({ nodes: [id], edges: [] }, { highlightEdges: false });
    else this.network.unselectAll();
    this.offer();
    this.network.redraw();
  }

  /** @param {Line} line */
  middle(line) {
    const ends = this.ends(line);
    return ends && middle(line, ends.a, ends.b);
  }

  /** @param {Line} line */
  ends(line) {
    const places = this.network.getPositions([line.a, line.b]);
    const [a, b] = [places[line.a], places[line.b]];
    return a && b ? { a, b } : null;
  }

  /** @param {CanvasRenderingContext2D} canvas */
  halo(canvas) {
    if (this.coast?.length) land(canvas, this.coast, this.palette, this.network.getScale());
    if (!this.lit || !this.lines.has(this.lit.id)) return;
    const ends = this.ends(this.lit);
    if (!ends) return;
    const control = via(ends.a, ends.b, this.lit.roundness);
    canvas.save();
    canvas.beginPath();
    canvas.moveTo(ends.a.x, ends.a.y);
    canvas.quadraticCurveTo(control.x, control.y, ends.b.x, ends.b.y);
    canvas.lineWidth = 16;
    canvas.lineCap = "round";
    canvas.globalAlpha = 0.25;
    canvas.strokeStyle = this.lit.only_denied ? this.palette.denied : this.palette[this.lit.polarity];
    canvas.stroke();
    canvas.restore();
  }

  /** @param {CanvasRenderingContext2D} canvas */
  above(canvas) {
    const places = this.network.getPositions();
    for (const line of this.lines.values()) {
      const [a, b] = [places[line.a], places[line.b]];
      if (a && b) badge(canvas, line, middle(line, a, b), this.palette, FONT);
    }
    const inside = [0, this.width].map((x) => this.network.DOMtoCanvas({ x, y: 0 }).x);
    rings(canvas, this.data?.scene.nodes ?? [], places, this.marked, this.palette, FONT);
    this.notes.place();
    names(canvas, this.data?.scene.nodes ?? [], places, this.degrees, inside, this.network.getScale(), this.palette, FONT);
  }

  /**
   * Show all actors with their names, below the search box and the buttons that lie over the picture.
   * @param {boolean} [animated]
   */
  fit(animated = true) {
    if (!this.network || !this.data?.scene.nodes.length) return;
    const boxes = this.data.scene.nodes.map((node) => this.network.getBoundingBox(node.id));
    const left = Math.min(...boxes.map((box) => box.left));
    const right = Math.max(...boxes.map((box) => box.right));
    const top = Math.min(...boxes.map((box) => box.top));
    const bottom = Math.max(...boxes.map((box) => box.bottom));
    const { clientWidth: width, clientHeight: height } = this.canvas;
    const scale = Math.min((width - 2 * EDGE) / (right - left || 1), (height - HEAD - EDGE) / (bottom - top || 1), MOST_ZOOM);
    const position = { x: (left + right) / 2, y: (top + bottom) / 2 - (HEAD - EDGE) / (2 * scale) };
    const still = !animated || matchMedia("(prefers-reduced-motion: reduce)").matches;
    this.network.moveTo({ position, scale, animation: still ? false : { duration: 250, easingFunction: "easeInOutQuad" } });
  }

  /** @param {number} by */
  zoom(by) {
    this.touched = true;
    this.network?.moveTo({ scale: this.network.getScale() * by });
  }

  resize() {
    if (!this.network) return;
    const { clientWidth: width, clientHeight: height } = this.canvas;
    if (!width || !height || (this.width === width && this.height === height)) return;
    const [position, scale, first] = [this.network.getViewPosition(), this.network.getScale(), !this.width];
    this.width = width;
    this.height = height;
    this.network.setSize(`${width}px`, `${height}px`);
    this.network.redraw();
    if (!this.touched) this.fit(false);
    else if (!first) this.network.moveTo({ position, scale, animation: false });
  }

  ids() {
    if (!this.network || !this.data) return { actors: [], lines: [] };
    return { actors: this.data.scene.nodes.map((node) => node.id), lines: this.data.scene.lines.map((line) => line.id) };
  }

  /** @param {string} id @returns {Point | null} */
  pointOf(id) {
    if (!this.network) return null;
    const box = this.canvas.getBoundingClientRect();
    for (const place of this.tried(id)) {
      const dom = this.network.canvasToDOM(place);
      const page = { x: box.left + dom.x, y: box.top + dom.y };
      const inside = dom.x > 0 && dom.y > 0 && dom.x < box.width && dom.y < box.height;
      const top = document.elementFromPoint(page.x, page.y);
      if (inside && top && this.canvas.contains(top) && this.picked(dom) === id) return { x: page.x + scrollX, y: page.y + scrollY };
    }
    return null;
  }

  /** Places worth trying: the actor's middle; along the line, its middle first. @param {string} id @returns {Point[]} */
  tried(id) {
    const line = this.lines.get(id);
    if (!line) {
      const place = this.network.getPositions([id])[id];
      return place ? [place] : [];
    }
    const ends = this.ends(line);
    if (!ends) return [];
    const control = via(ends.a, ends.b, line.roundness);
    const stops = Array.from({ length: 45 }, (_, step) => 0.5 + (step % 2 ? -1 : 1) * Math.ceil(step / 2) * 0.02);
    return stops.map((t) => at(ends.a, control, ends.b, t));
  }

  end() {
    for (const off of this.off.splice(0)) off();
    this.network?.destroy();
    this.network = null;
    this.root.remove();
  }
}

/** @param {Component} component */
export default function network({ data, parentElement, setTriggerValue }) {
  style();
  told.through(setTriggerValue);
  kept.in(parentElement).update(data);
  return () => kept.left(parentElement);
}
