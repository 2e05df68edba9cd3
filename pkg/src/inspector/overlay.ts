import type { Shown } from "./shown.js";

const STYLE = `
:host { all: initial; color-scheme: light dark; position: fixed; inset: auto 0 0 0; z-index: 2147483647; }
section { display: flex; flex-direction: column; height: 100%; font: 12px system-ui, sans-serif;
  color: light-dark(#16201c, #e4ece8); background: light-dark(#eef1ef, #0d1110); box-shadow: 0 -4px 24px rgb(0 0 0 / 0.25); }
header { position: relative; display: flex; align-items: center; justify-content: space-between; padding: 0 4px 0 12px;
  height: 28px; flex: none; border-top: 1px solid light-dark(#b3bfb9, #41504a); }
[role="separator"] { position: absolute; inset: -4px 0 auto 0; height: 9px; cursor: ns-resize; touch-action: none; }
button { all: unset; box-sizing: border-box; width: 28px; height: 24px; border-radius: 6px; text-align: center; cursor: pointer; }
button:hover { background: light-dark(#d9e0dc, #28332f); }
:focus-visible { outline: 2px solid light-dark(#0b6b4c, #54d3a0); outline-offset: -2px; }
iframe { flex: 1; min-height: 0; border: 0; }
section.dragged iframe { pointer-events: none; }
`;
const TITLE = "Terrarium inspector";

/** Per cent of the page's height. */
const [HEIGHT_MIN, HEIGHT_USUAL, HEIGHT_MAX, HEIGHT_STEP] = [20, 60, 100, 5];

/** Shows the inspector over the lower part of this page; its upper edge can be moved. `onClose` is called for its button. */
export function openOverlay(page: Promise<string>, onClose: () => void): Shown {
  const host = document.createElement("div");
  const root = host.attachShadow({ mode: "open" });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(STYLE);
  root.adoptedStyleSheets = [sheet];
  const frame = element("iframe", { title: TITLE });
  const close = element("button", { type: "button", "aria-label": "Close inspector" });
  close.textContent = "✕";
  close.addEventListener("click", onClose);
  const title = element("span", {});
  title.textContent = TITLE;
  const header = element("header", {});
  const section = element("section", { "aria-label": TITLE });
  header.append(edge(host, section), title, close);
  section.append(header, frame);
  root.append(section);
  (document.body ?? document.documentElement).append(host);
  void page.then((url) => {
    frame.src = url;
  });
  return { window: () => frame.contentWindow, close: () => host.remove() };
}

/** The upper edge, which is moved with a pointer or with the arrow keys. */
function edge(host: HTMLElement, section: HTMLElement): HTMLElement {
  const edge = element("div", {
    role: "separator",
    tabindex: "0",
    "aria-label": "Height of the inspector",
    "aria-orientation": "horizontal",
    "aria-valuemin": String(HEIGHT_MIN),
    "aria-valuemax": String(HEIGHT_MAX),
  });
  let height = 0;
  const resize = (wanted: number): void => {
    height = Math.min(Math.max(Math.round(wanted), HEIGHT_MIN), HEIGHT_MAX);
    host.style.height = `${height}vh`;
    edge.setAttribute("aria-valuenow", String(height));
  };
  resize(HEIGHT_USUAL);
  edge.addEventListener("keydown", (event) => {
    const step = { ArrowUp: HEIGHT_STEP, ArrowDown: -HEIGHT_STEP }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    resize(height + step);
  });
  edge.addEventListener("pointerdown", (event) => {
    edge.setPointerCapture(event.pointerId);
    section.classList.add("dragged");
  });
  edge.addEventListener("pointermove", ({ clientY, pointerId }) => {
    if (edge.hasPointerCapture(pointerId)) resize(100 * (1 - clientY / innerHeight));
  });
  edge.addEventListener("lostpointercapture", () => section.classList.remove("dragged"));
  return edge;
}

function element<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  attributes: Record<string, string>,
): HTMLElementTagNameMap[Name] {
  const made = document.createElement(name);
  for (const [attribute, value] of Object.entries(attributes)) made.setAttribute(attribute, value);
  return made;
}
