/** The methods that the two services are spoken to with. */
export type Method = "GET" | "PUT" | "POST" | "DELETE";

/**
 * One request: `https:`, or plain `http:` to a loopback host. The body is sent
 * as UTF-8.
 */
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
  /**
   * A header's value by its name in any case; repeated headers are joined with
   * a comma.
   */
  readonly header: (name: string) => string | undefined;
  /**
   * UTF-8; bytes that are not are replaced, and a byte order mark is dropped.
   */
  readonly body: string;
  /**
   * The `Date` header, epoch milliseconds; undefined when missing or malformed.
   */
  readonly serverTime: number | undefined;
  /**
   * The monotonic instant (milliseconds) at which the head of the answer came
   * in.
   */
  readonly receivedAt: number;
}
