import { type Marker, parseMarker } from "../../../src/rotation/marker.ts";
import { heldBy, pathOf } from "./scenario.ts";
import type { Stage } from "./stage.ts";

const MINUTE_MS = 60_000;
const OFFSET_MS = 10_000;

/**
 * The state of both services as far as a later run can tell, without what is
 * random: ids by their order, instants by the minute. Two histories that end in the
 * same state go on alike.
 */
export function signatureOf({ world, scenario, own }: Stage): string {
  const { astra, github } = world;
  const tokens = astra.tokens();
  const numberOf = (clientId: string): number =>
    tokens.findIndex((token) => token.clientId === clientId);
  const attempts = ordinals();
  const roles = ordinals();
  const marks = tokens.map(({ description }) => {
    const marker = parseMarker(description);
    if (marker === undefined) return description;
    return {
      ...marker,
      ...timesOf(marker),
      attempt: attempts(marker.attempt),
      named: marker.named && [numberOf(marker.named.clientId), marker.named.as],
    };
  });
  const held = scenario.places.map((place) => {
    const token = heldBy(world, place);
    return [
      pathOf(place),
      typeof token === "string" ? token : numberOf(token.clientId),
    ];
  });
  return JSON.stringify({
    now: minuteOf(world.clock.now()),
    tokens: tokens.map((token, index) => [
      astra.isLive(token.clientId),
      token.roles.map(roles),
      minuteOf(token.generatedOn),
      minuteOf(token.expiresOn),
      marks[index],
    ]),
    secrets: github
      .secrets()
      .map(({ path, updatedAt, access }) => [
        path,
        minuteOf(updatedAt),
        access?.visibility,
      ]),
    held,
    own: [...own].map(numberOf).sort((a, b) => a - b),
  });
}

/** Numbers texts in the order in which they first occur. */
function ordinals(): (text: string) => number {
  const known = new Map<string, number>();
  return (text) => {
    const number = known.get(text) ?? known.size;
    known.set(text, number);
    return number;
  };
}

function timesOf({ mintedAt, clockOffsetMs, lowWater }: Marker): object {
  return {
    mintedAt: minuteOf(mintedAt),
    clockOffsetMs: Math.round(clockOffsetMs / OFFSET_MS),
    lowWater: lowWater && [
      minuteOf(lowWater.generatedBefore),
      minuteOf(lowWater.lastWrite),
    ],
  };
}

function minuteOf(instant: number | undefined): number | undefined {
  return instant === undefined ? undefined : Math.floor(instant / MINUTE_MS);
}
