/** Bounds on what one client of an inspection may ask for; told to it when it says hello. */
export const LIMITS = Object.freeze({
  /** UTF-16 units of a message that a client sends. */
  messageUnitsMax: 1_048_576,
  /** Bytes that come along with a message. */
  bytesMax: 67_108_864,
  /** Clients on one port; the one that was silent longest gives way. */
  clientsMax: 16,
  subscriptionsMax: 64,
  /** Rows of one answer. */
  rowsMax: 500,
  /** Columns of types that a query does not name, those that it names counted. */
  columnsMax: 64,
  /** Open nodes of an entity's values. */
  openingsMax: 1_000,
  /** Values of one answer, those inside others counted. */
  valuesMax: 20_000,
  /** Entries of one record. */
  entriesMax: 1_000,
  /** UTF-16 units of one text. */
  textUnitsMax: 65_536,
  /** How deep a value is followed. */
  depthMax: 100,
  /** Values of a type that are looked at for what they have in common. */
  sampleMax: 2_000,
  /** Watches of a world. */
  watchesMax: 32,
  /** Rows of a file of what a query finds. */
  exportRowsMax: 100_000,
  /** Methods of one client that are being carried out. */
  errandsMax: 16,
  /** Worlds behind one port, those of past ticks not counted. */
  worldsMax: 8,
  /** Snapshots that are kept for the clients of a port. */
  snapshotsMax: 64,
  /** Bytes of all of them. */
  snapshotsBytesMax: 536_870_912,
  /** Types of one snapshot that are listed. */
  snapshotTypesMax: 100,
  /** UTF-16 units of what a snapshot or a world is called. */
  namesUnitsMax: 200,
  /** Ticks of a history that a client begins. */
  recordEntriesMax: 100_000,
  /** Bytes of such a history. */
  recordBytesMax: 1_073_741_824,
  /** Ticks that are looked into for one answer about the past of a component. */
  pastTicksMax: 100,
  /** Places of a component that are other than at the tick before, of which is told. */
  pastChangesMax: 20,
  /** Groups of one answer. */
  groupsMax: 100,
  /** Findings of one search for equal values. */
  equalsMax: 50,
  /** Values of one type that are compared. */
  equalsValuesMax: 200_000,
  /** Changes of one answer about what differs. */
  changesMax: 200,
  /** Edits that can be undone; the oldest give way. */
  editsMax: 100,
  /** Bytes of the snapshots that are kept for them. */
  editsBytesMax: 268_435_456,
  /** Entities that one edit changes. */
  editEntitiesMax: 10_000,
  /** Types that are defined and not used, of those that are listed. */
  unusedTypesMax: 1_000,
  /** Entities that one is compared with. */
  besideMax: 1_000,
  /** Values that are looked through for one answer about who refers to an entity. */
  referencesValuesMax: 200_000,
  /** Components that one edit gives an entity. */
  editComponentsMax: 256,
  /** UTF-16 units of the values that one edit makes, for all its entities together. */
  editUnitsMax: 16_777_216,
});

/** What is read of a value when nothing else was asked for. */
export const USUAL = Object.freeze({
  /** Entries of an open record. */
  entries: 100,
  /** Entries of a record that is shown in brief. */
  briefEntries: 5,
  /** UTF-16 units of a text. */
  textUnits: 400,
  /** UTF-16 units of a text that is shown in brief. */
  briefUnits: 40,
  /** UTF-16 units of the names of properties, classes, functions and symbols. */
  nameUnits: 64,
});
