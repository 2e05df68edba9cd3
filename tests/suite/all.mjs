// Every suite, for environments that run them in one go. The probe comes first: it sees the instance being made.

import "./probe.mjs";
import "./storage.mjs";
import "./journeys.mjs";
import "./allocator.mjs";
import "./bugs.mjs";
import "./bugs-queries.mjs";
import "./entities.mjs";
import "./world.mjs";
import "./components.mjs";
import "./sharing.mjs";
import "./copies.mjs";
import "./lineage.mjs";
import "./strict.mjs";
import "./batches.mjs";
import "./queries.mjs";
import "./iteration.mjs";
import "./async.mjs";
import "./limits.mjs";
import "./lifetime.mjs";
import "./hostile.mjs";
import "./names.mjs";
import "./callbacks.mjs";
import "./leaks.mjs";
import "./model.mjs";
