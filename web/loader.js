// Starts the page. A file of its own, so that the page needs no inline script.
const { module, wasm, package: folder } = document.querySelector("#loader").dataset;

// The chosen theme comes first, so that the page never shows in the other one.
try {
  const theme = localStorage.getItem("terrarium.theme");
  if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
} catch {
  // A browser that keeps nothing for us leaves the page in the system's theme.
}

// The page holds no world itself. When it needs one for a snapshot, this hands it over as any other window would.
addEventListener("message", async ({ source, data }) => {
  if (source !== window || data?.terrarium !== "bring") return;
  const load = (entry) => import(new URL(folder + entry, document.baseURI).href);
  const [{ World }, { offerWorld }] = await Promise.all([load("index.js"), load("inspect.js")]);
  offerWorld(window, new World(), { name: "Snapshot" });
});

/** Markup that could run something, or fetch it. */
const ACTIVE = /<(?:script|style|link|meta|base|iframe|frame|object|embed|form|img|svg|math)|[\s/"']on\w+\s*=|javascript:/i;

try {
  // Leptos makes elements of markup that is written in the program. Where the page's policy has all markup checked, that
  // is let through, and nothing that does more than to stand there.
  globalThis.trustedTypes?.createPolicy("default", {
    createHTML: (markup) => {
      if (ACTIVE.test(markup)) throw new TypeError("This markup is not the page's own");
      return markup;
    },
  });
  const { default: start } = await import(module);
  await start({ module_or_path: wasm });
} catch (error) {
  const starting = document.querySelector("#starting");
  if (starting) starting.textContent = `Terrarium could not start: ${error}`;
  throw error;
}
