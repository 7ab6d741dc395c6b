import { describe, expect, it } from "vitest";
import type { GenericSchema } from "valibot";
import { readBody } from "../../../src/service/bounded-json.ts";
import {
  EnvironmentListWire,
  InstallationTokenWire,
  InstallationWire,
  PublicKeyWire,
  RepositoryListWire,
  RepositoryWire,
  RunListWire,
  SecretListWire,
  SecretMetadataWire,
  SelectedRepositoriesWire,
  withTextKeyId,
} from "../../../src/github/wire.ts";
import { LATEST_INSTANT } from "../../../src/rotation/marker.ts";

const read = <T>(schema: GenericSchema<unknown, T>, value: unknown) =>
  readBody(schema, JSON.stringify(value));

describe("a public key", () => {
  const key = { key_id: "012345678912345678", key: "k".repeat(44) };

  it("is its id and the key", () => {
    expect(read(PublicKeyWire, { ...key, more: 1 })).toEqual(key);
    const longest = { key_id: "Az09".repeat(16), key: "k".repeat(64) };
    expect(read(PublicKeyWire, longest)).toEqual(longest);
  });

  it("has an id whose digits are kept, also where it is sent as a number", () => {
    const id = "568250167242549743";
    for (const body of [
      `{"key_id" : ${id} ,"key":"${key.key}"}`,
      `{"key":"${key.key}","key_id":${id}}`,
      `{"key":"${key.key}","key_id":${id}\n}`,
    ]) {
      expect(readBody(PublicKeyWire, withTextKeyId(body))).toEqual({
        ...key,
        key_id: id,
      });
    }
    const other = `{"key":"${key.key}","key_id":${id}.5}`;
    expect(readBody(PublicKeyWire, withTextKeyId(other))).toBeUndefined();
  });

  it.each([
    { key_id: "" },
    { key_id: "a".repeat(65) },
    { key_id: "a/b" },
    { key_id: " a" },
    { key_id: "a\n" },
    { key_id: 7.5 },
    { key_id: true },
    { key: "k".repeat(65) },
    { key: null },
    { key: undefined },
  ])("is not one with %j", (change) => {
    expect(read(PublicKeyWire, { ...key, ...change })).toBeUndefined();
  });
});

describe("a secret's metadata", () => {
  it.each([
    ["2030-01-31T12:00:00Z", Date.UTC(2030, 0, 31, 12)],
    ["2030-01-31T14:00:00+02:00", Date.UTC(2030, 0, 31, 12)],
    ["2030-01-31T10:30:00-01:30", Date.UTC(2030, 0, 31, 12)],
    ["2030-01-31T12:00:00.123456789Z", Date.UTC(2030, 0, 31, 12, 0, 0, 123)],
    ["2030-01-31T12:00:00.1Z", Date.UTC(2030, 0, 31, 12, 0, 0, 100)],
    ["2008-01-01T00:00:00Z", Date.UTC(2008, 0, 1)],
    ["4147-08-20T07:32:15Z", LATEST_INSTANT],
  ])("tells the last write: %s", (text, instant) => {
    expect(read(SecretMetadataWire, { updated_at: text })).toEqual({
      updated_at: instant,
    });
  });

  it.each([
    ...["", "2030-01-31", "2030-01-31T12:00:00", "2030-01-31 12:00:00Z"],
    ...["2030-13-31T12:00:00Z", "x2030-01-31T12:00:00Z"],
    ...["2030-01-31T12:00:00Zx", "2030-01-31T12:00:00.Z"],
    ...["2030-01-31T12:00:00.1234567890Z", "2030-01-31T12:00:00+2:00"],
    ...["2030-01-31T12:00:00+02", "12030-01-31T12:00:00Z", "2030-1-31T12:00Z"],
    "+002030-01-31T12:00:00Z",
    ...["1970-01-01T00:00:00Z", "2007-12-31T23:59:59.999Z"],
    ...["4147-08-20T07:32:15.001Z", "9999-12-31T23:59:59Z"],
    1_896_091_200,
    null,
  ])("is not one written at %j", (text) => {
    expect(read(SecretMetadataWire, { updated_at: text })).toBeUndefined();
  });

  it.each(["all", "private", "selected"])("may be visible to %s", (whom) => {
    const value = { updated_at: "2030-01-31T12:00:00Z", visibility: whom };
    expect(read(SecretMetadataWire, value)?.visibility).toBe(whom);
  });

  it("is not visible to anybody else", () => {
    const value = { updated_at: "2030-01-31T12:00:00Z", visibility: "world" };
    expect(read(SecretMetadataWire, value)).toBeUndefined();
  });
});

describe("a repository", () => {
  const repository = { id: 1, full_name: "acme_emu/web.app_1-2" };

  it("is not archived unless it says so", () => {
    expect(read(RepositoryWire, repository)).toEqual({
      ...repository,
      archived: false,
    });
    const archived = { ...repository, archived: true };
    expect(read(RepositoryWire, archived)).toEqual(archived);
  });

  it.each([
    { id: 0 },
    { id: -1 },
    { id: 1.5 },
    { id: 2 ** 53 },
    { id: "1" },
    { id: undefined },
    { full_name: "acme" },
    { full_name: "acme/" },
    { full_name: "/web" },
    { full_name: "acme/web/x" },
    { full_name: "ac.me/web" },
    { full_name: "acme/a b" },
    { full_name: `acme/${"a".repeat(101)}` },
    { full_name: `${"a".repeat(101)}/web` },
    { full_name: "acme/web\n" },
    { full_name: "\nacme/web" },
    { archived: "yes" },
  ])("is not one with %j", (change) => {
    expect(read(RepositoryWire, { ...repository, ...change })).toBeUndefined();
  });

  it("has names of up to 100 characters and any safe id", () => {
    const longest = {
      id: 2 ** 53 - 1,
      full_name: `${"a".repeat(100)}/${"b".repeat(100)}`,
    };
    expect(read(RepositoryWire, longest)).toMatchObject(longest);
  });
});

