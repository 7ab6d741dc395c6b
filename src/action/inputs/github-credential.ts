import { createPrivateKey } from "node:crypto";
import type { GitHubCredential } from "../../github/credential.ts";
import { Secret } from "../../rotation/secret.ts";
import { EMPTY_SECRET, type InputReader } from "./reader.ts";
import { quote } from "./quote.ts";

const TOKEN = "github-token";
const APP_ID = "github-app-id";
const APP_KEY = "github-app-private-key";

/** Reads `github-token`, or the two inputs of a GitHub App; exactly one of the two ways. */
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
  const pem = pemOf(reader.text(APP_KEY));
  if (pem === "" || !isPrivateKey(pem)) {
    reader.addProblem(
      APP_KEY,
      pem === ""
        ? `is empty. ${EMPTY_SECRET}`
        : "is not a private key; it may be cut off, or locked by a passphrase.",
      "the whole PEM file that GitHub made for the App, with line breaks or \\n.",
    );
  }
  return { kind: "app", appId, privateKey: new Secret(pem) };
}

/** A PEM with real line breaks; some secret stores keep them as `\n`. */
export function pemOf(value: string): string {
  return value.trim().replaceAll("\\n", "\n");
}

function isPrivateKey(pem: string): boolean {
  try {
    return createPrivateKey(pem).asymmetricKeyType === "rsa";
  } catch {
    return false;
  }
}
