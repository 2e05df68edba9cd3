// Sees the wasm instances that are made after it. To be imported before the package.

const instances = [];
const { Instance, instantiate } = WebAssembly;

WebAssembly.Instance = class extends Instance {
  constructor(...args) {
    super(...args);
    instances.push(this);
  }
};

WebAssembly.instantiate = async (...args) => {
  const result = await instantiate(...args);
  instances.push(result.instance ?? result);
  return result;
};

/** What the newest instance holds of the machine: pages of memory, and of places for references. */
export function holdings() {
  const exported = Object.values(instances.at(-1).exports);
  const memory = exported.find((value) => value instanceof WebAssembly.Memory);
  const tables = exported.filter((value) => value instanceof WebAssembly.Table);
  return { pages: memory.buffer.byteLength / 65_536, references: tables.reduce((sum, table) => sum + slotsUsed(table), 0) };
}

function slotsUsed(table) {
  let count = 0;
  for (let at = 0; at < table.length; at += 1) count += table.get(at) === null ? 0 : 1;
  return count;
}
