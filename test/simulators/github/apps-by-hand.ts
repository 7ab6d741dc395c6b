import type { AppInstallation, RegisteredApp } from "./apps.ts";
import type { GithubState } from "./call.ts";
import type { Permissions } from "./tokens.ts";

/** What people do with GitHub Apps. */
export interface AppsByHand {
  /** Registers an App with a private key of its own. */
  registerApp(slug?: string): RegisteredApp;
  /** Installs it at an owner; for all repositories unless some are named. */
  installApp(
    app: Pick<RegisteredApp, "id">,
    at: {
      readonly owner: string;
      readonly permissions: Permissions;
      readonly repositories?: readonly { readonly id: number }[];
    },
  ): AppInstallation;
  suspendInstallation(installation: { readonly id: number }): void;
  /** Adds a repository to an installation that covers only some. */
  coverRepository(
    installation: { readonly id: number },
    repository: { readonly id: number },
  ): void;
  /** Deletes the App's only key. */
  deleteAppKey(app: Pick<RegisteredApp, "id">): void;
  /** Values of the installation tokens that are alive. */
  liveInstallationTokens(): readonly string[];
}

/** The settings pages of GitHub Apps. */
export function appsByHand(state: GithubState): AppsByHand {
  const { apps, clock, repositories, tokens } = state;
  return {
    registerApp: (slug = "token-rotator") => apps.register(slug),
    installApp: (app, { owner, permissions, repositories: some }) =>
      apps.install({
        id: repositories.nextId(),
        appId: app.id,
        owner,
        permissions: { metadata: "read", ...permissions },
        repositories: some?.map(({ id }) => id),
        createdAt: clock.now(),
      }),
    suspendInstallation: ({ id }) => {
      const installation = apps.installation(id);
      if (installation === undefined) throw new Error(`no installation ${id}`);
      installation.suspendedAt = clock.now();
    },
    coverRepository: ({ id }, repository) => {
      const installation = apps.installation(id);
      if (installation === undefined) throw new Error(`no installation ${id}`);
      installation.repositories = [
        ...(installation.repositories ?? []),
        repository.id,
      ];
    },
    deleteAppKey: ({ id }) => {
      apps.deleteKey(id);
    },
    liveInstallationTokens: () =>
      tokens
        .alive()
        .filter(({ grant }) => grant.kind === "installation")
        .map(({ value }) => value),
  };
}
