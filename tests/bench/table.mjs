// Results as markdown.

/** A row for each measurement: every contender's time and its ratio to the base, in rows that have bases of one kind. */
export function table(measured) {
  const bases = new Set(measured.map(({ base }) => base));
  const compared = bases.size === 1 ? `times that of ${[...bases]}` : "times that of the first";
  const cells = ({ results, base }) => [...results].map(([name, value]) => cell(name, value, value / results.get(base), name === base)).join("; ");
  const lines = measured.map((row) => `| ${row.title} | ${row.unit} | ${cells(row)} |`);
  return [`| row | unit | contenders (${compared}) |`, "|---|---|---|", ...lines].join("\n");
}

function cell(name, value, ratio, isBase) {
  return isBase ? `${name} ${figure(value)}` : `${name} ${figure(value)} (${ratio.toFixed(ratio < 0.1 ? 3 : 2)}x)`;
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
  return [...loops, ...cheap, ...dearer(value), ...asked(measured), ...saved(value, measured)].join("\n");
}

/** An operation costs the same whatever the entity has and however many queries are alive, give or take a fifth. */
function dearer(value) {
  const cost = (kind, order) => value(`add and remove, ${kind}, ${order}`, "set, remove");
  const compared = (kind, order) =>
    promise(`add and remove, ${kind}, ${order}: no dearer than 3 components`, cost(kind, order) / cost("3 components", order), 1.2);
  return ["in order", "shuffled"].flatMap((order) => ["8 components", "1,000 queries alive"].map((kind) => compared(kind, order)));
}

/** What is promised of query texts. */
function asked(measured) {
  const row = (beginning) => measured.find(({ title }) => title.startsWith(beginning)).results;
  const found = row("Position, Health.hp < 10");
  const microseconds = (text, nanoseconds, most) => promise(`${text}, in us`, nanoseconds / 1000, most);
  return [
    promise("Position, Health.hp < 10: within twice a loop over plain arrays", found.get("count") / found.get("plain arrays"), 2),
    microseconds("counting by structure alone: under 50 us", Math.max(...row("structure alone").values()), 50),
    microseconds("a watch over untouched pages: under 1 us a tick", row("a watch over untouched pages").get("watch"), 1),
    microseconds("reading a query: under 20 us", row("reading a query").get("select"), 20),
  ];
}

/** What is promised of snapshots: three times as fast as the fastest peer, small, cheap when little changed. */
function saved(value, measured) {
  const fastest = (title) => {
    const others = [...measured.find((row) => row.title === title).results].filter(([name]) => name !== "snapshot");
    return Math.min(...others.map(([, time]) => time));
  };
  const third = (title) => promise(`${title}: at most a third of the fastest peer's time`, value(title, "snapshot") / fastest(title), 1 / 3);
  const twentieth = (title, what) => promise(`${what} after 1 % of pages changed: under 5 % of all`, value(title, "delta") / value(title, "all"), 0.05);
  return [
    third("save all"), third("load all"),
    promise("size of all: at most 1/3.5 of JSON", value("size of all", "snapshot") / value("size of all", "JSON of rows"), 1 / 3.5),
    twentieth("save after 1 % of pages changed", "time of a delta"), twentieth("size after 1 % of pages changed", "size of a delta"),
    promise("recording a flock of 10,000: adds under 10 % to a tick", value("tick of a flock", "recorded") / value("tick of a flock", "alone") - 1, 0.1),
  ];
}

function promise(text, found, most) {
  return `- ${found <= most ? "kept" : "NOT KEPT"}: ${text} (${found.toFixed(found < 0.1 ? 3 : 2)})`;
}
