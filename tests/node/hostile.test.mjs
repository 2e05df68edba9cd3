// Hostile values, odd names, and calls from inside callbacks.

import test from "node:test";
import { registered } from "../suite/registry.mjs";
import "../suite/hostile.mjs";
import "../suite/hostile-snapshots.mjs";
import "../suite/names.mjs";
import "../suite/names-snapshots.mjs";
import "../suite/callbacks.mjs";

for (const { name, run } of registered) test(name, () => run());
