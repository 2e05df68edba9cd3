// Damaged and hostile files.

import test from "node:test";
import { registered } from "../suite/registry.mjs";
import "../suite/bombs.mjs";
import "../suite/damage.mjs";

for (const { name, run } of registered) test(name, () => run());
