import { randomUUID } from "node:crypto";
import type { History } from "../kernel/history.ts";
import { BUILT_IN, type SimulatedRole } from "./roles.ts";

/** What a role was, from an instant on (epoch milliseconds, Astra's clock). */
interface Version {
  readonly from: number;
  /** Undefined once it is deleted. */
  readonly role: SimulatedRole | undefined;
}

const BEGINNING = Number.NEGATIVE_INFINITY;

/** The roles of one organization, with everything that they ever were. */
export class RoleStore {
  readonly #clock: { now(): number };
  readonly #history: History;
  readonly #versions = new Map<string, readonly Version[]>(
    BUILT_IN.map((role) => [role.id, [{ from: BEGINNING, role }]]),
  );

  constructor(clock: { now(): number }, history: History) {
    this.#clock = clock;
    this.#history = history;
  }

  /** As they are now. */
  all(): readonly SimulatedRole[] {
    return this.#asOf(Number.POSITIVE_INFINITY);
  }

  /** As they were so many milliseconds ago. */
  lagging(milliseconds: number): readonly SimulatedRole[] {
    return this.#asOf(this.#clock.now() - milliseconds);
  }

  /** Those that people made, as they are now. */
  custom(): readonly SimulatedRole[] {
    return this.all().filter(({ id }) =>
      BUILT_IN.every((one) => one.id !== id),
    );
  }

  /** For an edit that takes a while: made roles have their rights at once. */
  inForce(editLagMs: number): readonly SimulatedRole[] {
    const before = new Map(
      this.lagging(editLagMs).map((role) => [role.id, role]),
    );
    return this.all().map((role) => before.get(role.id) ?? role);
  }

  create(role: Omit<SimulatedRole, "id">): SimulatedRole {
    const made = { ...role, id: randomUUID() };
    this.#change(made.id, made, "role-created");
    return made;
  }

  /** Throws when there is no such role. */
  edit(
    { id }: { readonly id: string },
    change: Partial<Omit<SimulatedRole, "id">>,
  ): SimulatedRole {
    const edited = { ...this.#known(id), ...change };
    this.#change(id, edited, "role-edited");
    return edited;
  }

  /** Throws when there is no such role. */
  delete({ id }: { readonly id: string }): void {
    this.#known(id);
    this.#change(id, undefined, "role-deleted");
  }

  #known(id: string): SimulatedRole {
    const role = this.all().find((one) => one.id === id);
    if (role === undefined) throw new Error(`no role ${id}`);
    return role;
  }

  #asOf(instant: number): readonly SimulatedRole[] {
    return [...this.#versions.values()].flatMap((versions) => {
      const { role } = versions.findLast(({ from }) => from <= instant) ?? {};
      return role === undefined ? [] : [role];
    });
  }

  #change(id: string, role: SimulatedRole | undefined, what: string): void {
    const at = this.#clock.now();
    const versions = this.#versions.get(id) ?? [];
    this.#versions.set(id, [...versions, { from: at, role }]);
    this.#history.record({
      kind: "change",
      service: "astra",
      what,
      subject: id,
      at,
    });
  }
}
