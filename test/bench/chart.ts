/** What a run used, with so many of something. */
export interface Point {
  readonly at: number;
  readonly mebibytes: number;
  readonly cpuMs: number;
}

/** One series of measurements, drawn as two curves. */
export interface Series {
  readonly title: string;
  readonly points: readonly Point[];
}

const PANEL = { width: 320, height: 180, left: 60, top: 44, gap: 90 };
const QUANTITIES = [
  { key: "mebibytes", unit: "MiB of memory", colour: "#0969da" },
  { key: "cpuMs", unit: "ms of processor time", colour: "#bf3989" },
] as const;

/** Draws every series from left to right and each quantity in a row, on linear axes, as SVG. */
export function chartOf(all: readonly Series[]): string {
  const { width, height, left, top, gap } = PANEL;
  const panels = all.flatMap((series, column) =>
    QUANTITIES.map((quantity, row) =>
      panel(series, quantity, {
        x: left + column * (width + gap),
        y: top + row * (height + gap),
      }),
    ),
  );
  const size = {
    width: left + all.length * (width + gap),
    height: top + QUANTITIES.length * (height + gap) - gap / 2,
  };
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${String(size.width)} ${String(size.height)}" font-family="sans-serif" font-size="12">
<rect width="100%" height="100%" fill="#ffffff"/>
${panels.join("\n")}
</svg>
`;
}

function panel(
  { title, points }: Series,
  { key, unit, colour }: (typeof QUANTITIES)[number],
  { x, y }: { readonly x: number; readonly y: number },
): string {
  const { width, height } = PANEL;
  const right = Math.max(...points.map(({ at }) => at));
  const high = roundUp(Math.max(...points.map((point) => point[key])));
  const place = (point: Point): string =>
    [x + (width * point.at) / right, y + height - (height * point[key]) / high]
      .map((number) => number.toFixed(1))
      .join(",");
  const text = (
    content: string,
    at: readonly [number, number],
    anchor: string,
  ): string =>
    `<text x="${String(at[0])}" y="${String(at[1])}" text-anchor="${anchor}" fill="#1f2328">${content}</text>`;
  const dots = points.map((point) => {
    const [cx, cy] = place(point).split(",");
    return `<circle cx="${String(cx)}" cy="${String(cy)}" r="3" fill="${colour}"/>`;
  });
  return [
    `<path d="M${String(x)},${String(y)}v${String(height)}h${String(width)}" fill="none" stroke="#59636e"/>`,
    `<polyline points="${points.map(place).join(" ")}" fill="none" stroke="${colour}" stroke-width="2"/>`,
    ...dots,
    text(unit, [x, y - 12], "start"),
    text(high.toLocaleString("en"), [x - 6, y + 4], "end"),
    text("0", [x - 6, y + height], "end"),
    text("0", [x, y + height + 18], "middle"),
    text(right.toLocaleString("en"), [x + width, y + height + 18], "middle"),
    text(title, [x + width / 2, y + height + 18], "middle"),
  ].join("\n");
}

/** The next number with one leading digit. */
function roundUp(value: number): number {
  const unit = 10 ** Math.floor(Math.log10(value));
  return Math.ceil(value / unit) * unit;
}
