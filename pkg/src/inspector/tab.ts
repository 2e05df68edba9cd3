import { TerrariumError } from "../errors.js";
import type { Shown } from "./shown.js";

/** Shows the inspector in a tab. It is opened at once, while the browser allows it, and gets its page when that is there. */
export function openTab(page: Promise<string>): Shown {
  const tab = open("", "_blank");
  if (tab === null) throw new TerrariumError("BLOCKED", "The browser opened no tab: open the inspector in answer to a click");
  void page.then((url) => {
    tab.location.href = url;
  });
  return { window: () => tab, close: () => tab.close() };
}
