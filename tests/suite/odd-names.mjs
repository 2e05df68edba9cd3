// Names that are odd, and a component type of each: a name is given to one type only.

import { defineComponent } from "./package.mjs";

export const LONG = "é".repeat(32_768);
export const NAMES = ["__proto__", "constructor", "prototype", "toString", "", "\ud800", LONG, "hasOwnProperty", "length", "then", "__defineGetter__", "0"];

export const TOKENS = new Map(NAMES.map((name) => [name, defineComponent(name)]));
