/** The methods that the two services are spoken to with. */
export type Method = "GET" | "PUT" | "POST" | "PATCH" | "DELETE";

/** One request: `https:`, or plain `http:` to a loopback host. */
export interface HttpRequest {
  readonly method: Method;
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

/**
 * A complete answer, whatever its status; redirects are answers like any other.
 */
export interface HttpAnswer {
  readonly status: number;
  /** By name in any case; repeated headers are joined with a comma. */
  readonly header: (name: string) => string | undefined;
  /** UTF-8; bytes that are not are replaced, a byte order mark is dropped. */
  readonly body: string;
  /** The `Date` header, epoch milliseconds; undefined unless well-formed. */
  readonly serverTime: number | undefined;
  /** When the head of the answer came in, on the monotonic clock. */
  readonly receivedAt: number;
}
