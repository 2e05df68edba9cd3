import type { Batch } from "./batch.js";
import type { ComponentType, Shared, ValueOf, Values } from "./component.js";
import type { EntityId } from "./entity.js";
import { Protocol, type ReadOptions } from "./protocol.js";
import type { SnapshotOptions } from "./saving.js";
import {
  given,
  type PlatformBlob,
  type PlatformStream,
  readAll,
  type SnapshotForm,
  type SnapshotSource,
} from "./stream.js";

/** The same contract as {@link Storage} over a network or a worker: every method with Async at its end. */
export interface AsyncStorage {
  createEntityAsync(): Promise<EntityId>;
  destroyEntityAsync(entity: EntityId): Promise<boolean>;
  entityExistsAsync(entity: EntityId): Promise<boolean>;
  allEntitiesAsync(): AsyncIterableIterator<EntityId>;
  getComponentAsync<C extends ComponentType>(
    entity: EntityId,
    type: C,
    options?: ReadOptions,
  ): Promise<ValueOf<C> | undefined>;
  setComponentAsync(entity: EntityId, value: object | Shared<object>): Promise<void>;
  setComponentAsync<C extends ComponentType>(
    entity: EntityId,
    type: C,
    value: ValueOf<C> | Shared<ValueOf<C>>,
  ): Promise<void>;
  removeComponentAsync(entity: EntityId, type: ComponentType): Promise<boolean>;
  removeComponentFromAllAsync(type: ComponentType): Promise<number>;
  hasComponentAsync(entity: EntityId, type: ComponentType): Promise<boolean>;
  getComponentTypesAsync(entity: EntityId): Promise<ReadonlySet<ComponentType>>;
  queryAsync<C extends ComponentType[]>(...types: C): AsyncIterableIterator<[EntityId, Values<C>]>;
  queryAsync<C extends ComponentType[]>(...types: [...C, ReadOptions]): AsyncIterableIterator<[EntityId, Values<C>]>;
  querySingleAsync<C extends ComponentType>(
    type: C,
    options?: ReadOptions,
  ): AsyncIterableIterator<[EntityId, ValueOf<C>]>;
  applyUpdatesAsync(batch: Batch): Promise<EntityId[]>;
  snapshotAsync(options?: SnapshotOptions & { gzip?: boolean; as?: "bytes" }): Promise<Uint8Array>;
  restoreAsync(base: SnapshotSource, ...deltas: SnapshotSource[]): Promise<void>;
}

/** The asynchronous half of the protocol: each method does what its namesake does, and rejects where that throws. */
export abstract class AsyncProtocol extends Protocol implements AsyncStorage {
  /** See `createEntity`. */
  async createEntityAsync(): Promise<EntityId> {
    return this.createEntity();
  }

  /** See `destroyEntity`. */
  async destroyEntityAsync(entity: EntityId): Promise<boolean> {
    return this.destroyEntity(entity);
  }

  /** See `entityExists`. */
  async entityExistsAsync(entity: EntityId): Promise<boolean> {
    return this.entityExists(entity);
  }

  /** See `allEntities`. */
  async *allEntitiesAsync(): AsyncIterableIterator<EntityId> {
    yield* this.allEntities();
  }

  /** See `getComponent`. */
  async getComponentAsync<C extends ComponentType>(
    entity: EntityId,
    type: C,
    options?: ReadOptions,
  ): Promise<ValueOf<C> | undefined> {
    return this.getComponent(entity, type, options);
  }

  /** See `setComponent`. */
  setComponentAsync(entity: EntityId, value: object | Shared<object>): Promise<void>;
  setComponentAsync<C extends ComponentType>(
    entity: EntityId,
    type: C,
    value: ValueOf<C> | Shared<ValueOf<C>>,
  ): Promise<void>;
  async setComponentAsync(...request: [EntityId, unknown] | [EntityId, unknown, unknown]): Promise<void> {
    this.setComponent(...(request as [EntityId, ComponentType, unknown]));
  }

  /** See `removeComponent`. */
  async removeComponentAsync(entity: EntityId, type: ComponentType): Promise<boolean> {
    return this.removeComponent(entity, type);
  }

  /** See `removeComponentFromAll`. */
  async removeComponentFromAllAsync(type: ComponentType): Promise<number> {
    return this.removeComponentFromAll(type);
  }

  /** See `hasComponent`. */
  async hasComponentAsync(entity: EntityId, type: ComponentType): Promise<boolean> {
    return this.hasComponent(entity, type);
  }

  /** See `getComponentTypes`. */
  async getComponentTypesAsync(entity: EntityId): Promise<ReadonlySet<ComponentType>> {
    return this.getComponentTypes(entity);
  }

  /** See `query`. */
  queryAsync<C extends ComponentType[]>(...types: C): AsyncIterableIterator<[EntityId, Values<C>]>;
  queryAsync<C extends ComponentType[]>(...types: [...C, ReadOptions]): AsyncIterableIterator<[EntityId, Values<C>]>;
  async *queryAsync(...request: unknown[]): AsyncIterableIterator<[EntityId, never]> {
    yield* this.query(...(request as ComponentType[])) as Iterable<[EntityId, never]>;
  }

  /** See `querySingle`. */
  async *querySingleAsync<C extends ComponentType>(
    type: C,
    options?: ReadOptions,
  ): AsyncIterableIterator<[EntityId, ValueOf<C>]> {
    yield* this.querySingle(type, options);
  }

  /** See `applyUpdates`. */
  async applyUpdatesAsync(batch: Batch): Promise<EntityId[]> {
    return this.applyUpdates(batch);
  }

  /** See `snapshot`: the state of this moment, as bytes, as a Blob or as a stream, packed with gzip if asked for. */
  snapshotAsync(options?: SnapshotOptions & { gzip?: boolean; as?: "bytes" }): Promise<Uint8Array>;
  snapshotAsync(options: SnapshotOptions & { gzip?: boolean; as: "blob" }): Promise<PlatformBlob>;
  snapshotAsync(options: SnapshotOptions & { gzip?: boolean; as: "stream" }): Promise<PlatformStream>;
  async snapshotAsync(
    options: SnapshotOptions & SnapshotForm = {},
  ): Promise<Uint8Array | PlatformBlob | PlatformStream> {
    return given(this.snapshot(options), options);
  }

  /** See `restore`: from bytes, a Blob or a stream each, unpacked within the limits if it is gzip. */
  async restoreAsync(...files: [SnapshotSource, ...SnapshotSource[]]): Promise<void> {
    const read = await Promise.all(files.map((file) => readAll(file, this.store.limits)));
    this.restore(...(read as [Uint8Array]));
  }
}
