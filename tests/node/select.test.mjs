// The query language: random queries beside a second evaluator, single promises, and what fifty people ask.

import test from "node:test";
import { registered } from "../suite/registry.mjs";
import "../suite/select-random.mjs";
import "../suite/select-cases.mjs";
import "../suite/fifty.mjs";

globalThis.TERRARIUM_SELECT_WORLDS ??= 10_000;
for (const { name, run } of registered) test(name, () => run());
