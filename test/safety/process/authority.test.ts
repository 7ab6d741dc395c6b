import { describe, expect, it } from "vitest";
import { requestsOf } from "../../bundle/scenario.ts";
import { startEncryptedWorld } from "../../kit/encrypted-world.ts";
import { runAction } from "../../kit/run-action.ts";
import { createCertificate } from "../../simulators/kernel/certificate.ts";

const PAST = new Date(Date.now() - 60_000);

describe.concurrent("A run whose services have a certificate", () => {
  it.each(["h1", "h2"] as const)(
    "of an authority that NODE_EXTRA_CA_CERTS names succeeds (%s)",
    async (protocol) => {
      await using services = await startEncryptedWorld({ protocol });
      const run = await runAction({
        inputs: services.inputs(),
        env: services.trust,
      });
      expect(run).toMatchObject({ exitCode: 0, stderr: "", errors: [] });
    },
  );

  it.each([
    ["of an unknown authority", "DEPTH_ZERO_SELF_SIGNED_CERT", {}],
    [
      "for another host",
      "ERR_TLS_CERT_ALTNAME_INVALID",
      { trusted: true, hostnames: ["elsewhere.example"] },
    ],
    ["that has expired", "CERT_HAS_EXPIRED", { trusted: true, notAfter: PAST }],
  ])(
    "%s sends nothing, and says why and what to do (I11)",
    async (
      _kind,
      cause,
      {
        trusted = false,
        hostnames,
        notAfter,
      }: { trusted?: boolean; hostnames?: string[]; notAfter?: Date },
    ) => {
      const certificate = await createCertificate(hostnames, notAfter);
      await using services = await startEncryptedWorld({
        protocol: "h2",
        certificate,
      });
      const run = await runAction({
        inputs: services.inputs(),
        env: trusted ? services.trust : {},
      });
      expect(run).toMatchObject({ exitCode: 1, stderr: "" });
      expect(run.errors[0]).toContain(
        `the certificate of the server was not accepted (${cause})`,
      );
      for (const input of ["astra-api-url", "github-api-url"]) {
        const host = new URL(services.inputs()[input] ?? "").host;
        expect(run.errors[0]).toContain(`If ${host}, or a proxy`);
        expect(run.errors[0]).toContain(`check \`${input}\``);
      }
      expect(run.errors[0]).toContain("NODE_EXTRA_CA_CERTS");
      expect(requestsOf(services.world)).toEqual([]);
      // Trying again does not help.
      expect(services.astra.connections()).toBeLessThan(5);
    },
  );
});
