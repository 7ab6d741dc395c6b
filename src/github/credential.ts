import type { Secret } from "../rotation/secret.ts";

/** What the action authenticates with at GitHub. */
export type GitHubCredential =
  /** A personal access token, or an installation token that somebody else made. */
  | { readonly kind: "token"; readonly token: Secret }
  /** A GitHub App, for which the action makes installation tokens itself. */
  | {
      readonly kind: "app";
      /** The App's numeric id or its client id. */
      readonly appId: string;
      /** PEM, PKCS#1 or PKCS#8. */
      readonly privateKey: Secret;
    };
