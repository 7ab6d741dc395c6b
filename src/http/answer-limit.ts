import type { Socket } from "node:net";
import { MAX_ANSWER_BYTES } from "./limits.ts";
import type { Connector } from "./socket.ts";

/** More arrived than any answer may have, most of it of no meaning. */
class AnswerTooLong extends Error {
  readonly code = "ANSWER_TOO_LONG";
}

/**
 * Makes connections that end, with the code `ANSWER_TOO_LONG`, once more than `MAX_ANSWER_BYTES`
 * arrived on them since the latest request: a parser counts nothing of what it skips.
 */
export function limitingAnswers(connect: Connector): Connector {
  return (options, callback) => {
    connect(options, (...result) => {
      if (result[0] === null) limitAnswers(result[1]);
      callback(...result);
    });
  };
}

function limitAnswers(socket: Socket): void {
  let asked = socket.bytesWritten;
  let arrived = socket.bytesRead;
  let begun = arrived;
  socket.on("readable", () => {
    // Whatever was written since is of the next request, and what comes now is of its answer.
    if (socket.bytesWritten !== asked) begun = arrived;
    asked = socket.bytesWritten;
    arrived = socket.bytesRead;
    if (arrived - begun > MAX_ANSWER_BYTES) socket.destroy(new AnswerTooLong());
  });
}
