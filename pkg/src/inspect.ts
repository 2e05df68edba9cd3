/** Lets an inspector look into a running world. Nothing of it is in a program that does not import it. */
export { announceWorld, type AnnounceOptions } from "./inspect/announce.js";
export type { InspectionPort } from "./inspect/port.js";
export { type Inspection, type InspectorWindow, offerWorld, serveWorld } from "./inspect/serve.js";
export type { ServeOptions } from "./inspect/served.js";
export type { Simulation } from "./inspect/simulation.js";
