/** What the stand-in for `gh` keeps between its calls. */
export interface GhState {
  readonly calls: string[][];
  readonly labels: string[];
  readonly issues: {
    readonly number: number;
    readonly label: string;
    readonly title: string;
    readonly body: string;
    isOpen: boolean;
  }[];
  readonly variables: Record<string, string>;
  /** What `gh workflow run` prints. */
  readonly started: string;
  /** How the run that is waited for has ended. */
  readonly hasFailed: boolean;
  /** A command that GitHub refuses, such as `issue list`. */
  readonly refused?: string;
}
