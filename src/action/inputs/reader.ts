import ms from "ms";
import { Secret } from "../../rotation/secret.ts";
import { quote } from "./quote.ts";
import { readServiceUrl } from "./service-url.ts";

/** One thing that is wrong with one input. */
export interface InputProblem {
  readonly input: string;
  /** What is wrong; never quotes a secret. */
  readonly problem: string;
  readonly allowed: string;
}

/** Gives the raw text of an input; undefined when the runner passed none. */
export type ReadInput = (name: string) => string | undefined;

const LONGEST_DURATION_MS = 10 * 365 * 86_400_000;

const ASTRA_TOKEN = /^AstraCS:[A-Za-z0-9]{1,40}:[0-9a-f]{1,128}$/u;

/**
 * Reads inputs of every type and collects what is wrong with them, so that all
 * problems can be told at once. A reader returns a stand-in where it notes one.
 */
export class InputReader {
  readonly problems: InputProblem[] = [];
  readonly #read: ReadInput;

  constructor(read: ReadInput) {
    this.#read = read;
  }

  addProblem(input: string, problem: string, allowed: string): void {
    this.problems.push({ input, problem, allowed });
  }

  /** Trimmed text; the fallback where it is absent or blank. */
  text(name: string, fallback = ""): string {
    const value = this.#read(name)?.trim() ?? "";
    return value === "" ? fallback : value;
  }

  /** Trimmed text that may be blank on purpose; the fallback only where it is absent. */
  textOrBlank(name: string, fallback: string): string {
    return this.#read(name)?.trim() ?? fallback;
  }

  /** The text as it was written, white space included. */
  raw(name: string): string {
    return this.#read(name) ?? "";
  }

  boolean(name: string): boolean {
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

  choice<const T extends string>(
    name: string,
    choices: readonly [T, ...T[]],
  ): T {
    const value = this.text(name, choices[0]);
    const chosen = choices.find((choice) => choice === value);
    if (chosen === undefined) {
      this.addProblem(
        name,
        `${quote(value)} is not one of the choices.`,
        `${choices.join(", ")}.`,
      );
    }
    return chosen ?? choices[0];
  }

  integer(
    name: string,
    fallback: string,
    range: { readonly min: number; readonly max: number },
  ): number {
    const value = this.text(name, fallback);
    const number = /^\d{1,9}$/u.test(value) ? Number(value) : Number.NaN;
    if (number >= range.min && number <= range.max) return number;
    this.addProblem(
      name,
      `${quote(value)} is not a whole number in range.`,
      `${String(range.min)} to ${String(range.max)}.`,
    );
    return range.min;
  }

  /** Milliseconds; undefined where the input is absent and has no fallback. */
  duration(name: string, fallback: string): number;
  duration(name: string): number | undefined;
  duration(name: string, fallback = ""): number | undefined {
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
      "a number and one of s, m, h, d, w (such as 90m or 30d), or 0; ten years at most.",
    );
    return 0;
  }

  /** A secret whose text is never quoted; undefined where it is absent. */
  astraToken(name: string, isRequired: boolean): Secret | undefined {
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

  url(name: string, fallback: string): URL {
    const { url, problem } = readServiceUrl(this.text(name, fallback));
    if (problem !== undefined) {
      this.addProblem(
        name,
        problem,
        "an https:// address without credentials, query or fragment (http:// only to this machine).",
      );
    }
    return url ?? new URL(fallback);
  }
}

/** What to think of first when a secret arrives empty. */
export const EMPTY_SECRET =
  "Does the secret exist, and may this workflow see it? Runs of forks and of Dependabot get none.";

function shapeProblem(value: string): string {
  if (/^["'].*["']$/su.test(value)) return "is wrapped in quotes.";
  if (/\s/u.test(value)) return "has white space or line breaks inside.";
  if (/^(?:gh[a-z]_|github_pat_)/u.test(value)) return "is a GitHub token.";
  if (!value.startsWith("AstraCS:")) return "does not start with AstraCS:.";
  return "does not have the form of an Astra token; it may be cut off.";
}
