/** Content of files that can be read again while the service runs. */
export interface Reloadable {
  /** For the log and the metrics. */
  readonly what: string;
  /** The files and folders it is currently read from. */
  readonly paths: () => readonly string[];
  /** Reads again; rejects and changes nothing when the content cannot be used. */
  readonly reload: () => Promise<void>;
}
