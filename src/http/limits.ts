/** The longest head of an answer, bytes. */
export const MAX_HEADER_BYTES = 32 * 1024;

/** The longest answer that is read, bytes. */
export const MAX_BODY_BYTES = 8 * 1024 * 1024;

/** The most connections to one service at once. */
export const MAX_CONNECTIONS = 32;

/** The most that may arrive over HTTP/1.1 of one answer, whatever of it is skipped, bytes: the longest, its head and the lengths of its chunks. */
export const MAX_ANSWER_BYTES = MAX_BODY_BYTES + 1024 * 1024;
