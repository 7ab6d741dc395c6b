import ms from "ms";
import { Secret } from "../../rotation/secret.ts";
import type { InputName } from "./input-names.ts";
import { quote } from "./quote.ts";
import { readServiceUrl } from "./service-url.ts";

/** One problem with one input. */
export interface InputProblem {
  readonly input: string;
  /** What is wrong, without any secret. */
  readonly problem: string;
  readonly allowed: string;
}

/** Gives an input as written; undefined when the runner passed none. */
export type ReadInput = (name: string) => string | undefined;

const LONGEST_DURATION_MS = 10 * 365 * 86_400_000;

const ASTRA_TOKEN = /^AstraCS:[A-Za-z0-9]{1,40}:[0-9a-f]{1,128}$/u;

/**
 * Reads inputs of every type and collects the problems, so that all of them are
 * reported together. Where there is a problem, a read returns a stand-in. `Name` is what
 * the action's inputs are called.
 */
export class InputReader<Name extends string = InputName> {
  readonly problems: InputProblem[] = [];
  readonly #read: ReadInput;

  constructor(read: ReadInput) {
    this.#read = read;
  }

  addProblem(input: string, problem: string, allowed: string): void {
    this.problems.push({ input, problem, allowed });
  }

  /** Trimmed text; the fallback where it is absent or blank. */
  text(name: Name, fallback = ""): string {
    const value = this.#read(name)?.trim() ?? "";
    return value === "" ? fallback : value;
  }

  /** Trimmed text; the fallback only where it is absent, not where blank. */
  textOrBlank(name: Name, fallback: string): string {
    return this.#read(name)?.trim() ?? fallback;
  }

  /** The text as written, white space included. */
  raw(name: Name): string {
    return this.#read(name) ?? "";
  }

  /** The trimmed lines that are not blank. */
  lines(name: Name): readonly string[] {
    return this.text(name)
      .split(/\r\n|\n|\r/u)
      .map((line) => line.trim())
      .filter((line) => line !== "");
  }

  boolean(name: Name): boolean {
    const value = this.text(name, "false");
    if (/^(?:true|True|TRUE)$/u.test(value)) return true;
    if (!/^(?:false|False|FALSE)$/u.test(value)) {
      this.addProblem(
        name,
        `${quote(value)} is not a boolean.`,
        "true or false.",
      );
    }
    return false;
  }

  choice<const T extends string>(name: Name, choices: readonly [T, ...T[]]): T {
    const value = this.text(name, choices[0]);
    const chosen = choices.find((choice) => choice === value);
    if (chosen === undefined) {
      this.addProblem(
        name,
        `${quote(value)} is not a valid value.`,
        `${choices.join(", ")}.`,
      );
    }
    return chosen ?? choices[0];
  }

  integer(
    name: Name,
    fallback: string,
    range: { readonly min: number; readonly max: number },
  ): number {
    const value = this.text(name, fallback);
    const number = /^\d{1,9}$/u.test(value) ? Number(value) : Number.NaN;
    if (number >= range.min && number <= range.max) return number;
    this.addProblem(
      name,
      `${quote(value)} is not an integer in range.`,
      `${String(range.min)} to ${String(range.max)}.`,
    );
    return range.min;
  }

  /** Milliseconds; undefined where the input is absent and has no fallback. */
  duration(name: Name, fallback: string): number;
  duration(name: Name): number | undefined;
  duration(name: Name, fallback = ""): number | undefined {
    const value = this.text(name, fallback);
    if (value === "") return undefined;
    if (/^0+$/u.test(value)) return 0;
    const isDuration = /^\d{1,9}(?:\.\d{1,6})?[smhdw]$/u.test(value);
    const length = isDuration ? ms(value as ms.StringValue) : Number.NaN;
    if (length >= 0 && length <= LONGEST_DURATION_MS) return length;
    this.addProblem(
      name,
      Number.isNaN(length)
        ? `${quote(value)} is not a duration.`
        : `${quote(value)} is too long.`,
      "a number followed by s, m, h, d or w (such as 90m or 30d), or 0; at most ten years.",
    );
    return 0;
  }

  /** A secret, never quoted in a problem; undefined where it is absent. */
  astraToken(name: Name, isRequired: boolean): Secret | undefined {
    const value = this.text(name);
    if (value === "" && !isRequired) return undefined;
    const allowed =
      "an Astra application token: AstraCS:, the client id, a colon, and hexadecimal digits.";
    if (value === "") {
      this.addProblem(name, `is empty. ${EMPTY_SECRET}`, allowed);
    } else if (!ASTRA_TOKEN.test(value)) {
      this.addProblem(name, shapeProblem(value), allowed);
    }
    return new Secret(value);
  }

  url(name: Name, fallback: string): URL {
    const { url, problem } = readServiceUrl(this.text(name, fallback));
    if (problem !== undefined) {
      this.addProblem(
        name,
        problem,
        "an https:// URL without credentials, query and fragment (http:// only for a loopback address).",
      );
    }
    return url ?? new URL(fallback);
  }
}

/** Why a secret arrives empty, the commonest causes first. */
export const EMPTY_SECRET =
  "Likely causes: the job does not name the environment that holds the secret; a reusable workflow is not given it (`secrets: inherit`, or by name); runs from forks and Dependabot get none; the secret does not exist.";

function shapeProblem(value: string): string {
  if (/^["'].*["']$/su.test(value)) return "is enclosed in quotation marks.";
  if (/\s/u.test(value)) return "contains white space or line breaks.";
  if (/^(?:gh[a-z]_|github_pat_)/u.test(value)) return "is a GitHub token.";
  if (!value.startsWith("AstraCS:")) return "does not start with AstraCS:.";
  return "does not have the form of an Astra token; it may be truncated.";
}
