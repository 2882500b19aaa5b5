package org.headroom.localchain;

/** What can become of an HTTP request to a node instead of its answer. */
public enum Fault {
    /** HTTP status 429, with the header {@code Retry-After} where the rule names one. */
    TOO_MANY_REQUESTS,
    /** HTTP status 200 and a JSON-RPC error that says that the rate limit is exceeded. */
    RATE_LIMIT_ERROR,
    /** The connection is closed without an answer; nothing was done. */
    DROP,
    /** The request is carried out, and the connection is closed without an answer. */
    DROP_AFTER,
    /** HTTP status 200 and a page of HTML. */
    HTML,
    /** HTTP status 503 and a page of HTML. */
    UNAVAILABLE,
    /** The answer ends in the middle, before its stated length. */
    CUT,
    /** No answer for the rule's time; then the connection is closed. */
    HANG;

    /** Whether the node counts this as a limit rather than a failure. */
    boolean limits() {
        return this == TOO_MANY_REQUESTS || this == RATE_LIMIT_ERROR;
    }
}
