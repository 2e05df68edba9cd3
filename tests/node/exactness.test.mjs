// Random worlds: the same bytes everywhere, and the same future after a restore.

import test from "node:test";
import { registered } from "../suite/registry.mjs";
import "../suite/versions.mjs";
import "../suite/seeds.mjs";
import "../suite/exactness.mjs";

for (const { name, run } of registered) test(name, () => run());
