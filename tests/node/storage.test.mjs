// What AgentECS's storage promises, and what it gets wrong.

import test from "node:test";
import { registered } from "../suite/registry.mjs";
import "../suite/storage.mjs";
import "../suite/journeys.mjs";
import "../suite/allocator.mjs";
import "../suite/bugs.mjs";
import "../suite/bugs-queries.mjs";
import "../suite/bugs-snapshots.mjs";

for (const { name, run } of registered) test(name, () => run());
