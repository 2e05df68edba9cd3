// Results as markdown.

/** A row for each measurement: every contender's time and its ratio to plain objects. */
export function table(measured) {
  const cells = (results) => [...results].map((entry) => cell(entry, results)).join("; ");
  const lines = measured.map(({ title, unit, results }) => `| ${title} | ${unit} | ${cells(results)} |`);
  return ["| row | unit | contenders (times that of objects) |", "|---|---|---|", ...lines].join("\n");
}

function cell([name, value], results) {
  const ratio = value / results.get("objects");
  return name === "objects" ? `${name} ${figure(value)}` : `${name} ${figure(value)} (${ratio.toFixed(2)}x)`;
}

function figure(value) {
  return value < 10 ? value.toFixed(2) : value.toFixed(value < 100 ? 1 : 0);
}

/** What is promised about the figures, and whether this run kept it. */
export function promises(measured) {
  const value = (title, contender) => measured.find((row) => row.title === title).results.get(contender);
  const loops = ["loop over two components", "loop after random shape changes"].flatMap((title) =>
    ["each", "chunks"].map((way) => promise(`${title}, ${way}: within 1.6x of objects`, value(title, way) / value(title, "objects"), 1.6)));
  const changes = measured.filter(({ title }) => title.startsWith("add and remove"));
  const cheap = changes.map(({ title, results }) => promise(`${title}: at most 60 ns`, results.get("set, remove"), 60));
  return [...loops, ...cheap, ...dearer(value)].join("\n");
}

/** An operation costs the same whatever the entity has and however many queries are alive, give or take a fifth. */
function dearer(value) {
  const cost = (kind, order) => value(`add and remove, ${kind}, ${order}`, "set, remove");
  const compared = (kind, order) =>
    promise(`add and remove, ${kind}, ${order}: no dearer than 3 components`, cost(kind, order) / cost("3 components", order), 1.2);
  return ["in order", "shuffled"].flatMap((order) => ["8 components", "1,000 queries alive"].map((kind) => compared(kind, order)));
}

function promise(text, found, most) {
  return `- ${found <= most ? "kept" : "NOT KEPT"}: ${text} (${found.toFixed(2)})`;
}