describe("lists", () => {
  const repositories = [{ id: 1, name: "web" }];

  it("of selected repositories have a count", () => {
    const list = { total_count: 1, repositories };
    expect(read(SelectedRepositoriesWire, list)).toEqual(list);
    const empty = { total_count: 0, repositories: [] };
    expect(read(SelectedRepositoriesWire, empty)).toEqual(empty);
    for (const wrong of [
      { total_count: -1, repositories },
      { total_count: 1.5, repositories },
      { repositories },
      { total_count: 1 },
      { total_count: 1, repositories: [{ id: 1 }] },
      { total_count: 1, repositories: [{ name: "web" }] },
      { total_count: 1, repositories: [{ id: 0, name: "web" }] },
    ]) {
      expect(read(SelectedRepositoriesWire, wrong)).toBeUndefined();
    }
  });

  it("of an organization's repositories say which are private", () => {
    const list = [{ id: 1, name: "web", private: true }];
    expect(read(RepositoryListWire, list)).toEqual(list);
    expect(read(RepositoryListWire, repositories)).toBeUndefined();
    expect(
      read(RepositoryListWire, [{ id: 1, private: true }]),
    ).toBeUndefined();
    expect(
      read(RepositoryListWire, [{ name: "a", private: true }]),
    ).toBeUndefined();
  });

  it.each(["", ".", "..", "a/b", "a b", "web\n", "\nweb", "a".repeat(101)])(
    "have no repository named %j, which would lead elsewhere",
    (name) => {
      const list = { total_count: 1, repositories: [{ id: 1, name }] };
      expect(read(SelectedRepositoriesWire, list)).toBeUndefined();
      const own = [{ id: 1, name, private: true }];
      expect(read(RepositoryListWire, own)).toBeUndefined();
    },
  );

  it.each(["a", "...", ".github", "a.", "Az09._-", "a".repeat(100)])(
    "may have a repository named %j",
    (name) => {
      const own = [{ id: 1, name, private: true }];
      expect(read(RepositoryListWire, own)).toEqual(own);
    },
  );

  it("of environments may be left out, and their count", () => {
    const list = { total_count: 1, environments: [{ name: "production" }] };
    expect(read(EnvironmentListWire, list)).toEqual(list);
    expect(read(EnvironmentListWire, {})).toEqual({ environments: [] });
    const nameless = { environments: [{}] };
    expect(read(EnvironmentListWire, nameless)).toBeUndefined();
    expect(read(EnvironmentListWire, { total_count: -1 })).toBeUndefined();
  });

  it("of secrets have names and a count", () => {
    const list = { total_count: 1, secrets: [{ name: "TOKEN" }] };
    expect(read(SecretListWire, list)).toEqual(list);
    expect(read(SecretListWire, { secrets: [] })).toBeUndefined();
    expect(read(SecretListWire, { total_count: 0 })).toBeUndefined();
    const nameless = { total_count: 1, secrets: [{}] };
    expect(read(SecretListWire, nameless)).toBeUndefined();
  });

  it("of workflow runs are a count alone", () => {
    expect(read(RunListWire, { total_count: 3, workflow_runs: 1 })).toEqual({
      total_count: 3,
    });
    expect(read(RunListWire, {})).toBeUndefined();
  });
});

describe("an installation", () => {
  it("has an id and permissions, and may be suspended", () => {
    const one = { id: 1, permissions: { secrets: "write" } };
    expect(read(InstallationWire, one)).toEqual(one);
    for (const suspended_at of [null, "2030-01-31T12:00:00Z"]) {
      const suspended = { ...one, suspended_at };
      expect(read(InstallationWire, suspended)).toEqual(suspended);
    }
    expect(read(InstallationWire, { id: 1 })).toBeUndefined();
    expect(read(InstallationWire, { permissions: {} })).toBeUndefined();
    const odd = { ...one, permissions: { secrets: 1 } };
    expect(read(InstallationWire, odd)).toBeUndefined();
  });
});

describe("an installation token", () => {
  const expires_at = "2030-01-31T12:00:00Z";
  const take = (token: unknown) =>
    read(InstallationTokenWire, { token, expires_at });

  it.each(["t".repeat(10), "t".repeat(8192), "!~".repeat(5)])(
    "is printable ASCII without spaces",
    (token) => {
      expect(take(token)).toEqual({
        token,
        expires_at: Date.UTC(2030, 0, 31, 12),
      });
    },
  );

  it.each([
    "t".repeat(9),
    "t".repeat(8193),
    `${"t".repeat(10)} `,
    ` ${"t".repeat(10)}`,
    `${"t".repeat(10)}\n`,
    `é${"t".repeat(10)}`,
    undefined,
  ])("is nothing else", (token) => {
    expect(take(token)).toBeUndefined();
  });

  it("says when it ends", () => {
    const token = "t".repeat(10);
    expect(read(InstallationTokenWire, { token })).toBeUndefined();
  });
});
