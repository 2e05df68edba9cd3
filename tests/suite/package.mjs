// The built package, as every suite, program and bench imports it.

export * from "../../pkg/dist/index.js";
