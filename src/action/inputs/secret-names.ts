import type { SecretNames } from "../../github/secret-values.ts";
import type { InputReader } from "./reader.ts";
import { holdsToken, quote } from "./quote.ts";

const NAME = /^[A-Za-z_][A-Za-z0-9_]{0,254}$/u;

const ALLOWED =
  "letters, digits and underscores, not starting with a digit or GITHUB_, at most 255 characters; case-insensitive.";

type NameInput =
  | "secret-name"
  | "secret-name-client-id"
  | "secret-name-client-secret"
  | "secret-name-json";

/** Reads the four secret names: at least one, all different, all valid. */
export function readSecretNames(reader: InputReader<NameInput>): SecretNames {
  const seen = new Map<string, string>();
  const readName = (input: NameInput, fallback: string): string => {
    const written = reader.textOrBlank(input, fallback);
    const name = written.toUpperCase();
    if (name === "") return name;
    if (!NAME.test(written) || holdsToken(written)) {
      reader.addProblem(
        input,
        `${quote(written)} is not a valid secret name.`,
        ALLOWED,
      );
    } else if (name.startsWith("GITHUB_")) {
      reader.addProblem(
        input,
        `${quote(written)} starts with GITHUB_.`,
        ALLOWED,
      );
    }
    const earlier = seen.get(name);
    if (earlier !== undefined) {
      reader.addProblem(
        input,
        `${quote(written)} is the same secret as ${earlier}.`,
        "a different name for each.",
      );
    }
    seen.set(name, input);
    return name;
  };
  const token = readName("secret-name", "ASTRA_DB_APPLICATION_TOKEN");
  const clientId = readName("secret-name-client-id", "");
  const clientSecret = readName("secret-name-client-secret", "");
  const json = readName("secret-name-json", "");
  if (seen.size === 0) {
    reader.addProblem(
      "secret-name",
      "no secret name is set, so the token would be written nowhere.",
      "a name in at least one of secret-name, secret-name-client-id, secret-name-client-secret, secret-name-json.",
    );
  }
  return {
    ...(token === "" ? {} : { token }),
    ...(clientId === "" ? {} : { clientId }),
    ...(clientSecret === "" ? {} : { clientSecret }),
    ...(json === "" ? {} : { json }),
  };
}
