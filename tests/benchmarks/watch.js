// Injected into every frame of every application measured: when its canvases first showed something, when they last
// changed, when the mouse or a key was last pressed, and when a text that is waited for appeared. Times are epoch milliseconds.
(() => {
  const WIDTH = 160;
  const HEIGHT = 90;
  const now = () => performance.timeOrigin + performance.now();
  const watch = { opened: performance.timeOrigin, first: 0, last: 0, pressed: 0, goal: null, reached: 0 };
  window.benchWatch = watch;

  const shadows = [];
  // A frame's script may begin in the empty document that comes before its page; `document` is then another one later.
  const roots = () => [document, ...shadows];
  const attach = Element.prototype.attachShadow;
  Element.prototype.attachShadow = function (options) {
    const root = attach.call(this, options);
    shadows.push(root);
    return root;
  };
  watch.find = (selector) => {
    for (const root of roots()) {
      const found = root.querySelector(selector);
      if (found) return found;
    }
    return null;
  };

  /** Wait for a text in an element, other than what it says now. */
  watch.wait = (selector, text) => {
    watch.goal = { selector, text, before: watch.find(selector)?.textContent ?? "" };
    watch.reached = 0;
  };

  const small = new OffscreenCanvas(WIDTH, HEIGHT).getContext("2d", { willReadFrequently: true });
  let canvases = [];
  let searched = 0;
  let digest = 0;
  const picture = () => {
    if (canvases.some((canvas) => !canvas.isConnected) || now() - searched > 100) {
      canvases = roots().flatMap((root) => [...root.querySelectorAll("canvas")]).filter((canvas) => canvas.width > 200);
      searched = now();
    }
    if (!canvases.length) return;
    small.clearRect(0, 0, WIDTH, HEIGHT);
    for (const canvas of canvases) if (canvas.width && canvas.height) small.drawImage(canvas, 0, 0, WIDTH, HEIGHT);
    const pixels = new Uint32Array(small.getImageData(0, 0, WIDTH, HEIGHT).data.buffer);
    let sum = 2166136261;
    let drawn = 0;
    for (const pixel of pixels) {
      sum = Math.imul(sum ^ pixel, 16777619);
      if (pixel !== pixels[0]) drawn += 1;
    }
    if (sum === digest) return;
    digest = sum;
    if (drawn < 40) return;
    watch.last = now();
    watch.first ||= watch.last;
  };
  const goal = () => {
    if (!watch.goal || watch.reached) return;
    const element = watch.find(watch.goal.selector);
    const text = element?.textContent ?? "";
    if (element && text.includes(watch.goal.text) && text !== watch.goal.before) watch.reached = now();
  };
  const look = () => {
    picture();
    goal();
  };
  // Animation frames asked for in that first document never come.
  setInterval(look, 16);
  for (const name of ["pointerdown", "keydown"]) {
    addEventListener(name, (event) => (watch.pressed = performance.timeOrigin + event.timeStamp), true);
  }
})();
