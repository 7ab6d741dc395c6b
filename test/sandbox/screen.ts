import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { pathToFileURL } from "node:url";

/** One picture to take of a page of this machine. */
export interface Shot {
  readonly page: string;
  /** Where the PNG goes. */
  readonly file: string;
  /** Width of the window in CSS pixels. */
  readonly width: number;
  readonly dark?: boolean;
  /** Pixels of the picture for each CSS pixel. */
  readonly scale?: number;
  /** A height to stop at; by default, the whole page. */
  readonly height?: number;
}

/** A browser that takes pictures of windows of any width, phones included. */
export interface Screen extends AsyncDisposable {
  /** Takes a picture; returns how wide the page's content is. */
  take(shot: Shot): Promise<number>;
}

/** Starts Chromium without a window; the pages' diagrams are drawn before a picture is taken. */
export async function openScreen(chromium: string): Promise<Screen> {
  const profile = await mkdtemp(join(tmpdir(), "chromium-"));
  const child = spawn(
    chromium,
    [
      ...["--headless", "--disable-gpu", "--no-sandbox", "--hide-scrollbars"],
      ...["--remote-debugging-port=0", `--user-data-dir=${profile}`],
    ],
    { stdio: ["ignore", "ignore", "pipe"] },
  );
  const browser = await connected(await addressFrom(child.stderr));
  return {
    take: (shot) => take(browser, shot),
    [Symbol.asyncDispose]: async () => {
      const gone = once(child, "exit");
      child.kill();
      await gone;
      await rm(profile, { recursive: true, maxRetries: 5 });
    },
  };
}

async function take(browser: Browser, shot: Shot): Promise<number> {
  const { page, file, width, dark = false, scale = 1, height } = shot;
  const { targetId } = await browser.send("Target.createTarget", {
    url: "about:blank",
  });
  const { sessionId } = await browser.send("Target.attachToTarget", {
    targetId,
    flatten: true,
  });
  const tab = String(sessionId);
  const send = (method: string, params: object = {}) =>
    browser.send(method, params, tab);
  const resize = (tall: number) =>
    send("Emulation.setDeviceMetricsOverride", {
      ...{ width, height: tall, deviceScaleFactor: scale },
      mobile: width < 600,
    });
  // Low, so that the page is as high as what is in it.
  await resize(100);
  await send("Emulation.setEmulatedMedia", {
    features: [
      { name: "prefers-color-scheme", value: dark ? "dark" : "light" },
    ],
  });
  await send("Page.enable");
  await send("Page.navigate", { url: pathToFileURL(page).href });
  const size = await drawnSize(send);
  await resize(height ?? size.height);
  const { data } = await send("Page.captureScreenshot", { format: "png" });
  await writeFile(file, Buffer.from(String(data), "base64"));
  await browser.send("Target.closeTarget", { targetId });
  return size.width;
}

type Send = (method: string, params?: object) => Promise<Answer>;

/** The size of the page once it says that its diagrams are drawn. */
async function drawnSize(send: Send): Promise<Size> {
  for (;;) {
    const { result } = await send("Runtime.evaluate", {
      returnByValue: true,
      expression: `(({ dataset, scrollWidth: width, scrollHeight: height }) =>
        document.readyState === "complete" && dataset.diagrams !== undefined
          ? { width, height } : null)(document.documentElement)`,
    });
    const { value } = result as { readonly value?: Size | null };
    if (value !== undefined && value !== null) return value;
    await setTimeout(50);
  }
}

interface Size {
  readonly width: number;
  readonly height: number;
}

type Answer = Readonly<Record<string, unknown>>;

interface Browser {
  send(method: string, params: object, sessionId?: string): Promise<Answer>;
}

/** The address of the debugger that Chromium prints when it is up. */
async function addressFrom(stderr: NodeJS.ReadableStream): Promise<string> {
  let printed = "";
  for await (const text of stderr) {
    printed += String(text);
    const [, address] = /listening on (ws:\S+)/u.exec(printed) ?? [];
    if (address !== undefined) return address;
  }
  throw new Error(`Chromium did not start: ${printed}`);
}

async function connected(address: string): Promise<Browser> {
  const socket = new WebSocket(address);
  await once(socket, "open");
  const waiting = new Map<number, PromiseWithResolvers<Answer>>();
  let last = 0;
  socket.addEventListener("message", ({ data }) => {
    const { id, result, error } = JSON.parse(String(data)) as {
      readonly id?: number;
      readonly result?: Answer;
      readonly error?: { readonly message: string };
    };
    const asked = id === undefined ? undefined : waiting.get(id);
    if (error === undefined) asked?.resolve(result ?? {});
    else asked?.reject(new Error(error.message));
  });
  return {
    send: (method, params, sessionId) => {
      last += 1;
      const asked = Promise.withResolvers<Answer>();
      waiting.set(last, asked);
      socket.send(JSON.stringify({ id: last, method, params, sessionId }));
      return asked.promise;
    },
  };
}
