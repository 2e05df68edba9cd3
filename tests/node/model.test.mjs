// Random operations against a naive model.

import test from "node:test";
import { registered } from "../suite/registry.mjs";
import "../suite/model.mjs";

for (const { name, run } of registered) test(name, () => run());
