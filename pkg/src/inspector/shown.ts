/** An inspector that is shown somewhere. */
export interface Shown {
  /** The window it is in. */
  window(): unknown;
  close(): void;
}
