/** Lets an inspector in a browser look into a world that runs in Node. The only entry that needs Node. */
export { inspect, type InspectOptions, type ServedInspection } from "./node/inspect.js";
