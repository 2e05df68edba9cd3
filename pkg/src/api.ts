/** What both entries of the package offer. */
export type { Archetype, ComponentTypeInfo, ObservedType } from "./asking.js";
export type { Batch } from "./batch.js";
export type { AsyncStorage } from "./async.js";
export type { Chunk } from "./chunk.js";
export {
  type Component,
  type ComponentClass,
  type ComponentOptions,
  type ComponentToken,
  type ComponentType,
  defineComponent,
  defineTag,
  registerComponent,
  Shared,
  shared,
  type ValueOf,
  type Values,
} from "./component.js";
export { EntityAllocator } from "./allocator.js";
export { EntityId } from "./entity.js";
export { type ChangedValue, diffSnapshots, type WorldDiff } from "./diff.js";
export {
  BatchError,
  ComponentError,
  EntityError,
  PanicError,
  PoisonedError,
  QueryError,
  SnapshotError,
  TerrariumError,
} from "./errors.js";
export type { History, RecordOptions, UndeclaredChange } from "./history.js";
export type { ImportOptions } from "./importing.js";
export { importAgentEcs, inspectSnapshot, type SnapshotInfo } from "./inspecting.js";
export { reset } from "./instance.js";
export type { Limits } from "./limits.js";
export type { ReadOptions, Storage, WorldOptions } from "./protocol.js";
export type { PreparedQuery as Query, QuerySpec, Row } from "./query.js";
export type { Completions } from "./completion.js";
export type { Group } from "./groups.js";
export type { ObservedField } from "./observation.js";
export type { Parameters } from "./parameters.js";
export type { ExplainedStep, Explanation, SelectedRow, Selection } from "./selection.js";
export type { SelectionChange } from "./watch.js";
export type { SnapshotOptions } from "./saving.js";
export type { SharedGroup } from "./sharing.js";
export type { PlatformBlob, PlatformStream, SnapshotForm, SnapshotSource } from "./stream.js";
export { World } from "./world.js";
