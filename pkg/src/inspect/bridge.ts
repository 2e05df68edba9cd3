import type { InspectionPort } from "./port.js";

/** Makes one port of two: what comes in at one goes out at the other. Answers how to end that; both stay open. */
export function bridge(one: InspectionPort, other: InspectionPort): () => void {
  const ends = [carry(one, other, "to world"), carry(other, one, "to client")];
  one.start?.();
  other.start?.();
  return () => ends.forEach((end) => end());
}

/** Carries frames of one kind; the port may serve other ends beside. */
function carry(from: InspectionPort, to: InspectionPort, kind: string): () => void {
  const listen = ({ data }: { readonly data: unknown }): void => {
    if ((data as { terrarium?: unknown } | null)?.terrarium === kind) to.postMessage(data);
  };
  from.addEventListener("message", listen);
  return () => from.removeEventListener("message", listen);
}
