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

try {
  const { default: start } = await import(module);
  await start({ module_or_path: wasm });
} catch (error) {
  const starting = document.querySelector("#starting");
  if (starting) starting.textContent = `Terrarium could not start: ${error}`;
  throw error;
}
