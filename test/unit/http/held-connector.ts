import type { Connector } from "../../../src/http/socket.ts";
import { trustingMaker } from "./http2-loopback.ts";

/** A connector that begins to connect only when it is let go. */
export function heldConnector(): { connect: Connector; letGo: () => void } {
  let letGo = (): void => undefined;
  const released = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  const { connect } = trustingMaker();
  return {
    connect: (options, callback) => {
      void released.then(() => {
        connect(options, callback);
      });
    },
    letGo,
  };
}
