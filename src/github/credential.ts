import type { Secret } from "../rotation/secret.ts";

/** What the action authenticates with to GitHub. */
export type GitHubCredential =
  /** A personal access token, or an installation token made elsewhere. */
  | { readonly kind: "token"; readonly token: Secret }
  /** A GitHub App, for which the action creates installation tokens. */
  | {
      readonly kind: "app";
      /** The App's numeric id or its client id. */
      readonly appId: string;
      /** PEM, PKCS#1 or PKCS#8. */
      readonly privateKey: Secret;
    };
