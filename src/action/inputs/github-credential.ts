import type { GitHubCredential } from "../../github/credential.ts";
import { Secret } from "../../rotation/secret.ts";
import { readAppKey } from "./app-key.ts";
import { EMPTY_SECRET, type InputReader } from "./reader.ts";
import { quote } from "./quote.ts";

const TOKEN = "github-token";
const APP_ID = "github-app-id";
const APP_KEY = "github-app-private-key";

/**
 * Reads `github-token`, or the two inputs of a GitHub App; exactly one of the
 * two ways.
 */
export function readGitHubCredential(
  reader: InputReader,
  workflowToken: string | undefined,
): GitHubCredential {
  const names = ([APP_ID, APP_KEY] as const).filter(
    (name) => reader.text(name) !== "",
  );
  if (names.length === 0) return readToken(reader, workflowToken);
  if (reader.text(TOKEN) !== "") {
    reader.addProblem(
      TOKEN,
      `is set beside ${names.join(" and ")}.`,
      "either a token or a GitHub App.",
    );
  }
  return readApp(reader);
}

function readToken(
  reader: InputReader,
  workflowToken: string | undefined,
): GitHubCredential {
  const value = reader.text(TOKEN);
  const allowed =
    "a fine-grained personal access token, or a GitHub App's installation token, that may write the secrets.";
  if (value === "") {
    reader.addProblem(
      TOKEN,
      `is empty. ${EMPTY_SECRET}`,
      `${allowed} Or set ${APP_ID} and ${APP_KEY}.`,
    );
  } else if (value.startsWith("AstraCS:")) {
    reader.addProblem(TOKEN, "is an Astra token.", allowed);
  } else if (!/^[!-~]{1,4096}$/u.test(value)) {
    reader.addProblem(
      TOKEN,
      "has white space, line breaks or other characters that no token has.",
      allowed,
    );
  } else if (value === workflowToken) {
    reader.addProblem(
      TOKEN,
      "is the workflow's own GITHUB_TOKEN, which can never write secrets.",
      allowed,
    );
  }
  return { kind: "token", token: new Secret(value) };
}

function readApp(reader: InputReader): GitHubCredential {
  const appId = reader.text(APP_ID);
  if (!/^(?:\d{1,12}|Iv[A-Za-z0-9.]{6,40})$/u.test(appId)) {
    reader.addProblem(
      APP_ID,
      appId === "" ? "is empty." : `${quote(appId)} is not the id of an App.`,
      "the App ID (a number) or the client ID of the App's settings page.",
    );
  }
  return { kind: "app", appId, privateKey: readKey(reader) };
}

/**
 * The key in the form that the signer takes; what is accepted here has signed.
 */
function readKey(reader: InputReader): Secret {
  const text = reader.text(APP_KEY);
  const allowed =
    "the whole PEM file that GitHub made for the App, as it is, with \\n for line breaks, or in base64.";
  if (text === "") {
    reader.addProblem(APP_KEY, `is empty. ${EMPTY_SECRET}`, allowed);
    return new Secret("");
  }
  const key = readAppKey(text);
  if (key.ok) return new Secret(key.pem);
  reader.addProblem(APP_KEY, key.problem, allowed);
  return new Secret("");
}
