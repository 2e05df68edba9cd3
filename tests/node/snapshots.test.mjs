// Snapshots: every kind of value, deltas, imports, histories.

import test from "node:test";
import { registered } from "../suite/registry.mjs";
import "../suite/kinds.mjs";
import "../suite/classes.mjs";
import "../suite/deltas.mjs";
import "../suite/imports.mjs";
import "../suite/histories.mjs";

for (const { name, run } of registered) test(name, () => run());
