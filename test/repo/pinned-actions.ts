/** A `uses:` of a workflow, with the comment behind it. */
export interface Use {
  readonly action: string;
  readonly ref: string;
  readonly comment: string;
}

/** Every action that a YAML text uses, other than those of the repository itself. */
export function usesIn(text: string): readonly Use[] {
  const uses = text.matchAll(
    /^\s*(?:- )?uses: ([\w./-]+)@(\S+)(?: # (.*))?$/gmu,
  );
  return [...uses].map(([, action = "", ref = "", comment = ""]) => ({
    action,
    ref,
    comment,
  }));
}

/** Whether it is held to one commit, and says which version that is. */
export function isPinned({ ref, comment }: Use): boolean {
  return /^[0-9a-f]{40}$/u.test(ref) && /^v\d+\.\d+\.\d+$/u.test(comment);
}
