// Whatever messages go through will do; a simulation hands over what it has.

import { announceWorld, type Inspection, type InspectionPort, offerWorld, type Simulation, serveWorld } from "terrarium-ecs/inspect";
import { inspect, type ServedInspection } from "terrarium-ecs/inspect/node";
import { openInspector } from "terrarium-ecs/inspector";
import { type EntityId, World } from "terrarium-ecs";
import { exactly } from "./expect.js";

declare const worker: Worker;
declare const channel: BroadcastChannel;
declare const port: MessagePort;
const world = new World();

exactly<Inspection>()(serveWorld(world, worker));
exactly<Inspection>()(serveWorld(world, channel, { name: "Ants" }));
exactly<Inspection>()(offerWorld(window.parent, world));
export const ports: InspectionPort[] = [worker, channel, port, window as unknown as InspectionPort];

let marked: EntityId | undefined;
const simulation: Simulation = {
  pause: () => {},
  resume: async () => {},
  step: () => {},
  highlight: (entity) => {
    marked = entity;
  },
};
serveWorld(world, port, { simulation }).point(marked);
serveWorld(world, port, { history: world.record(), simulation: { ...simulation, of: () => simulation } });

exactly<Inspection>()(announceWorld(world, { name: "Ants", channel: "ants" }));
exactly<Promise<ServedInspection>>()(inspect(world, { port: 7700, token: "sixteen-letters-", simulation }));
exactly<Inspection>()(openInspector(world, { name: "Ants", simulation, target: "tab" }));
openInspector(worker, { url: "/inspector/" }).close();
// @ts-expect-error who serves the world in the worker points there
openInspector(worker).point(marked);

// @ts-expect-error a simulation that cannot be resumed should not be paused
serveWorld(world, port, { simulation: { pause: () => {}, step: () => {} } });
