/** The inspector, to be opened from the page that a world runs in. Nothing of it is in a program that does not import it. */
export { openInspector, type OpenOptions } from "./inspector/open.js";
