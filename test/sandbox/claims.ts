import type { Run } from "./play-run.ts";
import type { Scene, SecretView } from "./scene.ts";

/** Something that a chapter says is so; the sandbox fails where it is not. */
export interface Claim {
  readonly sentence: string;
  readonly holds: boolean;
}

/** A claim, so that the chapters read as lists. */
export function claim(sentence: string, holds: boolean): Claim {
  return { sentence, holds };
}

/** What holds in every chapter, the killed run included. */
export function always({ secrets }: Scene): readonly Claim[] {
  return [
    claim(
      "Whoever reads a secret now gets a token that works.",
      secrets.every(({ works }) => works),
    ),
  ];
}

/** Exit code 0, no annotation, nothing on stderr. */
export function succeeded({ ended }: Run): boolean {
  return (
    ended.exitCode === 0 &&
    ended.errors.length === 0 &&
    ended.warnings.length === 0 &&
    ended.stderr === ""
  );
}

/** Whether Astra still accepts the token of that name. */
export function isLive({ tokens }: Scene, name: string): boolean {
  return tokens.some(
    (token) => token.name === name && token.revokedOn === undefined,
  );
}

/** The name of the token that a secret holds. */
export function holder({ secrets }: Scene, secret: string): string | undefined {
  return secrets.find(({ name }) => name === secret)?.holds?.name;
}

/** Whether every secret holds the token of that name. */
export function allHold({ secrets }: Scene, token: string): boolean {
  return secrets.every(({ holds }: SecretView) => holds?.name === token);
}
