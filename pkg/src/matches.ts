/** The matches of a query within one page: the slots given, ascending, or the first ones. */
export interface PageMatch {
  readonly page: number;
  readonly length: number;
  readonly slots: Uint32Array | undefined;
}

const PAGE_FIELDS = 3;

/** Reads what the core answers to a query: how many pages, three numbers for each, and the slots of those that list them. */
export function* pageMatches(answer: Uint32Array): Generator<PageMatch> {
  const pages = answer.subarray(1, 1 + PAGE_FIELDS * (answer[0] as number));
  const slots = answer.subarray(1 + pages.length);
  let listed = 0;
  for (let at = 0; at < pages.length; at += PAGE_FIELDS) {
    const [page, length, run] = pages.subarray(at) as unknown as [number, number, number];
    yield { page, length, slots: run === 1 ? undefined : slots.slice(listed, (listed += length)) };
  }
}
