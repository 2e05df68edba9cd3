// The package's contract, promise by promise.

import test from "node:test";
import { registered } from "../suite/registry.mjs";
import "../suite/entities.mjs";
import "../suite/world.mjs";
import "../suite/components.mjs";
import "../suite/sharing.mjs";
import "../suite/copies.mjs";
import "../suite/lineage.mjs";
import "../suite/strict.mjs";
import "../suite/batches.mjs";
import "../suite/queries.mjs";
import "../suite/selections.mjs";
import "../suite/watches.mjs";
import "../suite/watches-model.mjs";
import "../suite/select-hostile.mjs";
import "../suite/iteration.mjs";
import "../suite/async.mjs";
import "../suite/limits.mjs";
import "../suite/lifetime.mjs";

for (const { name, run } of registered) test(name, () => run());
